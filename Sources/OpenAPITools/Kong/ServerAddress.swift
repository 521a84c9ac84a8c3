import Documents
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
    let parts = URLParts(url)
    if let name = parts.scheme, let first = name.utf8.first, ServerAddress.isLetter(first) { scheme = name }
    // Without a scheme all of it is a path, even one that begins with two slashes.
    let place = scheme.isEmpty ? String(url.prefix { $0 != "?" && $0 != "#" }) : parts.path ?? ""
    if scheme.isEmpty, !place.hasPrefix("/") {
      throw Problem(reason: "it is neither absolute nor a path that begins with a slash")
    }
    if !scheme.isEmpty { try readAuthority(parts) }
    guard let decoded = PercentEncoding.decoded(place) else {
      throw Problem(reason: "a percent sign must be followed by two hexadecimal digits")
    }
    if decoded.hasPrefix("/") { path = decoded }
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte | 0x20
  }

  private mutating func readAuthority(_ parts: URLParts) throws(Problem) {
    host = parts.host ?? ""
    if host.hasPrefix("[") { throw Problem(reason: "']' is missing in its host") }
    if let character = host.first(where: { "{}|\\^`% #".contains($0) }) {
      throw Problem(reason: "'\(character)' cannot stand in the name of a host")
    }
    guard let text = parts.port, !text.isEmpty else { return }
    guard ASCII.isNumber(text), let number = Int(text), number <= 65_535 else {
      throw Problem(reason: "its port is none")
    }
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
