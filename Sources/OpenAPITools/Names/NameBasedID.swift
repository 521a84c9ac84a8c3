import Digests

/// Ids made of names (UUID version 5, RFC 9562), so that the same document gives the same ids each time.
enum NameBasedID {
  /// The name space of domain names, in which decK makes its ids.
  private static let namespace: [UInt8] = [
    0x6b, 0xa7, 0xb8, 0x10, 0x9d, 0xad, 0x11, 0xd1, 0x80, 0xb4, 0x00, 0xc0, 0x4f, 0xd4, 0x30, 0xc8,
  ]

  /// The id of a name.
  static func text(_ name: String) -> String {
    var bytes = Array(Digest.sha1(namespace + name.utf8).prefix(16))
    bytes[6] = bytes[6] & 0x0F | 0x50
    bytes[8] = bytes[8] & 0x3F | 0x80
    let text = Digest.hexadecimal(bytes)
    var rest = text[...]
    return [8, 4, 4, 4, 12].map { count in
      let part = rest.prefix(count)
      rest = rest.dropFirst(count)
      return part
    }.joined(separator: "-")
  }
}
