import Documents

/// Names of tools, in words joined by hyphens.
enum ToolName {
  /// The name that an operation's id or its method and path gives: `listOrders_v2` is `list-orders-v2`.
  static func kebab(_ text: String) -> String {
    var bytes: [UInt8] = []
    var last = hyphen
    for byte in Transliteration.ascii(text).utf8 {
      let isCapital = UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte
      if isCapital, isSmall(last), bytes.last != hyphen { bytes.append(hyphen) }
      last = byte
      if isCapital {
        bytes.append(byte | 0x20)
      } else if isSmall(byte) || byte == UInt8(ascii: ".") {
        bytes.append(byte)
      } else if bytes.last ?? hyphen != hyphen {
        bytes.append(hyphen)
      }
    }
    while bytes.last == hyphen { bytes.removeLast() }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static let hyphen = UInt8(ascii: "-")

  private static func isSmall(_ byte: UInt8) -> Bool {
    UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte || UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
  }
}
