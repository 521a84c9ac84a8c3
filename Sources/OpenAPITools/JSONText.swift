import Documents

/// Compact JSON as Go's encoder writes it: ids are made of it, and schemas stand in plugins as such texts.
enum JSONText {
  /// The JSON of a node, keys sorted by their bytes.
  static func of(_ node: Node) -> String {
    var bytes: [UInt8] = []
    var rest = JSONWriter.write(sorted(node))[...]
    while let byte = rest.popFirst() {
      switch byte {
      case UInt8(ascii: "<"): bytes += "\\u003c".utf8
      case UInt8(ascii: ">"): bytes += "\\u003e".utf8
      case UInt8(ascii: "&"): bytes += "\\u0026".utf8
      case 0xE2 where rest.starts(with: [0x80, 0xA8]) || rest.starts(with: [0x80, 0xA9]):
        bytes += (rest.dropFirst().first == 0xA8 ? "\\u2028" : "\\u2029").utf8
        rest = rest.dropFirst(2)
      default: bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// A node with the keys of all its mappings in the order of their bytes.
  static func sorted(_ node: Node) -> Node {
    switch node.value {
    case .array(let items): Node(.array(items.map(sorted)), at: node.place)
    case .object(let object): Node(.object(object.sorted(sorted)), at: node.place)
    default: node
    }
  }
}
