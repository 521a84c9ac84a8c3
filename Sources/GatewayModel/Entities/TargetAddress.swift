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

  /// Eight groups of four digits; nil for what is no IPv6 address.
  private static func ipv6(_ text: Substring) -> String? {
    guard let gap = text.firstRange(of: "::") else {
      guard let groups = groups(text), groups.count == 8 else { return nil }
      return groups.joined(separator: ":")
    }
    guard let before = groups(text[..<gap.lowerBound]), let after = groups(text[gap.upperBound...]),
      before.count + after.count < 8
    else { return nil }
    let zeros = Array(repeating: "0000", count: 8 - before.count - after.count)
    return (before + zeros + after).joined(separator: ":")
  }

  private static func groups(_ text: Substring) -> [String]? {
    if text.isEmpty { return [] }
    var groups: [String] = []
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    for (index, part) in parts.enumerated() {
      if index == parts.count - 1, part.contains("."), let words = ipv4(part) {
        groups += words
      } else {
        guard (1...4).contains(part.utf8.count), UInt16(part, radix: 16) != nil, part.first != "+" else { return nil }
        groups.append(String(repeating: "0", count: 4 - part.utf8.count) + part.lowercased())
      }
    }
    return groups
  }

  /// The last four bytes of an address that ends as an IPv4 address does.
  private static func ipv4(_ text: Substring) -> [String]? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    let bytes = parts.compactMap { UInt8($0) }
    guard parts.count == 4, bytes.count == 4 else { return nil }
    return [0, 2].map { index in
      let word = UInt16(bytes[index]) << 8 | UInt16(bytes[index + 1])
      let digits = String(word, radix: 16)
      return String(repeating: "0", count: 4 - digits.utf8.count) + digits
    }
  }
}
