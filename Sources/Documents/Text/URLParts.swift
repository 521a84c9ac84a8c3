/// A URL in its parts, taken apart as leniently as the gateway does: what is allowed is for whoever asks to say.
public struct URLParts: Sendable, Equatable {
  /// The scheme, in lower case.
  public var scheme: String?
  /// The host, without the brackets of an IPv6 address.
  public var host: String?
  /// Whether the host stands in brackets.
  public var isBracketed = false
  /// The port as it is written.
  public var port: String?
  /// The path; nil where there is none.
  public var path: String?
  /// What follows `?`.
  public var query: String?
  /// What follows `#`.
  public var fragment: String?

  /// Takes a text apart; what has no scheme and no host is all path.
  public init(_ text: String) {
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
    if rest.hasPrefix("["), rest.hasSuffix("]") {
      rest = rest.dropFirst().dropLast()
      isBracketed = true
    }
    if !rest.isEmpty { host = String(rest) }
  }

  /// A URL without anything that could be a user name or password, even if the rest has no meaning.
  public static func withoutCredentials(_ text: String) -> String {
    guard let at = text.lastIndex(of: "@") else { return text }
    let rest = text[text.index(after: at)...]
    guard let slashes = text.firstRange(of: "://"), slashes.upperBound <= at else { return String(rest) }
    return String(text[..<slashes.upperBound] + rest)
  }

  private static func isScheme(_ text: Substring) -> Bool {
    guard let first = text.utf8.first, ASCII.isAlphanumeric(first) else { return false }
    return text.utf8.allSatisfy { ASCII.isAlphanumeric($0) || [0x2B, 0x2D, 0x2E].contains($0) }
  }
}
