import Documents

/// A block of a PEM text: `-----BEGIN CERTIFICATE-----` and so on.
struct PEMBlock: Sendable {
  /// What the block is, such as `CERTIFICATE`.
  let label: String
  /// Its bytes.
  let bytes: [UInt8]

  /// All blocks of a text; those that are malformed are left out.
  static func blocks(in text: String) -> [PEMBlock] {
    var blocks: [PEMBlock] = []
    var rest = text[...]
    while let begin = rest.firstRange(of: "-----BEGIN ") {
      guard let mark = rest[begin.upperBound...].firstRange(of: "-----") else { break }
      let label = String(rest[begin.upperBound..<mark.lowerBound])
      guard let end = rest[mark.upperBound...].firstRange(of: "-----END \(label)-----") else { break }
      if let bytes = Base64.decoded(rest[mark.upperBound..<end.lowerBound]), !bytes.isEmpty {
        blocks.append(PEMBlock(label: label, bytes: bytes))
      }
      rest = rest[end.upperBound...]
    }
    return blocks
  }
}

/// A value in DER, the encoding of certificates and keys.
struct DERValue: Sendable {
  let tag: UInt8
  let content: ArraySlice<UInt8>

  static let sequence: UInt8 = 0x30
  static let integer: UInt8 = 0x02
  static let bitString: UInt8 = 0x03
  static let octetString: UInt8 = 0x04

  /// Reads the first value; nil where the bytes are none.
  init?(_ bytes: ArraySlice<UInt8>) {
    guard let (value, _) = Self.read(bytes) else { return nil }
    self = value
  }

  private init(tag: UInt8, content: ArraySlice<UInt8>) {
    self.tag = tag
    self.content = content
  }

  /// The values within.
  var children: [DERValue] {
    var children: [DERValue] = []
    var rest = content
    while !rest.isEmpty, let (value, after) = Self.read(rest) {
      children.append(value)
      rest = after
    }
    return children
  }

  private static func read(_ bytes: ArraySlice<UInt8>) -> (DERValue, ArraySlice<UInt8>)? {
    var rest = bytes
    guard let tag = rest.popFirst(), let first = rest.popFirst() else { return nil }
    var length = Int(first)
    if first & 0x80 != 0 {
      let count = Int(first & 0x7F)
      guard (1...4).contains(count), rest.count >= count else { return nil }
      length = rest.prefix(count).reduce(0) { $0 << 8 | Int($1) }
      rest = rest.dropFirst(count)
    }
    guard rest.count >= length else { return nil }
    return (DERValue(tag: tag, content: rest.prefix(length)), rest.dropFirst(length))
  }
}
