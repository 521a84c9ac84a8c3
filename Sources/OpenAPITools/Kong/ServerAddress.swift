import OpenAPI

/// The address of a server, taken apart: an absolute URL, or an absolute path.
struct ServerAddress: Hashable {
  /// The scheme in small letters; empty where only a path is given.
  private(set) var scheme = ""
  /// The host without brackets; empty where only a path is given.
  private(set) var host = ""
  /// The port; nil where none is given.
  private(set) var port: Int?
  /// The path, decoded.
  private(set) var path = "/"

  /// What is wrong with an address.
  struct Problem: Error {
    let reason: String
  }

  /// The address that stands for no server at all.
  init() {}

  /// Reads an address; query and fragment say nothing about a service and are dropped.
  init(_ url: String) throws(Problem) {
    guard !url.isEmpty else { throw Problem(reason: "it is empty") }
    if url.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }) { throw Problem(reason: "it has control characters") }
    var rest = url[...]
    if let colon = url.firstIndex(of: ":"), ServerAddress.isScheme(url[..<colon]) {
      scheme = url[..<colon].lowercased()
      rest = url[url.index(after: colon)...]
    }
    rest = rest.prefix { $0 != "?" && $0 != "#" }
    guard rest.hasPrefix("/") else {
      if scheme.isEmpty { throw Problem(reason: "it is neither absolute nor a path that begins with a slash") }
      return
    }
    if !scheme.isEmpty, rest.hasPrefix("//") {
      rest = rest.dropFirst(2)
      try readAuthority(rest.prefix { $0 != "/" })
      rest = rest.drop { $0 != "/" }
    }
    guard let decoded = PercentDecoding.decoded(String(rest)) else {
      throw Problem(reason: "a percent sign must be followed by two hexadecimal digits")
    }
    if !decoded.isEmpty { path = decoded }
  }

  private static func isScheme(_ text: Substring) -> Bool {
    guard let first = text.utf8.first, isLetter(first) else { return false }
    return text.utf8.allSatisfy {
      isLetter($0) || UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 || "+-.".utf8.contains($0)
    }
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte | 0x20
  }

  private mutating func readAuthority(_ authority: Substring) throws(Problem) {
    var text = authority
    if let at = text.lastIndex(of: "@") { text = text[text.index(after: at)...] }
    var portText: Substring?
    if text.hasPrefix("[") {
      guard let end = text.lastIndex(of: "]") else { throw Problem(reason: "']' is missing in its host") }
      let after = text[text.index(after: end)...]
      guard after.isEmpty || after.hasPrefix(":") else { throw Problem(reason: "its port is none") }
      portText = after.isEmpty ? nil : after.dropFirst()
      host = String(text[text.index(after: text.startIndex)..<end])
    } else {
      let colon = text.lastIndex(of: ":")
      portText = colon.map { text[text.index(after: $0)...] }
      host = String(text[..<(colon ?? text.endIndex)])
    }
    if let character = host.first(where: { "{}|\\^`% #".contains($0) }) {
      throw Problem(reason: "'\(character)' cannot stand in the name of a host")
    }
    guard let portText, !portText.isEmpty else { return }
    guard portText.utf8.allSatisfy({ UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }), let number = Int(portText),
      number <= 65_535
    else { throw Problem(reason: "its port is none") }
    port = number
  }

  /// The address with what is missing filled in: this machine, the scheme that goes without saying, and its port.
  func completed(scheme fallback: String) -> ServerAddress {
    var address = self
    if address.host.isEmpty { address.host = "localhost" }
    if address.scheme.isEmpty {
      address.scheme = address.port == 80 ? "http" : address.port == 443 ? "https" : fallback
    }
    if address.port == nil {
      switch address.scheme {
      case "http": address.port = 80
      case "https": address.port = 443
      default: break
      }
    }
    return address
  }

  /// Host and port, as an upstream calls its targets.
  var target: String {
    let name = host.contains(":") ? "[\(host)]" : host
    return port.map { "\(name):\($0)" } ?? name
  }
}
