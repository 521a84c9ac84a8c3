/// Bytes as texts in base64 (RFC 4648).
public enum Base64 {
  /// The characters that stand for the last two of 64 numbers.
  public enum Alphabet: Sendable {
    /// `+` and `/`.
    case standard
    /// Those, or `-` and `_` as in addresses.
    case any
  }

  /// The bytes; nil where the input is malformed. Blanks and line breaks are passed over, padding may be left out.
  public static func decoded(_ text: some StringProtocol, _ alphabet: Alphabet = .standard) -> [UInt8]? {
    var bytes: [UInt8] = []
    var buffer: UInt32 = 0
    var bits: UInt32 = 0
    var padding = 0
    for byte in text.utf8 {
      if byte == UInt8(ascii: "=") {
        padding += 1
        continue
      }
      if isBlank(byte) { continue }
      guard padding == 0, let value = value(of: byte, alphabet) else { return nil }
      buffer = (buffer << 6 | UInt32(value)) & 0xFFFFFF
      bits += 6
      if bits >= 8 {
        bits -= 8
        bytes.append(UInt8(truncatingIfNeeded: buffer >> bits))
      }
    }
    guard bits < 6, padding <= 2 else { return nil }
    return bytes
  }

  /// The text that the bytes hold; nil where the input is malformed or its bytes are no UTF-8.
  public static func text(_ input: some StringProtocol) -> String? {
    decoded(input).flatMap { String(validating: $0, as: UTF8.self) }
  }

  /// The text of bytes.
  ///
  /// - Parameters:
  ///   - isPadded: Whether it is filled up to groups of four.
  ///   - columns: How many characters a line has; nil for one line.
  public static func encoded(_ bytes: [UInt8], isPadded: Bool = true, columns: Int? = nil) -> String {
    var text: [UInt8] = []
    var column = 0
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(start + 3, bytes.count)]
      let number = group.reduce(UInt32(0)) { $0 << 8 | UInt32($1) } << UInt32(8 * (3 - group.count))
      for place in 0..<(isPadded ? 4 : group.count + 1) {
        if column == columns {
          text.append(UInt8(ascii: "\n"))
          column = 0
        }
        let index = Int(number >> UInt32(18 - 6 * place) & 63)
        text.append(place <= group.count ? characters[index] : UInt8(ascii: "="))
        column += 1
      }
    }
    return String(decoding: text, as: UTF8.self)
  }

  private static let characters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D }

  private static func value(of byte: UInt8, _ alphabet: Alphabet) -> UInt8? {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte - UInt8(ascii: "A")
    case UInt8(ascii: "a")...UInt8(ascii: "z"): byte - UInt8(ascii: "a") + 26
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0") + 52
    case UInt8(ascii: "+"): 62
    case UInt8(ascii: "/"): 63
    case UInt8(ascii: "-") where alphabet == .any: 62
    case UInt8(ascii: "_") where alphabet == .any: 63
    default: nil
    }
  }
}
