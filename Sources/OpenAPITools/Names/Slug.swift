import Documents

/// A text as part of a name: ASCII, without blanks, in few characters.
struct Slug {
  /// What stands between words, and in place of every character that is not allowed.
  let separator: UInt8
  /// What is allowed besides letters, digits and the separator.
  let further: Set<UInt8>
  /// Whether letters become small.
  let isLowercase: Bool

  /// The slug of a text; empty where the text has nothing that may stand in one.
  func text(_ text: String) -> String {
    var bytes: [UInt8] = []
    for byte in Transliteration.ascii(text).utf8 {
      let kept = isAllowed(byte) ? byte : separator
      if kept == separator, bytes.last ?? separator == separator { continue }
      bytes.append(kept)
    }
    if bytes.last == separator { bytes.removeLast() }
    let slug = String(decoding: bytes, as: UTF8.self)
    return isLowercase ? slug.lowercased() : slug
  }

  private func isAllowed(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: further.contains(byte)
    }
  }
}
