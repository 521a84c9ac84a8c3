/// Which texts YAML readers of any version could take for something else when they stand without quotes.
enum YAMLPlainText {
  /// Whether a text on one line would be read as syntax rather than as text.
  static func isSyntax(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let first = bytes.first, let last = bytes.last else { return true }
    if beginsSyntax[Int(first)] || last == 0x20 || last == UInt8(ascii: ":") { return true }
    if bytes.count >= 3, bytes.prefix(3).allSatisfy({ $0 == UInt8(ascii: ".") }) { return true }
    for index in bytes.indices.dropLast() {
      let pair = (bytes[index], bytes[index + 1])
      if pair == (UInt8(ascii: ":"), 0x20) || pair == (0x20, UInt8(ascii: "#")) { return true }
    }
    return false
  }

  /// For each byte whether a text that begins with it is syntax; looked up for every text that is written.
  private static let beginsSyntax: [Bool] = (0...255).map { "-?:,[]{}#&*!|>'\"%@`= ".utf8.contains($0) }

  /// For each byte whether it may have a meaning within brackets.
  static let hasMeaningInFlow: [Bool] = (0...255).map { ",[]{}:?#".utf8.contains($0) }

  /// Whether YAML 1.1 or 1.2 could take a text for a null, boolean, number, date or merge key.
  static func isAmbiguous(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let first = bytes.first else { return true }
    switch first {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."):
      return isNumberLike(bytes)
    default:
      return bytes.count <= 5 && words.contains(String(decoding: bytes, as: UTF8.self).lowercased())
    }
  }

  private static let words: Set<String> = [
    "~", "null", "true", "false", "y", "n", "yes", "no", "on", "off", "=", "<<",
  ]

  private static func isNumberLike(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    var rest = bytes[...]
    if rest.first == UInt8(ascii: "+") || rest.first == UInt8(ascii: "-") { rest = rest.dropFirst() }
    let lowercase = rest.map { $0 >= UInt8(ascii: "A") && $0 <= UInt8(ascii: "Z") ? $0 | 0x20 : $0 }
    if lowercase == Array(".inf".utf8) || lowercase == Array(".nan".utf8) { return true }
    if lowercase.count >= 2, lowercase[0] == UInt8(ascii: "0"), "xob".utf8.contains(lowercase[1]) {
      return lowercase.dropFirst(2).allSatisfy { isDigit($0) || (0x61...0x66).contains($0) || $0 == 0x5F }
    }
    return isDecimalLike(lowercase) || isDateLike(lowercase)
  }

  /// Digits with separators: `1_000`, `1,000`, `0777`, `1.`, `.5`, `1e3`, `12:30:45`, but no address such as `10.0.0.1:80`.
  private static func isDecimalLike(_ bytes: [UInt8]) -> Bool {
    var dots = 0
    var index = 0
    while index < bytes.count, isDigit(bytes[index]) || "_,.:".utf8.contains(bytes[index]) {
      if bytes[index] == UInt8(ascii: ".") { dots += 1 }
      index += 1
    }
    guard dots <= 1 else { return false }
    guard index < bytes.count else { return true }
    guard bytes[index] == UInt8(ascii: "e") else { return false }
    var exponent = bytes[(index + 1)...]
    if exponent.first == UInt8(ascii: "+") || exponent.first == UInt8(ascii: "-") { exponent = exponent.dropFirst() }
    return exponent.allSatisfy { isDigit($0) || $0 == 0x5F }
  }

  /// A date of YAML 1.1, alone or with a time after it: `2024-1-31`, `2024-01-31T10:00:00Z`.
  private static func isDateLike(_ bytes: [UInt8]) -> Bool {
    let parts = bytes.split(separator: UInt8(ascii: "-"), maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0].count == 4, (1...2).contains(parts[1].count) else { return false }
    let day = parts[2].prefix(while: isDigit)
    guard parts[0].allSatisfy(isDigit), parts[1].allSatisfy(isDigit), (1...2).contains(day.count) else { return false }
    let after = parts[2].dropFirst(day.count).first
    return after == nil || after == UInt8(ascii: "t") || after == 0x20
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
  }
}
