import CLibCurl

/// Sends requests to one Admin API: a thread of its own drives libcurl, tasks wait for their answers.
///
/// Connections are kept and used again. Over TLS the gateway may choose HTTP/2.
final class CurlTransport: Sendable {
  private let inbox: TransferInbox
  private let sizeLimit: Int
  /// The address without credentials, for messages.
  let address: String
  /// The time for one request.
  let timeout: Duration

  init(_ settings: ConnectionSettings) throws(TransportError) {
    let prepared = try PreparedSettings(settings)
    guard CurlTransport.isInitialized, let multi = curl_multi_init() else {
      throw TransportError(.other, "libcurl cannot be set up")
    }
    self.inbox = TransferInbox(multi: multi)
    self.sizeLimit = max(0, settings.responseLimit)
    self.address = prepared.base.text
    self.timeout = .milliseconds(prepared.timeoutMilliseconds)
    guard TransferLoop.start(multi: multi, inbox: inbox, settings: prepared) else {
      curl_multi_cleanup(multi)
      throw TransportError(.other, "the system has no thread to give for network transfers")
    }
  }

  deinit { inbox.stop() }

  /// Sends a request and waits for the whole answer, whatever its status; cancelling the task ends the transfer.
  func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
    try CurlTransport.check(request)
    let transfer = Transfer(request, sizeLimit: sizeLimit)
    let outcome = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        transfer.attach(continuation)
        if !inbox.submit(transfer) { transfer.finish(.failure(.cancelled(mayHaveBeenSent: false))) }
      }
    } onCancel: {
      inbox.cancel(transfer)
    }
    return try outcome.get()
  }

  /// Ends what is still on its way, closes all connections and returns when the thread has ended.
  func shutdown() async {
    inbox.stop()
    await inbox.waitForEnd()
  }

  private static func check(_ request: HTTPRequest) throws(TransportError) {
    let isPlain = request.target.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7f && $0 != UInt8(ascii: "#") }
    guard request.target.utf8.first == UInt8(ascii: "/"), isPlain else {
      throw TransportError(.invalidAddress, "a request's path holds characters that belong into none")
    }
    for header in request.headers { try header.check() }
  }

  private static let isInitialized = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK
}
