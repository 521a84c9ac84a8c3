/// One pause for all requests of a connection, taken when the target says that there are too many of them.
final class SharedPause: Sendable {
  private struct State {
    var end: ContinuousClock.Instant?
    /// How many pauses came one after the other without a length of the target's own.
    var steps = 0
  }

  private let state = Lock(State())
  private let clock: @Sendable () -> ContinuousClock.Instant

  /// The first pause where the target does not say how long; each further one is twice as long.
  private static let first = Duration.seconds(1)
  private static let longest = Duration.seconds(30)

  /// No pause yet.
  ///
  /// - Parameter clock: The time.
  init(clock: @escaping @Sendable () -> ContinuousClock.Instant = { .now }) {
    self.clock = clock
  }

  /// What is left of a pause; nil where there is none.
  var rest: Duration? {
    state.withLock { state in
      guard let end = state.end else { return nil }
      let now = clock()
      if now < end { return end - now }
      state.end = nil
      return nil
    }
  }

  /// Takes a pause after an answer of too many requests, at least as long as the target asks for.
  ///
  /// - Returns: How long it lasts from now.
  func extend(by asked: Duration?) -> Duration {
    state.withLock { state in
      let now = clock()
      var end = state.end.flatMap { now < $0 ? $0 : nil }
      if let asked, asked > .zero {
        end = max(end ?? now, now + asked)
      } else if end == nil {
        // Answers that come during a pause are to requests from before it.
        var length = SharedPause.first
        for _ in 0..<min(state.steps, 16) where length < SharedPause.longest { length = length * 2 }
        state.steps += 1
        end = now + min(length, SharedPause.longest)
      }
      state.end = end
      return (end ?? now) - now
    }
  }

  /// Notes that a request was let through.
  func end() {
    state.withLock { state in if state.steps != 0 { state.steps = 0 } }
  }
}
