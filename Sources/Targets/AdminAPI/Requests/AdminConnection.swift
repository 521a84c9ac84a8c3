/// Sends requests as the policy says: so many at a time, again where that may help, and not after the run's time.
final class AdminConnection: Sendable {
  private let transport: CurlTransport
  private let limiter: AdaptiveLimiter
  private let policy: RequestPolicy
  private let end: ContinuousClock.Instant?
  private let state = Lock(RequestCounts())
  private let patience: Patience
  private let pause = SharedPause()
  /// What tells the gateway from others: the socket or the address.
  let identity: String

  init(_ settings: ConnectionSettings, policy: RequestPolicy) throws(TransportError) {
    var settings = settings
    settings.maximumConnections = max(settings.maximumConnections, policy.parallelism)
    self.transport = try CurlTransport(settings)
    self.limiter = AdaptiveLimiter(ceiling: policy.parallelism)
    self.policy = policy
    self.end = policy.timeLimit.map { ContinuousClock.now + $0 }
    self.patience = Patience(policy)
    self.identity = settings.unixSocket.map { "unix://\($0)" } ?? transport.address
  }

  /// The address without credentials.
  var address: String { transport.address }

  /// The time for one request that has none of its own.
  var timeout: Duration { transport.timeout }

  /// What was sent so far.
  var counts: RequestCounts { state.withLock { $0 } }

  /// The number of requests that may be under way now.
  var currentLimit: Int { limiter.limit }

