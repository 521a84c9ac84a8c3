/// Bytes of a URL or a form that are written as `%XX` (RFC 3986, section 2.1).
public enum PercentEncoding {
  /// The text with each `%XX` replaced by its byte; what is no valid UTF-8 then is replaced too. Nil where a percent sign
  /// is not followed by two hexadecimal digits.
  public static func decoded(_ text: some StringProtocol) -> String? {
    var isSound = true
    let bytes = bytes(of: text) { byte, bytes in
      if byte == percent { isSound = false }
      bytes.append(byte)
    }
    return isSound ? String(decoding: bytes, as: UTF8.self) : nil
  }

  /// The same as a server reads it: percent signs that begin nothing stand for themselves.
  ///
  /// - Parameter isForm: Whether a plus stands for a space, as it does in forms and queries.
  public static func lenientlyDecoded(_ text: some StringProtocol, isForm: Bool = false) -> String {
    let bytes = bytes(of: text) { byte, bytes in
      bytes.append(isForm && byte == UInt8(ascii: "+") ? UInt8(ascii: " ") : byte)
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The text in its normal form (RFC 3986, section 6.2.2): escapes of what needs none are undone, those that stay have
  /// capital letters.
  public static func normalized(_ text: String) -> String {
    guard text.utf8.contains(percent) else { return text }
    let bytes = bytes(of: text, onEscape: append) { byte, bytes in bytes.append(byte) }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The first percent sign that is not followed by two hexadecimal digits, with up to two characters behind it.
  public static func unsoundEscape(in text: String) -> Substring? {
    var rest = text[...]
    while let start = rest.firstIndex(of: "%") {
      let escape = rest[start...].prefix(3)
      guard escape.utf8.count == 3, ASCII.isHexadecimal(escape.dropFirst()) else { return escape }
      rest = rest[start...].dropFirst(3)
    }
    return nil
  }

  /// A text as it may stand in a part of a path, in a query or in a form.
  public static func encoded(_ text: String) -> String {
    var bytes: [UInt8] = []
    append(text, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Writes a text as it may stand in a part of a path, in a query or in a form.
  public static func append(_ text: String, to bytes: inout [UInt8]) {
    for byte in text.utf8 { append(byte, to: &bytes) }
  }

  /// Writes a byte: as it is if it needs no escape (RFC 3986, section 2.3), else as one.
  private static func append(_ byte: UInt8, to bytes: inout [UInt8]) {
    guard !ASCII.isAlphanumeric(byte), !"-._~".utf8.contains(byte) else { return bytes.append(byte) }
    bytes.append(percent)
    bytes.append(digits[Int(byte >> 4)])
    bytes.append(digits[Int(byte & 15)])
  }

  /// Goes through a text: its escapes, as the bytes that they stand for, and all else.
  private static func bytes(
    of text: some StringProtocol, onEscape: (UInt8, inout [UInt8]) -> Void = { $1.append($0) },
    onOther: (UInt8, inout [UInt8]) -> Void
  ) -> [UInt8] {
    let text = Array(text.utf8)
    var result: [UInt8] = []
    result.reserveCapacity(text.count)
    var index = 0
    while index < text.count {
      if text[index] == percent, index + 2 < text.count, let high = ASCII.hexadecimalDigit(text[index + 1]),
        let low = ASCII.hexadecimalDigit(text[index + 2])
      {
        onEscape(high << 4 | low, &result)
        index += 3
      } else {
        onOther(text[index], &result)
        index += 1
      }
    }
    return result
  }

  private static let percent = UInt8(ascii: "%")
  private static let digits = Array("0123456789ABCDEF".utf8)
}
