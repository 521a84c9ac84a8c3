/// Writes nodes as JSON (RFC 8259).
public enum JSONWriter {
  /// How a document is laid out.
  public enum Layout: Sendable, Hashable {
    /// On one line, without blanks.
    case compact
    /// A line for each member and item, indented by this many spaces a level.
    case spaces(Int)
    /// A line for each member and item, indented by a tab a level.
    case tabs
  }

  /// Writes a node, compactly or with an indentation of some spaces; no line break at the end.
  public static func write(_ node: Node, indent: Int? = nil) -> [UInt8] {
    write(node, layout: indent.map { .spaces($0) } ?? .compact)
  }

  /// Writes a node in a layout; no line break at the end.
  public static func write(_ node: Node, layout: Layout) -> [UInt8] {
    var bytes: [UInt8] = []
    append(node, layout: layout, to: &bytes)
    return bytes
  }

  /// Appends a node to what is there.
  public static func append(_ node: Node, layout: Layout = .compact, to bytes: inout [UInt8]) {
    append(node.value, layout, 0, &bytes)
  }

  /// Appends a string in quotation marks; what is not ASCII stays as it is.
  public static func append(string: String, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\""))
    var copy = string
    copy.withUTF8 { utf8 in
      var start = 0
      for index in utf8.indices where utf8[index] < 0x20 || utf8[index] == 0x22 || utf8[index] == 0x5C {
        bytes.append(contentsOf: utf8[start..<index])
        appendEscape(utf8[index], to: &bytes)
        start = index + 1
      }
      bytes.append(contentsOf: utf8[start...])
    }
    bytes.append(UInt8(ascii: "\""))
  }

  static func append(_ value: Value, _ layout: Layout, _ level: Int, _ bytes: inout [UInt8]) {
    switch value {
    case .null: bytes.append(contentsOf: "null".utf8)
    case .bool(let bool): bytes.append(contentsOf: (bool ? "true" : "false").utf8)
    case .integer(let integer): bytes.append(contentsOf: String(integer).utf8)
    case .decimal(let decimal): bytes.append(contentsOf: decimal.text.utf8)
    case .string(let string): append(string: string, to: &bytes)
    case .array(let nodes):
      bytes.append(UInt8(ascii: "["))
      for index in nodes.indices {
        if index > 0 { bytes.append(UInt8(ascii: ",")) }
        appendBreak(layout, level + 1, &bytes)
        append(nodes[index].value, layout, level + 1, &bytes)
      }
      if !nodes.isEmpty { appendBreak(layout, level, &bytes) }
      bytes.append(UInt8(ascii: "]"))
    case .object(let object):
      bytes.append(UInt8(ascii: "{"))
      for index in object.members.indices {
        if index > 0 { bytes.append(UInt8(ascii: ",")) }
        append(member: object.members[index].key, layout, level + 1, &bytes)
        append(object.members[index].node.value, layout, level + 1, &bytes)
      }
      if !object.isEmpty { appendBreak(layout, level, &bytes) }
      bytes.append(UInt8(ascii: "}"))
    }
  }

  static func append(member key: String, _ layout: Layout, _ level: Int, _ bytes: inout [UInt8]) {
    appendBreak(layout, level, &bytes)
    append(string: key, to: &bytes)
    bytes.append(UInt8(ascii: ":"))
    if layout != .compact { bytes.append(0x20) }
  }

  static func appendBreak(_ layout: Layout, _ level: Int, _ bytes: inout [UInt8]) {
    switch layout {
    case .compact: return
    case .spaces(let width):
      bytes.append(0x0A)
      bytes.append(contentsOf: repeatElement(0x20, count: max(0, width) * level))
    case .tabs:
      bytes.append(0x0A)
      bytes.append(contentsOf: repeatElement(0x09, count: level))
    }
  }

  private static func appendEscape(_ byte: UInt8, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\\"))
    switch byte {
    case 0x22, 0x5C: bytes.append(byte)
    case 0x08: bytes.append(UInt8(ascii: "b"))
    case 0x09: bytes.append(UInt8(ascii: "t"))
    case 0x0A: bytes.append(UInt8(ascii: "n"))
    case 0x0C: bytes.append(UInt8(ascii: "f"))
    case 0x0D: bytes.append(UInt8(ascii: "r"))
    default:
      let digits = Array("0123456789abcdef".utf8)
      bytes.append(contentsOf: "u00".utf8)
      bytes.append(digits[Int(byte >> 4)])
      bytes.append(digits[Int(byte & 15)])
    }
  }
}
