import Documents
import Synchronization

/// The faults as they are switched now, with what they remember from request to request.
final class Faults: Sendable {
  private struct State {
    var settings: FaultSettings
    /// How many requests may pass at once, refilled with time.
    var tokens: Double
    var lastRefill: Double
  }

  /// What is to happen to a request.
  struct Verdict: Sendable {
    /// The answer in place of the gateway's.
    var answer: AdminResponse?
    /// What happens besides.
    var action: FaultRule.Action?
    var latencyMilliseconds = 0
  }

  private let state: Mutex<State>
  private let clock: @Sendable () -> Double

  init(_ settings: FaultSettings, clock: @escaping @Sendable () -> Double = SystemClock.now) {
    self.clock = clock
    let tokens = Double(settings.rateLimit ?? 0)
    self.state = Mutex(State(settings: settings, tokens: tokens, lastRefill: clock()))
  }

  var settings: FaultSettings { state.withLock { $0.settings } }

  /// Changes the faults; returns what is wrong with the changes, if anything is.
  func apply(_ changes: Object, toNone startsOver: Bool) -> String? {
    state.withLock { state in
      var settings = startsOver ? FaultSettings() : state.settings
      if let problem = settings.apply(changes) { return problem }
      if settings.rateLimit != state.settings.rateLimit {
        state.tokens = Double(settings.rateLimit ?? 0)
        state.lastRefill = clock()
      }
      state.settings = settings
      return nil
    }
  }

  /// - Parameters:
  ///   - request: The request.
  ///   - entityPath: Its path from the collection on; the whole path unless told otherwise.
  ///   - header: The value of a header of the request.
  func verdict(on request: AdminRequest, entityPath: [String]? = nil, header: (String) -> String?) -> Verdict {
    state.withLock { state in
      var verdict = Verdict(latencyMilliseconds: state.settings.latencyMilliseconds)
      if let required = state.settings.requiredHeader, let answer = Self.refusal(required, header(required.name)) {
        verdict.answer = answer
        return verdict
      }
      if let limit = state.settings.rateLimit, !takeToken(&state, limit) {
        verdict.answer = Self.tooMany(limit)
        return verdict
      }
      if let index = state.settings.rules.firstIndex(where: { $0.matches(request) }) {
        let rule = state.settings.rules[index]
        if let remaining = rule.remaining { state.settings.rules[index].remaining = remaining - 1 }
        if case .status(let status) = rule.action {
          verdict.answer = rule.answer(status)
          return verdict
        }
        verdict.action = rule.action
      }
      verdict.answer = Self.refusal(request, entityPath ?? request.path, state.settings)
      return verdict
    }
  }

  private static func refusal(_ required: (name: String, value: String), _ value: String?) -> AdminResponse? {
    guard let value else { return .message(401, "Invalid credentials. Token or User credentials required") }
    return value == required.value ? nil : .message(403, "you do not have permissions to this resource")
  }

  private static func refusal(_ request: AdminRequest, _ path: [String], _ settings: FaultSettings) -> AdminResponse? {
    let collections = [path.first, path.count > 2 ? path[2] : nil].compactMap { $0 }
    if let name = collections.first(where: settings.forbidden.contains) {
      return .message(403, "you do not have permissions to read '\(name)'")
    }
    guard settings.isReadOnly, !request.isRead else { return nil }
    return .json(
      405,
      [
        "message": "cannot create, update or delete entities: the sandbox is read-only",
        "name": "operation unsupported",
        "code": 12,
      ])
  }

  private func takeToken(_ state: inout State, _ limit: Int) -> Bool {
    let now = clock()
    state.tokens = min(Double(limit), state.tokens + (now - state.lastRefill) * Double(limit))
    state.lastRefill = now
    guard state.tokens >= 1 else { return false }
    state.tokens -= 1
    return true
  }

  private static func tooMany(_ limit: Int) -> AdminResponse {
    var answer = AdminResponse.message(429, "API rate limit exceeded")
    answer.headers = [
      ("Retry-After", "1"), ("RateLimit-Limit", "\(limit)"), ("RateLimit-Remaining", "0"),
    ]
    return answer
  }
}
