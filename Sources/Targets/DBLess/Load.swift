import Digests
import Documents
import Gathering

/// One load of a declarative configuration, from the last look at what is there to the first look at what became of it.
struct Load {
  /// What became of it.
  enum Outcome {
    /// The gateway holds it.
    case taken
    /// The gateway took it, and calls its configuration otherwise.
    case unconfirmed
    /// Another configuration is there than was read; nothing was sent.
    case overtaken
    /// The gateway refused it.
    case refused(GatewayRefusal)
    /// No answer came.
    case unknown(AdminError)
  }

  private let document: StreamedBody
  private let isEmpty: Bool
  private let hash: String
  private let revision: String?
  private let reader: AdminReader

  /// How often it is sent to a gateway that is busy or was gone for a moment.
  private static let attempts = 5
  /// The longest time that a gateway may take to load a document and answer.
  private static let longestTime = Duration.seconds(600)
  /// What an empty configuration is called.
  private static let emptyHash = String(repeating: "0", count: 32)

  /// Counts and names the document; its text is made once more for each time that it is sent.
  init(_ configuration: DeclarativeConfiguration, onto revision: String?, _ reader: AdminReader) {
    var size = 0
    var hash = MD5()
    for piece in configuration.pieces() {
      size += piece.count
      hash.add(piece)
    }
    self.document = StreamedBody(count: size) { AnyIterator(configuration.pieces()) }
    self.isEmpty = configuration.isEmpty
    self.hash = Digest.hexadecimal(hash.digest)
    self.revision = revision
    self.reader = reader.inWorkspace(nil)
  }

  /// Sends it, after a last look at what is there.
  func run() async throws(AdminError) -> Outcome {
    var failure: AdminError?
    for attempt in 0..<Load.attempts {
      let current = try await reader.configurationHash()
      // The answer to an earlier attempt may have got lost.
      if attempt > 0, isOurs(current) { return .taken }
      guard current == revision else { return .overtaken }
      switch await outcome(of: { () async throws(TransportError) in try await send() }) {
      case .success(let response):
        guard [429, 503].contains(response.status) else { return try await judged(response) }
        failure = .refused(GatewayRefusal(response))
        let wait = response.header("retry-after").flatMap { RetryAfter.delay($0, now: 0) } ?? .seconds(1)
        try await pause(min(wait, .seconds(30)))
      case .failure(let error):
        failure = .transport(error)
        // While it may still be loading, a second load would only be in its way.
        if error.mayHaveBeenSent, error.kind != .dropped { return try await afterSilence(.transport(error)) }
        guard error.kind == .refused || error.kind == .dropped else { throw .transport(error) }
        try await pause(.milliseconds(200))
      }
    }
    let last = failure ?? .unexpectedAnswer(status: 0, reason: "the load was not sent")
    if case .transport(let error) = last, error.mayHaveBeenSent { return try await afterSilence(last) }
    throw last
  }

  private func send(flattening: Bool = true) async throws(TransportError) -> HTTPResponse {
    let query = flattening ? [("check_hash", "1"), ("flatten_errors", "1")] : [("check_hash", "1")]
    return try await reader.connection.send(
      HTTPRequest(
        method: .post, target: try PathEncoding.target(["config"], query: query),
        headers: [HTTPHeader("Content-Type", "text/yaml")], body: .streamed(document),
        timeout: max(Load.longestTime, reader.connection.timeout),
        isRepeatable: false, isSentOnce: true))
  }

  private func judged(_ response: HTTPResponse) async throws(AdminError) -> Outcome {
    switch response.status {
    case 200..<300, 304: return await confirmed()
    case 400: return await refused(GatewayRefusal(response))
    case 413: throw .refused(tooLarge(response))
    case 500...: return try await afterSilence(.refused(GatewayRefusal(response)))
    default:
      try response.checkStatus()
      return await confirmed()
    }
  }

  private func confirmed() async -> Outcome {
    guard let current = try? await reader.configurationHash() else { return .unconfirmed }
    return isOurs(current) ? .taken : .unconfirmed
  }

  private func isOurs(_ current: String?) -> Bool { current == hash || isEmpty && current == Load.emptyHash }

  /// Whether a load without an answer of success was taken all the same.
  private func afterSilence(_ error: AdminError) async throws(AdminError) -> Outcome {
    guard let current = try? await reader.configurationHash() else { return .unknown(error) }
    if isOurs(current) { return .taken }
    // A gateway that is at it still shows the configuration of before; what answers for it, such as a proxy that has waited
    // long enough (502, 504), does not know.
    if case .refused(let refusal) = error, refusal.status == 500, current == revision { throw error }
    return .unknown(error)
  }

  /// Where the flattened form says nothing, as of a reference that leads nowhere, the nested one does.
  private func refused(_ refusal: GatewayRefusal) async -> Outcome {
    let isSilent = refusal.flattened.isEmpty && refusal.fields?.object?.isEmpty ?? true
    guard refusal.code != nil, isSilent, let again = try? await send(flattening: false) else {
      return .refused(refusal)
    }
    switch again.status {
    case 200..<300, 304: return await confirmed()
    case 400: return .refused(GatewayRefusal(again))
    default: return .refused(refusal)
    }
  }

  private func tooLarge(_ response: HTTPResponse) -> GatewayRefusal {
    let size = "\(document.count / 1_000_000).\(document.count / 100_000 % 10)"
    return GatewayRefusal(
      status: 413,
      message: "the configuration has \(size) MB, more than the gateway takes in one request: raise its "
        + "nginx_admin_client_max_body_size and nginx_admin_client_body_buffer_size, which are 10m by default",
      attempts: response.attempts)
  }

  private func pause(_ time: Duration) async throws(AdminError) {
    do { try await Task.sleep(for: time) } catch { throw .transport(.cancelled(mayHaveBeenSent: false)) }
  }
}
