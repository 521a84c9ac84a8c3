/// The types of plain scalars by YAML 1.2's core schema (section 10.3.2): `yes`, `no`, `on` and `off` are texts.
public enum CoreSchema {
  /// What a plain scalar means.
  public enum Meaning: Sendable, Equatable {
    /// A null, boolean or number.
    case value(Value)
    /// A text.
    case text
    /// An infinity or not-a-number, which JSON and so the gateway cannot express.
    case notFinite
  }

  /// What the text of a plain scalar means.
  public static func meaning(of text: String) -> Meaning {
    var text = text
    return text.withUTF8 { meaning(of: $0) }
  }

  @inline(__always)
  static func meaning(of bytes: UnsafeBufferPointer<UInt8>) -> Meaning {
    guard let first = bytes.first else { return .value(.null) }
    switch first {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."):
      return number(bytes)
    case UInt8(ascii: "~"), UInt8(ascii: "n"), UInt8(ascii: "N"), UInt8(ascii: "t"), UInt8(ascii: "T"),
      UInt8(ascii: "f"), UInt8(ascii: "F"):
      return bytes.count <= 5 ? word(bytes) : .text
    default:
      return .text
    }
  }

  private static func word(_ bytes: UnsafeBufferPointer<UInt8>) -> Meaning {
    switch String(decoding: bytes, as: UTF8.self) {
    case "~", "null", "Null", "NULL": .value(.null)
    case "true", "True", "TRUE": .value(.bool(true))
    case "false", "False", "FALSE": .value(.bool(false))
    default: .text
    }
  }

  private static func number(_ bytes: UnsafeBufferPointer<UInt8>) -> Meaning {
    if bytes.count > 2, bytes[0] == UInt8(ascii: "0") {
      if bytes[1] == UInt8(ascii: "x") { return radix(bytes.dropFirst(2), 16) }
      if bytes[1] == UInt8(ascii: "o") { return radix(bytes.dropFirst(2), 8) }
    }
    var rest = bytes[...]
    let isNegative = rest.first == UInt8(ascii: "-")
    if isNegative || rest.first == UInt8(ascii: "+") { rest = rest.dropFirst() }
    if rest.first == UInt8(ascii: "."), rest.count == 4 {
      let word = String(decoding: rest, as: UTF8.self)
      if [".inf", ".Inf", ".INF"].contains(word) { return .notFinite }
      if rest.count == bytes.count, [".nan", ".NaN", ".NAN"].contains(word) { return .notFinite }
    }

    let whole = takeDigits(&rest)
    if rest.isEmpty, !whole.isEmpty { return .value(integer(whole, isNegative: isNegative)) }
    var fraction: Slice<UnsafeBufferPointer<UInt8>>?
    if rest.first == UInt8(ascii: ".") {
      rest = rest.dropFirst()
      fraction = takeDigits(&rest)
    }
    guard !whole.isEmpty || fraction?.isEmpty == false else { return .text }
    let exponent = rest
    if let mark = rest.first {
      guard mark | 0x20 == UInt8(ascii: "e") else { return .text }
      rest = rest.dropFirst()
      if rest.first == UInt8(ascii: "+") || rest.first == UInt8(ascii: "-") { rest = rest.dropFirst() }
      guard !takeDigits(&rest).isEmpty, rest.isEmpty else { return .text }
    }

    var text = isNegative ? "-" : ""
    text += whole.isEmpty ? "0" : withoutLeadingZeros(whole)
    if let fraction { text += "." + (fraction.isEmpty ? "0" : String(decoding: fraction, as: UTF8.self)) }
    text += String(decoding: exponent, as: UTF8.self)
    return .value(.decimal(DecimalNumber(text: text)))
  }

  private static func takeDigits(
    _ rest: inout Slice<UnsafeBufferPointer<UInt8>>
  ) -> Slice<UnsafeBufferPointer<UInt8>> {
    let digits = rest.prefix { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }
    rest = rest.dropFirst(digits.count)
    return digits
  }

  private static func integer(_ digits: Slice<UnsafeBufferPointer<UInt8>>, isNegative: Bool) -> Value {
    let text = (isNegative ? "-" : "") + withoutLeadingZeros(digits)
    return Int(text).map { .integer($0) } ?? .decimal(DecimalNumber(text: text))
  }

  private static func withoutLeadingZeros(_ digits: Slice<UnsafeBufferPointer<UInt8>>) -> String {
    let significant = digits.drop { $0 == UInt8(ascii: "0") }
    return significant.isEmpty ? "0" : String(decoding: significant, as: UTF8.self)
  }

  private static func radix(_ digits: Slice<UnsafeBufferPointer<UInt8>>, _ radix: Int) -> Meaning {
    let isValid = digits.allSatisfy { Character(Unicode.Scalar($0)).hexDigitValue.map { $0 < radix } ?? false }
    guard isValid else { return .text }
    let text = String(decoding: digits, as: UTF8.self)
    if let value = Int(text, radix: radix) { return .value(.integer(value)) }
    // 128 bits are more than any number a gateway knows; what is longer still stays what was written.
    guard let value = UInt128(text, radix: radix) else { return .text }
    return .value(.decimal(DecimalNumber(text: String(value))))
  }
}
