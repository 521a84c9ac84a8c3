import GatewaySchemas

/// A URL in its parts, taken apart as leniently as the gateway does.
package struct URLParts: Sendable, Equatable {
  /// The scheme, in lower case.
  package var scheme: String?
  /// The host, without the brackets of an IPv6 address.
  package var host: String?
  /// The port as it is written.
  package var port: String?
  /// The path; nil where there is none.
  package var path: String?
  /// What follows `?`.
  package var query: String?
  /// What follows `#`.
  package var fragment: String?

  /// Takes a text apart; what has no scheme and no host is all path.
  package init(_ text: String) {
    var rest = text[...]
    if let mark = rest.firstIndex(of: "#") {
      fragment = String(rest[rest.index(after: mark)...])
      rest = rest[..<mark]
    }
    if let colon = rest.firstIndex(of: ":"), Self.isScheme(rest[..<colon]) {
      scheme = rest[..<colon].lowercased()
      rest = rest[rest.index(after: colon)...]
    }
    var authority: Substring?
    if rest.hasPrefix("//") {
      rest = rest.dropFirst(2)
      let end = rest.firstIndex { $0 == "/" || $0 == "?" } ?? rest.endIndex
      authority = rest[..<end]
      rest = rest[end...]
    }
    if let mark = rest.firstIndex(of: "?") {
      query = String(rest[rest.index(after: mark)...])
      rest = rest[..<mark]
    }
    if !rest.isEmpty { path = String(rest) }
    if let authority { take(authority) }
  }

  private mutating func take(_ authority: Substring) {
    var rest = authority
    if let at = rest.lastIndex(of: "@") { rest = rest[rest.index(after: at)...] }
    if let colon = rest.lastIndex(of: ":"), !rest[colon...].contains("]") {
      port = String(rest[rest.index(after: colon)...])
      rest = rest[..<colon]
    }
    if rest.hasPrefix("["), rest.hasSuffix("]") { rest = rest.dropFirst().dropLast() }
    if !rest.isEmpty { host = String(rest) }
  }

  private static func isScheme(_ text: Substring) -> Bool {
    guard let first = text.utf8.first, ASCII.isAlphanumeric(first) else { return false }
    return text.utf8.allSatisfy { ASCII.isAlphanumeric($0) || [0x2B, 0x2D, 0x2E].contains($0) }
  }
}
