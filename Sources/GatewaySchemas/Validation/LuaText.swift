public import Documents

/// How the gateway's Lua writes values into messages.
public enum LuaText {
  private static let keywords: Set<String> = [
    "and", "break", "do", "else", "elseif", "end", "false", "for", "function", "goto", "if", "in", "local", "nil",
    "not", "or", "repeat", "return", "then", "true", "until", "while",
  ]

  /// A text in double quotes, or in long brackets where it has line breaks.
  public static func quoted(_ text: String) -> String {
    let bytes = Array(text.utf8)
    if bytes.contains(0x0A), !bytes.contains(0x0D) {
      var level = 0
      while text.contains("]" + String(repeating: "=", count: level) + "]") { level += 1 }
      let equals = String(repeating: "=", count: level)
      return "[\(equals)[" + (bytes.first == 0x0A ? "\n" : "") + text + "]\(equals)]"
    }
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\\n"
      case "\r": result += "\\r"
      case "\0": result += "\\0"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }

  /// A table key: a bare name where Lua takes one, else in brackets.
  package static func key(_ name: String) -> String {
    let bytes = Array(name.utf8)
    let isName =
      bytes.first.map { !(0x30...0x39).contains($0) } ?? false
      && bytes.allSatisfy { (0x61...0x7A).contains($0 | 0x20) || (0x30...0x39).contains($0) || $0 == 0x5F }
    return isName && !keywords.contains(name) ? name : "[\(quoted(name))]"
  }

  /// A value on one line with sorted keys: `{id="…"}`, as messages about keys show it.
  public static func inline(_ node: Node) -> String {
    switch node.value {
    case .object(let object):
      return "{" + object.sorted().map { "\(key($0.key))=\(inline($0.node))" }.joined(separator: ",") + "}"
    case .array(let array):
      return "{" + array.map(inline).joined(separator: ",") + "}"
    case .string(let string):
      return quoted(string)
    default:
      return plain(node)
    }
  }

  /// What Lua's `tostring` makes of a value that is no table.
  public static func plain(_ node: Node) -> String {
    switch node.value {
    case .null: "null"
    case .bool(let bool): bool ? "true" : "false"
    case .integer(let integer): String(integer)
    case .decimal(let decimal): LuaNumber.text(decimal.double)
    case .string(let string): string
    case .array, .object: "table"
    }
  }
}
