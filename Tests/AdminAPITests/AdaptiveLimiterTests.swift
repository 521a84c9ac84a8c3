import Testing

@testable import Targets

@Suite("The limiter")
struct AdaptiveLimiterTests {
  @Test("halves on overload, once for those under way together, down to one")
  func halves() async throws {
    let limiter = AdaptiveLimiter(ceiling: 10)
    var permits: [AdaptiveLimiter.Permit] = []
    for _ in 0..<10 { permits.append(try #require(await limiter.acquire())) }
    for permit in permits { limiter.release(permit, .overload) }
    #expect(limiter.limit == 5)
    var limits: [Int] = []
    for _ in 0..<4 {
      limiter.release(try #require(await limiter.acquire()), .overload)
      limits.append(limiter.limit)
    }
    #expect(limits == [2, 1, 1, 1])
  }

  @Test("recovers by one after a number of successes in a row, up to the ceiling")
  func recovers() async throws {
    let limiter = AdaptiveLimiter(ceiling: 4, recovery: 3)
    limiter.release(try #require(await limiter.acquire()), .overload)
    var limits: [Int] = []
    for _ in 0..<9 {
      limiter.release(try #require(await limiter.acquire()), .success)
      limits.append(limiter.limit)
    }
    #expect(limits == [2, 2, 3, 3, 3, 4, 4, 4, 4])
  }

  @Test("an overload between successes begins the count anew; other failures do not")
  func countsInARow() async throws {
    let limiter = AdaptiveLimiter(ceiling: 8, recovery: 2)
    var limits: [Int] = []
    for outcome in [AdaptiveLimiter.Outcome.overload, .success, .overload, .success, .neutral, .success] {
      limiter.release(try #require(await limiter.acquire()), outcome)
      limits.append(limiter.limit)
    }
    #expect(limits == [4, 4, 2, 2, 2, 3])
  }

  @Test("those who wait are let through in the order they came")
  func firstComeFirstServed() async throws {
    let limiter = AdaptiveLimiter(ceiling: 1)
    let first = try #require(await limiter.acquire())
    let order = Lock<[Int]>([])
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 0..<200 {
        group.addTask {
          guard let permit = await limiter.acquire() else { return }
          order.withLock { $0.append(number) }
          limiter.release(permit, .success)
        }
        while limiter.waiting <= number { await Task.yield() }
      }
      limiter.release(first, .success)
      try await group.waitForAll()
    }
    #expect(order.withLock { $0 } == Array(0..<200))
  }

  @Test("a lowered limit holds back until enough have come back")
  func lowered() async throws {
    let limiter = AdaptiveLimiter(ceiling: 4)
    var permits: [AdaptiveLimiter.Permit] = []
    for _ in 0..<4 { permits.append(try #require(await limiter.acquire())) }
    let waiting = Task { await limiter.acquire() }
    while limiter.waiting == 0 { await Task.yield() }
    limiter.release(permits[0], .overload)
    limiter.release(permits[1], .success)
    #expect(limiter.waiting == 1)
    limiter.release(permits[2], .success)
    #expect(await waiting.value != nil)
  }

  @Test("a cancelled wait ends at once and takes no place")
  func cancelled() async throws {
    let limiter = AdaptiveLimiter(ceiling: 1)
    let permit = try #require(await limiter.acquire())
    let cancelled = Task { await limiter.acquire() }
    while limiter.waiting == 0 { await Task.yield() }
    let next = Task { await limiter.acquire() }
    while limiter.waiting < 2 { await Task.yield() }
    cancelled.cancel()
    #expect(await cancelled.value == nil)
    limiter.release(permit, .success)
    #expect(await next.value != nil)
  }
}
