import Gathering
import Synchronization
import Testing

/// Calls that run at the same time.
@Suite struct GatherTests {
  private struct Odd: Error, Equatable { let number: Int }

  @Test(arguments: [1, 3, Int.max, 0])
  func whatCallsReturnStandsInTheOrderOfTheirInputs(width: Int) async {
    let numbers = await gather(Array(0..<50), atMost: width) { number in
      for _ in 0..<(50 - number) % 7 { await Task.yield() }
      return ["\(number)"]
    }
    #expect(numbers == (0..<50).map { ["\($0)"] })
  }

  @Test func noneIsNone() async {
    #expect(await gather([Int]()) { $0 }.isEmpty)
  }

  /// What a call returns may itself be nothing.
  @Test func nothingIsKeptInItsPlace() async {
    #expect(await gather([1, 2, 3, 4]) { $0.isMultiple(of: 2) ? $0 : nil } == [nil, 2, nil, 4])
  }

  @Test func noMoreRunThanAllowed() async {
    let counts = Mutex((now: 0, most: 0))
    _ = await gather(Array(0..<40), atMost: 4) { _ in
      counts.withLock { $0 = ($0.now + 1, max($0.most, $0.now + 1)) }
      for _ in 0..<5 { await Task.yield() }
      counts.withLock { $0.now -= 1 }
    }
    #expect(counts.withLock { $0.most } <= 4)
    #expect(counts.withLock { $0.now } == 0)
  }

  @Test func theFirstFailureInTheirOrderIsThrownOnceAllAreOver() async {
    let calls = Atomic<Int>(0)
    await #expect(throws: Odd(number: 3)) {
      try await gather([2, 3, 4, 5]) { (number) async throws(Odd) in
        for _ in 0..<10 - number { await Task.yield() }
        calls.add(1, ordering: .relaxed)
        if number % 2 == 1 { throw Odd(number: number) }
        return number
      }
    }
    #expect(calls.load(ordering: .relaxed) == 4)
  }

  @Test func anOutcomeIsAValue() async {
    let done: Result<Int, Odd> = await outcome { () async throws(Odd) in 1 }
    let failed: Result<Int, Odd> = await outcome { () async throws(Odd) in throw Odd(number: 1) }
    #expect(done == .success(1) && failed == .failure(Odd(number: 1)))
  }
}
