internal import Documents

/// A target as the gateway keeps it: with a port, an IPv6 address written out.
public enum TargetAddress {
  /// The port of a target that names none.
  static let defaultPort = 8000

  /// The address in the gateway's form; nil for what is neither a host with or without a port nor an IPv6 address.
  public static func canonical(_ text: String) -> String? {
    if isHostAndPort(text) { return text }
    if text.hasPrefix("[") {
      guard let end = text.firstIndex(of: "]"), let address = ipv6(text[text.index(after: text.startIndex)..<end])
      else { return nil }
      let rest = text[text.index(after: end)...]
      if rest.isEmpty { return "[\(address)]:\(defaultPort)" }
      guard rest.first == ":", let port = port(rest.dropFirst()) else { return nil }
      return "[\(address)]:\(port)"
    }
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    switch parts.count {
    case 1: return text.isEmpty ? nil : "\(text):\(defaultPort)"
    case 2:
      guard let port = port(parts[1]), !parts[0].isEmpty else { return nil }
      return "\(parts[0]):\(port)"
    default: return ipv6(text[...]).map { "[\($0)]:\(defaultPort)" }
    }
  }

  /// Whether a text is in the gateway's form at a glance: a host without colons and a port without leading zeros.
  /// Nearly all targets are, and there are many of them.
  private static func isHostAndPort(_ text: String) -> Bool {
    var copy = text
    return copy.withUTF8 { bytes in
      guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")), colon > 0, bytes[0] != UInt8(ascii: "[") else {
        return false
      }
      let digits = bytes[(colon + 1)...]
      guard (1...4).contains(digits.count), digits.first != UInt8(ascii: "0") else { return false }
      return digits.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    }
  }

  private static func port(_ text: Substring) -> Int? {
    guard text.utf8.allSatisfy({ (48...57).contains($0) }), let port = Int(text), port <= 65535 else { return nil }
    return port
  }

  private static func ipv6(_ text: Substring) -> String? { IPv6Address(text, takesDottedEnd: true)?.text }
}
