import Documents

/// How values show in messages.
enum SchemaText {
  /// A text in single quotation marks.
  static func quote(_ text: String) -> String {
    let escaped = text.unicodeScalars.reduce(into: "") { result, scalar in
      switch scalar {
      case "'": result += "\\'"
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\t": result += "\\t"
      case "\r": result += "\\r"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return "'\(escaped)'"
  }

  static func list(_ names: [String]) -> String { names.map(quote).joined(separator: ", ") }

  /// A value that is neither list nor mapping.
  static func primitive(_ node: Node) -> String? {
    switch node.value {
    case .null: "null"
    case .bool(let bool): String(bool)
    case .integer(let integer): String(integer)
    case .decimal(let decimal): decimal.text
    case .string(let text): quote(text)
    case .array, .object: nil
    }
  }

  /// A number in its shortest form, with commas between thousands, as other validators write it.
  static func number(_ double: Double) -> String {
    // The standard library writes numbers from this one on with an exponent.
    guard double.isFinite, abs(double) < 0x1p53 else { return "\(double)" }
    let parts = "\(abs(double))".split(separator: ".", maxSplits: 1)
    guard parts.count == 2, parts[0].utf8.allSatisfy({ (0x30...0x39).contains($0) }), !parts[1].contains("e") else {
      return "\(double)"
    }
    var whole = ""
    for (index, digit) in parts[0].enumerated() {
      if index > 0, (parts[0].count - index) % 3 == 0 { whole.append(",") }
      whole.append(digit)
    }
    return (double < 0 ? "-" : "") + whole + (parts[1] == "0" ? "" : ".\(parts[1])")
  }
}
