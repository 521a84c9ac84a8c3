/// The types of plain scalars as decK's reader has them, which is YAML 1.1 for the most part: `yes`, `on` and `y` are
/// booleans, a leading zero makes an octal number, and underscores part digits.
///
/// Texts that are edited are read so: what a selector finds and what JSON is made of is what decK finds and makes, while the
/// text itself stays as it is written.
enum DeckSchema {
  private static let words: [String: Bool] = {
    var words: [String: Bool] = [:]
    for word in ["y", "yes", "on"] { for form in forms(of: word) { words[form] = true } }
    for word in ["n", "no", "off"] { for form in forms(of: word) { words[form] = false } }
    return words
  }()

  private static func forms(of word: String) -> [String] {
    [word, word.prefix(1).uppercased() + word.dropFirst(), word.uppercased()]
  }

  /// What a plain scalar means.
  static func meaning(of bytes: UnsafeBufferPointer<UInt8>) -> CoreSchema.Meaning {
    ownMeaning(of: bytes) ?? CoreSchema.meaning(of: bytes)
  }

  /// What a plain scalar means where the core schema may take it for something else.
  static func ownMeaning(of bytes: UnsafeBufferPointer<UInt8>) -> CoreSchema.Meaning? {
    guard let first = bytes.first else { return nil }
    switch first {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."):
      return hasOwnForm(bytes) ? number(bytes) : nil
    default:
      return word(bytes).map { .value(.bool($0)) }
    }
  }

  /// The text that a plain scalar is as a key: booleans by their names.
  static func key(_ bytes: UnsafeBufferPointer<UInt8>) -> String? {
    guard case .value(.bool(let bool)) = meaning(of: bytes) else { return nil }
    return bool ? "true" : "false"
  }

  private static func word(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool? {
    bytes.count <= 3 ? words[String(decoding: bytes, as: UTF8.self)] : nil
  }

  /// Whether something stands in a number that the core schema has another meaning for, or none: a zero in front that is
  /// not the whole part, or an underscore.
  private static func hasOwnForm(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    let isSigned = bytes[0] == UInt8(ascii: "-") || bytes[0] == UInt8(ascii: "+")
    let digits = bytes.dropFirst(isSigned ? 1 : 0)
    let hasZero = digits.first == UInt8(ascii: "0") && digits.dropFirst().first.map { $0 != UInt8(ascii: ".") } ?? false
    return hasZero || bytes.contains(UInt8(ascii: "_"))
  }

  private static func number(_ bytes: UnsafeBufferPointer<UInt8>) -> CoreSchema.Meaning {
    let digits = bytes.filter { $0 != UInt8(ascii: "_") }
    let isNegative = digits.first == UInt8(ascii: "-")
    let isSigned = isNegative || digits.first == UInt8(ascii: "+")
    let rest = digits.dropFirst(isSigned ? 1 : 0)
    if rest.first == UInt8(ascii: "0"), rest.count > 1 {
      let text = String(decoding: rest.dropFirst(), as: UTF8.self).lowercased()
      let (radix, part) =
        switch text.first {
        case "x": (16, text.dropFirst())
        case "b": (2, text.dropFirst())
        case "o": (8, text.dropFirst())
        default: (8, text[...])
        }
      // A sign within would be one more than a number has.
      if part.first?.isHexDigit == true, let value = Int128(part, radix: radix) {
        let exact = isNegative ? -value : value
        return .value(Int(exactly: exact).map { .integer($0) } ?? .decimal(DecimalNumber(text: String(exact))))
      }
    }
    return digits.withUnsafeBufferPointer { CoreSchema.meaning(of: $0) }
  }
}
