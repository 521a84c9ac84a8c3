/// Waits for a gateway that has answered before and accepts no connections now, as while it restarts.
///
/// A gateway that never answered is not waited for: most likely the address is wrong.
final class Patience: Sendable {
  private struct State {
    var hasAnswered = false
    var isTold = false
    /// Since when nothing accepts connections.
    var goneSince: ContinuousClock.Instant?
  }

  private let policy: RequestPolicy
  private let state: Lock<State>

  /// How long a gateway is waited for where the run has no limit of its own.
  private static let usual = Duration.seconds(60)
  private static let shortestWait = Duration.milliseconds(100)
  private static let longestWait = Duration.seconds(2)

  init(_ policy: RequestPolicy) {
    self.policy = policy
    self.state = Lock(State(hasAnswered: policy.hasAnswered))
  }

  /// The wait before a request is sent again because the gateway is gone; nil where that is not so, or no longer helps.
  ///
  /// - Parameters:
  ///   - outcome: What came of the request.
  ///   - waits: How often it was waited for before.
  ///   - end: When the run ends in any case.
  ///   - address: What the gateway is called.
  func wait(
    after outcome: Transfer.Outcome, waits: Int, until end: ContinuousClock.Instant?, address: String
  ) -> Duration? {
    guard case .failure(let error) = outcome else {
      state.withLock { state in
        if !state.hasAnswered { state.hasAnswered = true }
        if state.goneSince != nil { state.goneSince = nil }
      }
      return nil
    }
    guard error.kind == .refused, !policy.isInterrupted() else { return nil }
    let now = ContinuousClock.now
    let known: (since: ContinuousClock.Instant, isNews: Bool)? = state.withLock { state in
      guard state.hasAnswered else { return nil }
      let isNews = !state.isTold
      state.isTold = true
      let since = state.goneSince ?? now
      state.goneSince = since
      return (since, isNews)
    }
    guard let known else { return nil }
    let limit = end ?? known.since + Patience.usual
    var wait = Patience.shortestWait
    for _ in 0..<min(waits, 16) where wait < Patience.longestWait { wait = wait * 2 }
    wait = min(wait, Patience.longestWait)
    guard now + wait < limit else { return nil }
    if known.isNews { policy.noteAbsence?(address, limit - now) }
    return wait
  }
}
