import CLibCurl
import Glibc

extension TransportError {
  /// The end of a transfer that nobody waits for any more.
  static func cancelled(mayHaveBeenSent: Bool) -> TransportError {
    TransportError(.cancelled, "the request was interrupted", mayHaveBeenSent: mayHaveBeenSent)
  }

  /// Says in words why libcurl gave up a transfer.
  init(_ code: CURLcode, of transfer: Transfer, handle: EasyHandle, settings: PreparedSettings) {
    let address = settings.shownAddress
    let wasSent = handle.hasSentRequest
    let detail = handle.failureText.isEmpty ? String(cString: curl_easy_strerror(code)) : handle.failureText
    switch Kind(code, detail: detail, systemError: handle.systemError, transfer: transfer) {
    case .unknownHost:
      self.init(
        .unknownHost, "the host '\(settings.base.host)' of the Admin API address \(address) is not known",
        hint: "check the address and this machine's name service")
    case .refused
    where settings.settings.unixSocket == nil && detail.contains("connect to ") && !detail.contains(settings.base.host):
      // libcurl names whom it tried to reach: where that is not the gateway's host, it is the proxy before it. It names
      // nobody where a connection was taken and broken off at once, as by what stands before a gateway that restarts.
      self.init(
        .proxy, "the proxy on the way to \(address) does not connect: \(detail)",
        hint: "check http_proxy, HTTPS_PROXY, ALL_PROXY and NO_PROXY")
    case .refused:
      let reason = handle.systemError == 0 ? "" : ": \(String(cString: strerror(handle.systemError)))"
      self.init(
        .refused, "nothing accepts connections at \(address)\(reason)",
        hint: "is the gateway running, and does its Admin API listen at this address?")
    case .tls:
      self.init(
        .tls, "there is no secure connection to \(address): \(detail)",
        hint: TransportError.hint(forTLS: code, detail, handle.certificateNames, settings.settings.tls),
        mayHaveBeenSent: wasSent)
    case .proxy:
      self.init(.proxy, "the proxy on the way to \(address) does not connect: \(detail)")
    case .timeout:
      let limit = transfer.request.timeout ?? .milliseconds(settings.timeoutMilliseconds)
      let time = TransportError.seconds(limit)
      self.init(.timeout, "no complete answer from \(address) within \(time)", mayHaveBeenSent: wasSent)
    case .dropped:
      self.init(
        .dropped, "the connection to \(address) ended before the answer was complete", mayHaveBeenSent: wasSent)
    case .tooLarge:
      self.init(
        .tooLarge, "an answer from \(address) is larger than \(settings.settings.responseLimit) bytes, the limit",
        mayHaveBeenSent: wasSent)
    case let kind:
      self.init(kind, "the request to \(address) failed: \(detail)", mayHaveBeenSent: wasSent)
    }
  }

  private static func hint(
    forTLS code: CURLcode, _ detail: String, _ names: [String], _ tls: ConnectionSettings.TLS
  ) -> String {
    if detail.isAlert {
      if tls.clientCertificate != nil { return "the server does not take the TLS client certificate" }
      let verb = detail.contains("certificate required") ? "wants" : "may want"
      return "the server \(verb) a client certificate: give it with --tls-client-cert-file and --tls-client-key-file"
    }
    return switch code {
    case CURLE_PEER_FAILED_VERIFICATION where detail.contains("subject name"):
      (names.isEmpty
        ? "the certificate is made out to others"
        : "the certificate is made out to \(names.prefix(10).joined(separator: ", "))")
        + ": use such a name in the address, or say with --tls-server-name which one counts"
    case CURLE_PEER_FAILED_VERIFICATION:
      "give the CA certificate that the gateway's certificate is signed with: --ca-cert-file"
    case CURLE_SSL_CERTPROBLEM: "check the TLS client certificate and its private key"
    case CURLE_SSL_CACERT_BADFILE: "check the CA certificate"
    default: "does the Admin API speak TLS at this port?"
    }
  }

  /// A time in seconds with as many decimals as it needs, at most three.
  static func seconds(_ time: Duration) -> String {
    let milliseconds = PreparedSettings.milliseconds(time)
    let (whole, rest) = milliseconds.quotientAndRemainder(dividingBy: 1000)
    if rest == 0 { return "\(whole) s" }
    var digits = String(String(rest + 1000).dropFirst())
    while digits.last == "0" { digits.removeLast() }
    return "\(whole).\(digits) s"
  }
}

extension TransportError.Kind {
  fileprivate init(_ code: CURLcode, detail: String, systemError: Int32, transfer: Transfer) {
    switch code {
    case CURLE_WRITE_ERROR where transfer.exceedsLimit: self = .tooLarge
    case CURLE_FILESIZE_EXCEEDED: self = .tooLarge
    case CURLE_COULDNT_RESOLVE_HOST: self = .unknownHost
    case CURLE_COULDNT_RESOLVE_PROXY, CURLE_PROXY: self = .proxy
    case CURLE_COULDNT_CONNECT:
      self = systemError == ETIMEDOUT ? .timeout : .refused
    case CURLE_OPERATION_TIMEDOUT: self = .timeout
    case CURLE_URL_MALFORMAT: self = .invalidAddress
    case CURLE_RECV_ERROR where detail.isAlert, CURLE_SEND_ERROR where detail.isAlert: self = .tls
    case CURLE_GOT_NOTHING, CURLE_RECV_ERROR, CURLE_SEND_ERROR, CURLE_PARTIAL_FILE, CURLE_HTTP2, CURLE_HTTP2_STREAM:
      self = .dropped
    case CURLE_SSL_CONNECT_ERROR where detail.contains("SYSCALL") || detail.contains("reset by peer"):
      // The connection broke while the two sides were still agreeing.
      self = .dropped
    case CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CERTPROBLEM, CURLE_SSL_CIPHER,
      CURLE_SSL_CACERT_BADFILE, CURLE_SSL_ENGINE_NOTFOUND, CURLE_SSL_ENGINE_SETFAILED, CURLE_SSL_ISSUER_ERROR,
      CURLE_SSL_PINNEDPUBKEYNOTMATCH, CURLE_SSL_INVALIDCERTSTATUS, CURLE_SSL_CLIENTCERT:
      self = .tls
    default: self = .other
    }
  }
}

extension String {
  /// Whether the other side broke a secure connection off and said why, as OpenSSL tells it.
  fileprivate var isAlert: Bool { contains("SSL routines") && contains(" alert ") }
}

extension PreparedSettings {
  /// The address for messages, with the Unix socket where one stands in for the host.
  var shownAddress: String {
    settings.unixSocket.map { "\(base.text) (socket \($0))" } ?? base.text
  }
}
