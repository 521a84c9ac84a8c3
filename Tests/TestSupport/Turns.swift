/// So many at a time: each test of a program has a gateway and starts programs, and all at once would be hundreds of both.
public actor Turns {
  private var free: Int
  private var waiting: [CheckedContinuation<Void, Never>] = []

  /// Whether a turn is held already: to wait for a second one could be to wait for oneself.
  @TaskLocal private static var isWithin = false

  /// Makes so many turns.
  public init(_ count: Int) {
    free = count
  }

  /// Does something when its turn has come: at once within a turn.
  public nonisolated func within<Value>(_ body: () async throws -> Value) async rethrows -> Value {
    guard !Turns.isWithin else { return try await body() }
    await take()
    do {
      let value = try await Turns.$isWithin.withValue(true) { try await body() }
      await giveBack()
      return value
    } catch {
      await giveBack()
      throw error
    }
  }

  private func take() async {
    if free > 0 {
      free -= 1
    } else {
      await withCheckedContinuation { waiting.append($0) }
    }
  }

  private func giveBack() {
    if waiting.isEmpty { free += 1 } else { waiting.removeFirst().resume() }
  }
}
