import Documents

/// A host as the gateway takes it: an address or a name, with or without a port.
package struct HostName: Sendable, Equatable {
  /// What the host is.
  package enum Kind: Sendable {
    /// Four numbers.
    case ipv4
    /// Eight groups of hexadecimal digits, in brackets once it is in its normal form.
    case ipv6
    /// A name.
    case name
  }

  /// Why a text is no host.
  package enum Problem: Error, Sendable {
    /// The port is out of range.
    case port
    /// The rest is malformed; in the gateway's words.
    case host(String)

    /// The gateway's words.
    package var message: String {
      switch self {
      case .port: "invalid port number"
      case .host(let message): message
      }
    }
  }

  /// What the host is.
  package let kind: Kind
  /// The host in its normal form: an IPv6 address in full and in brackets.
  package let host: String
  /// The port, if one is given.
  package let port: Int?

  /// Takes a text apart.
  ///
  /// - Throws: What is wrong with it.
  package init(_ text: String) throws(Problem) {
    let colons = text.utf8.count { $0 == UInt8(ascii: ":") }
    if colons > 1 {
      (host, port) = try Self.ipv6(text)
      kind = .ipv6
    } else if !text.isEmpty,
      text.utf8.allSatisfy({ (0x30...0x39).contains($0) || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: ":") }),
      text.utf8.first != UInt8(ascii: ":")
    {
      (host, port) = try Self.ipv4(text)
      kind = .ipv4
    } else {
      (host, port) = try Self.name(text)
      kind = .name
    }
  }

  /// The host with its port, or with another one where none is given.
  package func withPort(default defaultPort: Int) -> String { "\(host):\(port ?? defaultPort)" }

  private static func ipv4(_ text: String) throws(Problem) -> (String, Int?) {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard let host = address(parts[0]) else { throw .host("invalid ipv4 address: \(text)") }
    return (host, parts.count > 1 ? try port(parts[1], or: "invalid ipv4 address: \(text)") : nil)
  }

  /// Four numbers of up to three digits with dots between them, without leading zeros; nil for anything else.
  private static func address(_ text: Substring) -> String? {
    var numbers = 1
    var digits = 0
    var value = 0
    var hasLeadingZero = false
    for byte in text.utf8 {
      if byte == UInt8(ascii: ".") {
        guard digits > 0 else { return nil }
        (numbers, digits, value) = (numbers + 1, 0, 0)
      } else {
        hasLeadingZero = hasLeadingZero || digits == 1 && value == 0
        value = value * 10 + Int(byte) - 0x30
        digits += 1
        guard digits <= 3, value <= 255 else { return nil }
      }
    }
    guard numbers == 4, digits > 0 else { return nil }
    if !hasLeadingZero { return String(text) }
    return text.split(separator: ".").compactMap { UInt8($0).map(String.init) }.joined(separator: ".")
  }

  private static func ipv6(_ text: String) throws(Problem) -> (String, Int?) {
    let message = "invalid ipv6 address: \(text)"
    var address = text[...]
    var number: Int?
    if text.hasPrefix("[") {
      guard let end = text.firstIndex(of: "]") else { throw .host(message) }
      address = text[text.index(after: text.startIndex)..<end]
      let rest = text[text.index(after: end)...]
      if !rest.isEmpty {
        guard rest.hasPrefix(":") else { throw .host(message) }
        number = try port(rest.dropFirst(), or: message)
      }
    }
    guard let address = IPv6Address(address, takesDottedEnd: false) else { throw .host(message) }
    return ("[\(address.text)]", number)
  }

  private static func name(_ text: String) throws(Problem) -> (String, Int?) {
    let message = "invalid hostname: \(text)"
    var name = text[...]
    var number: Int?
    if let colon = text.lastIndex(of: ":") {
      let digits = text[text.index(after: colon)...]
      if !digits.isEmpty, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
        name = text[..<colon]
        number = try port(digits, or: message)
      }
    }
    let isName = name.utf8.allSatisfy { byte in
      ASCII.isAlphanumeric(byte) || [0x2D, 0x2E, 0x5F].contains(byte)
    }
    let segments = name.split(separator: ".", omittingEmptySubsequences: false)
    guard isName, !name.isEmpty, segments.allSatisfy({ !$0.isEmpty && !$0.hasSuffix("-") }) else {
      throw .host(message)
    }
    return (String(name), number)
  }

  private static func port(_ text: Substring, or message: String) throws(Problem) -> Int {
    guard ASCII.isNumber(text) else { throw .host(message) }
    guard let port = Int(text), port <= 65535 else { throw .port }
    return port
  }
}
