/// Certificates and keys as text, where line ends and newlines at the end mean nothing.
public enum TextBlock {
  /// Whether a text is a certificate or a key.
  static func isPEM(_ text: String) -> Bool { text.hasPrefix("-----BEGIN ") }

  /// The text without what means nothing, if it is a certificate or a key; else the text itself.
  public static func canonical(_ text: String) -> String {
    guard isPEM(text) else { return text }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.utf8.count)
    for byte in text.utf8 where byte != UInt8(ascii: "\r") { bytes.append(byte) }
    while let last = bytes.last, last == UInt8(ascii: "\n") || last == UInt8(ascii: " ") { bytes.removeLast() }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Whether two texts that differ are the same certificate or key.
  public static func same(_ left: String, _ right: String) -> Bool {
    isPEM(left) && isPEM(right) && canonical(left) == canonical(right)
  }
}
