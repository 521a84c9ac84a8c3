import Glibc

/// Settings that were checked, in the form in which the transport uses them.
struct PreparedSettings: Sendable {
  let settings: ConnectionSettings
  let base: BaseAddress
  let timeoutMilliseconds: Int
  /// Scheme, authority and path of each request's URL. With a server name of its own, that name stands here for the
  /// host, and `connectTo` leads the connection to the real one.
  let urlPrefix: String
  let connectTo: String?
  /// The headers that go with each request.
  let headers: [HTTPHeader]

  init(_ settings: ConnectionSettings) throws(TransportError) {
    self.settings = settings
    self.base = try BaseAddress(settings.address)
    self.timeoutMilliseconds = PreparedSettings.milliseconds(settings.timeout, whenZero: .seconds(30))
    var headers = [HTTPHeader("Accept", "application/json"), HTTPHeader("User-Agent", settings.userAgent)]
    headers.removeAll { own in settings.headers.contains { $0.name.lowercased() == own.name.lowercased() } }
    headers += settings.headers
    if let name = settings.tls.serverName, !name.isEmpty {
      guard name.utf8.allSatisfy(PreparedSettings.isHostByte) else {
        throw TransportError(.invalidSettings, "the TLS server name '\(name)' is no host name")
      }
      self.urlPrefix = "\(base.scheme)://\(name):\(base.effectivePort)\(base.path)"
      self.connectTo = "\(name):\(base.effectivePort):\(base.host):\(base.effectivePort)"
      if !headers.contains(where: { $0.name.lowercased() == "host" }) {
        headers.append(HTTPHeader("Host", base.authority))
      }
    } else {
      self.urlPrefix = base.text
      self.connectTo = nil
    }
    for header in headers { try header.check() }
    self.headers = headers
    try PreparedSettings.check(settings)
  }

  private static func check(_ settings: ConnectionSettings) throws(TransportError) {
    guard (settings.tls.clientCertificate == nil) == (settings.tls.clientKey == nil) else {
      throw TransportError(
        .invalidSettings, "a TLS client certificate and its private key must be given together")
    }
    let files = [
      ("CA certificate", settings.tls.authorities?.path),
      ("TLS client certificate", settings.tls.clientCertificate?.path),
      ("TLS client key", settings.tls.clientKey?.path), ("cookie", settings.cookieFile),
    ]
    for case (let what, let path?) in files where access(path, R_OK) != 0 {
      throw TransportError(
        .invalidSettings, "the \(what) file '\(path)' cannot be read: \(String(cString: strerror(errno)))")
    }
  }

  /// A time in milliseconds, rounded up: a request must not end before its time, and libcurl takes 0 for "without end".
  static func milliseconds(_ time: Duration, whenZero other: Duration = .milliseconds(1)) -> Int {
    let time = time > .zero ? time : other
    let (seconds, fraction) = time.components
    guard seconds < 1_000_000 else { return 1_000_000_000 }
    return max(1, Int(seconds) * 1000 + Int((fraction + 999_999_999_999_999) / 1_000_000_000_000_000))
  }

  private static func isHostByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_"):
      true
    default: false
    }
  }
}

extension ConnectionSettings.PEMSource {
  var path: String? { if case .file(let path) = self { path } else { nil } }
}

extension HTTPHeader {
  /// Refuses what would end the line and begin another, and what the transport itself decides on.
  func check() throws(TransportError) {
    guard !name.isEmpty, name.utf8.allSatisfy(HTTPHeader.isTokenByte) else {
      throw TransportError(
        .invalidSettings, "a header name holds only letters, digits and hyphens, which '\(printable(name))' does not")
    }
    guard value.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7f || $0 == 0x09 }) else {
      throw TransportError(
        .invalidSettings, "the value of the header '\(name)' holds a line break or another control character")
    }
    guard !["content-length", "transfer-encoding", "connection"].contains(name.lowercased()) else {
      throw TransportError(.invalidSettings, "the header '\(name)' is not for the user to set")
    }
  }

  /// The line as libcurl takes it; an empty value is written with a semicolon there.
  var line: String { value.isEmpty ? "\(name);" : "\(name): \(value)" }

  private func printable(_ text: String) -> String {
    String(text.unicodeScalars.prefix(40).map { $0.value < 0x20 || $0.value == 0x7f ? "?" : Character($0) })
  }

  private static func isTokenByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
    }
  }
}
