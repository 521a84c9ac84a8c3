/// Writes nodes as YAML in block style, so that readers of YAML 1.1 and of 1.2 find the same values.
///
/// Two spaces a level, list items in the column of their key, keys in the order given.
public enum YAMLWriter {
  /// Writes a document, with a line break at its end.
  public static func write(_ node: Node) -> [UInt8] {
    var bytes: [UInt8] = []
    append(node, to: &bytes)
    return bytes
  }

  /// Appends a document to what is there.
  public static func append(_ node: Node, to bytes: inout [UInt8]) {
    switch node.value {
    case .object(let object) where !object.isEmpty: append(object, 0, isInline: true, &bytes)
    case .array(let nodes) where !nodes.isEmpty: append(nodes, 0, isInline: true, &bytes)
    default: appendScalar(node.value, 0, &bytes)
    }
  }

  /// Appends members; the first one continues the line where `isInline`.
  private static func append(_ object: Object, _ indent: Int, isInline: Bool, _ bytes: inout [UInt8]) {
    for (index, member) in object.members.enumerated() {
      if index > 0 || !isInline { appendSpaces(indent, &bytes) }
      appendKey(member.key, indent, &bytes)
      switch member.node.value {
      case .object(let object) where !object.isEmpty:
        bytes.append(0x0A)
        append(object, indent + 2, isInline: false, &bytes)
      case .array(let nodes) where !nodes.isEmpty:
        bytes.append(0x0A)
        append(nodes, indent, isInline: false, &bytes)
      case let value:
        bytes.append(0x20)
        appendScalar(value, indent + 2, &bytes)
      }
    }
  }

  private static func append(_ nodes: [Node], _ indent: Int, isInline: Bool, _ bytes: inout [UInt8]) {
    for (index, node) in nodes.enumerated() {
      if index > 0 || !isInline { appendSpaces(indent, &bytes) }
      bytes.append(UInt8(ascii: "-"))
      bytes.append(0x20)
      switch node.value {
      case .object(let object) where !object.isEmpty: append(object, indent + 2, isInline: true, &bytes)
      case .array(let nodes) where !nodes.isEmpty: append(nodes, indent + 2, isInline: true, &bytes)
      case let value: appendScalar(value, indent + 2, &bytes)
      }
    }
  }

  private static func appendKey(_ key: String, _ indent: Int, _ bytes: inout [UInt8]) {
    var key = key
    // Even if each character had to be escaped, so short a key stays within the limit.
    if key.utf8.count < 100 {
      key.withUTF8 { YAMLText($0).appendOnOneLine(to: &bytes) }
      bytes.append(UInt8(ascii: ":"))
      return
    }
    var text: [UInt8] = []
    key.withUTF8 { YAMLText($0).appendOnOneLine(to: &text) }
    // Readers look for the colon of a key within 1,024 characters only; a longer one must announce itself.
    if text.count > 1000 {
      bytes.append(contentsOf: "? ".utf8)
      bytes.append(contentsOf: text)
      bytes.append(0x0A)
      appendSpaces(indent, &bytes)
    } else {
      bytes.append(contentsOf: text)
    }
    bytes.append(UInt8(ascii: ":"))
  }

  /// Appends a scalar or an empty container and ends the line; the lines of a block stand at the indentation.
  private static func appendScalar(_ value: Value, _ indent: Int, _ bytes: inout [UInt8]) {
    switch value {
    case .null: bytes.append(contentsOf: "null".utf8)
    case .bool(let bool): bytes.append(contentsOf: (bool ? "true" : "false").utf8)
    case .integer(let integer): bytes.append(contentsOf: String(integer).utf8)
    case .decimal(let decimal): bytes.append(contentsOf: decimal.text.utf8)
    case .array: bytes.append(contentsOf: "[]".utf8)
    case .object: bytes.append(contentsOf: "{}".utf8)
    case .string(var string):
      let isBlock = string.withUTF8 { utf8 in
        let text = YAMLText(utf8)
        if text.fitsBlock {
          text.appendBlock(indent: max(2, indent), to: &bytes)
          return true
        }
        text.appendOnOneLine(to: &bytes)
        return false
      }
      if isBlock { return }
    }
    bytes.append(0x0A)
  }

  private static func appendSpaces(_ count: Int, _ bytes: inout [UInt8]) {
    for _ in 0..<count { bytes.append(0x20) }
  }
}
