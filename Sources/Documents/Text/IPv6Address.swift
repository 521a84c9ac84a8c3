/// An IPv6 address (RFC 4291), without brackets, port or zone.
public struct IPv6Address: Sendable, Hashable {
  /// The eight groups, four lower-case digits each.
  public let groups: [String]

  /// All groups, with colons between them.
  public var text: String { groups.joined(separator: ":") }

  /// Reads an address; nil for anything else.
  ///
  /// - Parameter takesDottedEnd: Whether its last four bytes may be written as those of an IPv4 address.
  public init?(_ text: Substring, takesDottedEnd: Bool) {
    guard let gap = text.firstRange(of: "::") else {
      guard let groups = Self.groups(text, takesDottedEnd), groups.count == 8 else { return nil }
      self.groups = groups
      return
    }
    let after = text[gap.upperBound...]
    guard let left = Self.groups(text[..<gap.lowerBound], false), let right = Self.groups(after, takesDottedEnd),
      left.count + right.count < 8
    else { return nil }
    groups = left + Array(repeating: "0000", count: 8 - left.count - right.count) + right
  }

  private static func groups(_ text: Substring, _ takesDottedEnd: Bool) -> [String]? {
    if text.isEmpty { return [] }
    var groups: [String] = []
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    for (index, part) in parts.enumerated() {
      if takesDottedEnd, index == parts.count - 1, let words = words(part) {
        groups += words
      } else {
        guard part.utf8.count <= 4, ASCII.isHexadecimal(part) else { return nil }
        groups.append(filled(part.lowercased()))
      }
    }
    return groups
  }

  /// The two groups that four decimal numbers stand for.
  private static func words(_ text: Substring) -> [String]? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    let bytes = parts.compactMap { ASCII.isNumber($0) ? UInt8($0) : nil }
    guard parts.count == 4, bytes.count == 4 else { return nil }
    return [0, 2].map { filled(String(UInt16(bytes[$0]) << 8 | UInt16(bytes[$0 + 1]), radix: 16)) }
  }

  private static func filled(_ digits: String) -> String {
    String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
  }
}
