/// How often and after what time a request is tried again.
package struct RetryPolicy: Sendable, Hashable {
  /// The number of attempts after the first.
  package var retries = 4
  /// The wait before the second attempt.
  package var base: Duration = .milliseconds(500)
  /// What each wait is longer than the one before by.
  package var factor = 2.0
  /// The part by which a wait is longer or shorter at random, so that requests that failed together do not come back
  /// together.
  package var jitter = 0.5
  /// The longest wait.
  package var cap: Duration = .seconds(30)
  /// The longest wait where the gateway says how long (`Retry-After`).
  package var retryAfterCap: Duration = .seconds(60)

  /// Four retries after about 0.5, 1, 2 and 4 s.
  package init() {}

  /// The wait before retry number `retry` (from 1); `random` is in 0..<1.
  func delay(beforeRetry retry: Int, retryAfter: Duration?, random: Double) -> Duration {
    if let retryAfter { return min(max(retryAfter, .zero), retryAfterCap) }
    var delay = base
    for _ in 1..<max(1, min(retry, 64)) where delay < cap { delay = delay * factor }
    return min(delay, cap) * (1 + jitter * (2 * random - 1))
  }

  /// Whether an answer of this status may be another one next time.
  ///
  /// Too many requests and "not available" say that nothing was done; the others may come after the deed, so that
  /// they count only for what can be done twice.
  static func isWorthRetrying(status: Int, isRepeatable: Bool) -> Bool {
    switch status {
    case 429, 503: true
    case 500, 502, 504: isRepeatable
    default: false
    }
  }

  /// Whether a failure may pass.
  static func isWorthRetrying(_ error: TransportError, isRepeatable: Bool) -> Bool {
    switch error.kind {
    case .timeout, .dropped: isRepeatable || !error.mayHaveBeenSent
    default: false
    }
  }
}