  /// Sends a request and returns the last answer, whatever its status.
  func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
    var retries = 0
    var waits = 0
    var limitedSince: ContinuousClock.Instant?
    var absence: TransportError?
    while true {
      let attempted = await attempt(request, limitedSince: limitedSince)
      let number = attempted.number
      var outcome = attempted.outcome
      // A gateway that is gone is why no time is left.
      if let absence, case .failure(let error) = outcome, error.kind == .deadline, !error.mayHaveBeenSent {
        throw absence
      }
      outcome.note(attempts: retries + waits + 1)
      if let wait = attempted.pause {
        absence = nil
        waits += 1
        limitedSince = limitedSince ?? .now
        state.withLock { $0.retries += 1 }
        policy.observer?(.retry(number: number, after: wait))
        continue
      }
      if !request.isSentOnce, let wait = patience.wait(after: outcome, waits: waits, until: end, address: address) {
        waits += 1
        if case .failure(let error) = outcome { absence = error }
        policy.observer?(.retry(number: number, after: wait))
        guard await policy.surroundings.sleep(wait) else { throw .cancelled(mayHaveBeenSent: false) }
        continue
      }
      absence = nil
      guard let wait = waitBeforeRetry(request, after: outcome, retries: retries) else {
        var response = try outcome.get()
        // Nearly all answers are as they should be, and nobody asks what they answer.
        if response.status >= 300 || response.header("content-type")?.hasPrefix("application/json") != true {
          response.request = ShownRequest.text(request, address: address)
        }
        return response
      }
      retries += 1
      state.withLock { $0.retries += 1 }
      policy.observer?(.retry(number: number, after: wait))
      // The permit was given back: who waits for a better time does not keep others from theirs.
      guard await policy.surroundings.sleep(wait) else { throw .cancelled(mayHaveBeenSent: true) }
    }
  }

  /// Ends what is under way and closes all connections.
  func shutdown() async {
    await transport.shutdown()
  }

  /// A request that was sent once, or not at all.
  private struct Attempt {
    var number = 0
    var outcome: Transfer.Outcome
    /// How long all requests wait since this one was one too many; nil where the outcome stands.
    var pause: Duration?
  }

  /// Sends a request once, when its turn has come.
  ///
  /// - Parameter limitedSince: Since when it was one too many each time.
  private func attempt(_ request: HTTPRequest, limitedSince: ContinuousClock.Instant?) async -> Attempt {
    guard let permit = await limiter.acquire() else {
      return Attempt(outcome: .failure(.cancelled(mayHaveBeenSent: false)))
    }
    guard await sitOutPause() else {
      limiter.release(permit, .neutral)
      return Attempt(outcome: .failure(.cancelled(mayHaveBeenSent: false)))
    }
    let start = ContinuousClock.now
    var request = request
    var isCutShort = false
    if let end {
      guard start < end else {
        limiter.release(permit, .neutral)
        return Attempt(outcome: .failure(timeIsOver(mayHaveBeenSent: false)))
      }
      isCutShort = end - start < request.timeout ?? timeout
      if isCutShort { request.timeout = end - start }
    }
    let number = state.withLock { counts in
      counts.requests += 1
      return counts.requests
    }
    policy.observer?(.request(number: number, method: request.method, target: request.target, body: request.body))
    let outcome: Transfer.Outcome
    do {
      outcome = .success(try await transport.send(request))
    } catch {
      let isOver = isCutShort && error.kind == .timeout
      outcome = .failure(isOver ? timeIsOver(mayHaveBeenSent: error.mayHaveBeenSent) : error)
    }
    // The pause is there before anybody else's turn comes.
    let wait = takePause(after: outcome, since: limitedSince)
    limiter.release(permit, outcome.meaning)
    report(outcome, number: number, time: ContinuousClock.now - start)
    return Attempt(number: number, outcome: outcome, pause: wait)
  }

  /// Has all requests wait after an answer of too many; nil where the outcome stands.
  private func takePause(after outcome: Transfer.Outcome, since start: ContinuousClock.Instant?) -> Duration? {
    guard let patience = policy.rateLimitPatience, case .success(let response) = outcome else { return nil }
    guard response.status == 429 else {
      pause.end()
      return nil
    }
    let now = ContinuousClock.now
    let asked = response.header("retry-after").flatMap {
      RetryAfter.delay($0, now: policy.surroundings.epochSeconds())
    }
    let limit = end ?? (start ?? now) + patience
    guard !policy.isInterrupted(), now + (asked ?? .zero) < limit else { return nil }
    return pause.extend(by: asked)
  }

  /// Waits until a pause is over, or the user wants an end; false where the task was cancelled.
  private func sitOutPause() async -> Bool {
    while let rest = pause.rest, !policy.isInterrupted() {
      guard await policy.surroundings.sleep(min(rest, .milliseconds(200))) else { return false }
    }
    return true
  }

  private func report(_ outcome: Transfer.Outcome, number: Int, time: Duration) {
    switch outcome {
    case .success(let response):
      state.withLock { $0.bytesReceived += response.body.count }
      policy.observer?(.response(number: number, status: response.status, body: response.body, time: time))
    case .failure(let error):
      policy.observer?(.failure(number: number, error: error, time: time))
    }
  }

  /// The wait before the next attempt; nil where the outcome stands.
  private func waitBeforeRetry(_ request: HTTPRequest, after outcome: Transfer.Outcome, retries: Int) -> Duration? {
    guard !request.isSentOnce, retries < policy.retry.retries else { return nil }
    var retryAfter: Duration?
    switch outcome {
    case .success(let response):
      guard RetryPolicy.isWorthRetrying(status: response.status, isRepeatable: request.isRepeatable) else { return nil }
      if response.status == 429, policy.rateLimitPatience != nil { return nil }
      retryAfter = response.header("retry-after").flatMap {
        RetryAfter.delay($0, now: policy.surroundings.epochSeconds())
      }
    case .failure(let error):
      guard RetryPolicy.isWorthRetrying(error, isRepeatable: request.isRepeatable) else { return nil }
    }
    let wait = policy.retry.delay(
      beforeRetry: retries + 1, retryAfter: retryAfter, random: policy.surroundings.random())
    if let end, ContinuousClock.now + wait >= end { return nil }
    return wait
  }

  private func timeIsOver(mayHaveBeenSent: Bool) -> TransportError {
    let time = policy.timeLimit.map(TransportError.seconds) ?? ""
    return TransportError(
      .deadline, "the time limit of \(time) for the whole run is over",
      hint: "raise the limit, or find out why \(address) answers slowly",
      mayHaveBeenSent: mayHaveBeenSent)
  }
}

extension Result<HTTPResponse, TransportError> {
  /// What the outcome tells the limiter.
  fileprivate var meaning: AdaptiveLimiter.Outcome {
    switch self {
    case .success(let response) where response.status == 429 || response.status == 503: .overload
    case .success(let response) where response.status >= 500: .neutral
    case .success: .success
    case .failure(let error): error.kind == .timeout ? .overload : .neutral
    }
  }

  fileprivate mutating func note(attempts: Int) {
    switch self {
    case .success(var response):
      response.attempts = attempts
      self = .success(response)
    case .failure(var error):
      error.attempts = attempts
      self = .failure(error)
    }
  }
}
