import CLibCurl
import Documents

/// The address that all requests begin with, taken apart by libcurl, so that what is checked is what is used.
struct BaseAddress: Sendable, Equatable {
  let scheme: String
  /// The host; an IPv6 address stands in brackets.
  let host: String
  /// The port, where the address names one.
  let port: String?
  /// The path without slashes at its end; empty for none.
  let path: String
  let user: String?
  let password: String?

  /// Scheme, host, port and path: fit to be shown.
  var text: String { "\(scheme)://\(authority)\(path)" }

  /// Host and port as a Host header has them.
  var authority: String { port.map { "\(host):\($0)" } ?? host }

  /// The port in use, named or not.
  var effectivePort: String { port ?? (scheme == "https" ? "443" : "80") }

  /// Whether the address is this machine, where no proxy is asked.
  var isLoopback: Bool {
    if host == "localhost" || host == "[::1]" { return true }
    // A name such as 127.example.com is anybody's.
    let numbers = host.split(separator: ".", omittingEmptySubsequences: false)
    return numbers.count == 4 && numbers[0] == "127" && numbers.allSatisfy { UInt8($0) != nil }
  }

  init(_ text: String) throws(TransportError) {
    let shown = URLParts.withoutCredentials(text)
    func invalid(_ reason: String) -> TransportError {
      TransportError(
        .invalidAddress, "the Admin API address '\(shown)' \(reason)",
        hint: "an address looks like http://localhost:8001 or https://gateway.example.com/admin")
    }
    guard text.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7f }) else {
      throw invalid("holds blanks or control characters")
    }
    guard text.contains("://") else { throw invalid("does not begin with http:// or https://") }
    guard let parts = curl_url() else { throw invalid("cannot be read: out of memory") }
    defer { curl_url_cleanup(parts) }
    let code = curl_url_set(parts, CURLUPART_URL, text, UInt32(CURLU_NON_SUPPORT_SCHEME))
    guard code == CURLUE_OK else { throw invalid("cannot be read: \(String(cString: curl_url_strerror(code)))") }

    func part(_ part: CURLUPart, decoded: Bool = false) -> String? {
      var value: UnsafeMutablePointer<CChar>?
      guard curl_url_get(parts, part, &value, UInt32(decoded ? CURLU_URLDECODE : 0)) == CURLUE_OK, let value else {
        return nil
      }
      defer { curl_free(value) }
      return String(cString: value)
    }
    guard let scheme = part(CURLUPART_SCHEME), scheme == "http" || scheme == "https" else {
      throw invalid("does not begin with http:// or https://")
    }
    guard let host = part(CURLUPART_HOST), !host.isEmpty else { throw invalid("names no host") }
    guard part(CURLUPART_QUERY) == nil, part(CURLUPART_FRAGMENT) == nil else {
      throw invalid("has a query or a fragment, which the address of an Admin API can't have")
    }
    var path = part(CURLUPART_PATH) ?? ""
    while path.utf8.last == UInt8(ascii: "/") { path.removeLast() }
    self.scheme = scheme
    self.host = host
    self.port = part(CURLUPART_PORT)
    self.path = path
    self.user = part(CURLUPART_USER, decoded: true)
    self.password = part(CURLUPART_PASSWORD, decoded: true)
  }
}
