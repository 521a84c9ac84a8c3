/// Names of tools, in words joined by hyphens.
enum ToolName {
  /// The name that an operation's id or its method and path gives: `listOrders_v2` is `list-orders-v2`.
  static func kebab(_ text: String) -> String {
    var bytes: [UInt8] = []
    var last: UInt8 = UInt8(ascii: "-")
    for byte in text.utf8 {
      let isCapital = UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte
      let followsWord =
        UInt8(ascii: "a")...UInt8(ascii: "z") ~= last || UInt8(ascii: "0")...UInt8(ascii: "9") ~= last
      if isCapital, followsWord { bytes.append(UInt8(ascii: "-")) }
      last = byte
      if [UInt8(ascii: "_"), UInt8(ascii: " "), UInt8(ascii: "/"), UInt8(ascii: "-")].contains(byte) {
        if bytes.last ?? UInt8(ascii: "-") != UInt8(ascii: "-") { bytes.append(UInt8(ascii: "-")) }
      } else {
        bytes.append(isCapital ? byte | 0x20 : byte)
      }
    }
    while bytes.last == UInt8(ascii: "-") { bytes.removeLast() }
    return String(decoding: bytes, as: UTF8.self)
  }
}
