import Documents

/// Writes values in the language of Terraform (HCL 2).
struct HCLWriter {
  private(set) var text = ""

  /// Appends a line as it is.
  mutating func line(_ line: String = "") {
    text += line
    text += "\n"
  }

  /// Appends the members of a mapping, one below the other; nulls say nothing.
  ///
  /// - Parameter encoded: The key of a member that the other side takes as a text of JSON.
  mutating func attributes(_ object: Object, depth: Int, encoded: String? = nil) {
    for member in HCLWriter.inOrder(object) where !member.node.isNull {
      text += HCLWriter.indent(depth) + HCLWriter.key(member.key) + " = "
      if member.key == encoded { text += "jsonencode(" }
      value(member.node, depth: depth)
      line(member.key == encoded ? ")" : "")
    }
  }

  private mutating func value(_ node: Node, depth: Int) {
    switch node.value {
    case .null: text += "null"
    case .bool(let truth): text += truth ? "true" : "false"
    case .integer(let number): text += String(number)
    case .decimal(let number): text += HCLWriter.number(number)
    case .string(let string): text += HCLWriter.string(string)
    case .object(let object):
      line("{")
      attributes(object, depth: depth + 1)
      text += HCLWriter.indent(depth) + "}"
    case .array(let items): list(items, depth: depth)
    }
  }

  private mutating func list(_ items: [Node], depth: Int) {
    guard items.contains(where: { $0.object != nil }) else {
      text += "["
      for (index, item) in items.enumerated() {
        if index > 0 { text += ", " }
        if let string = item.string, HCLWriter.isHeredoc(string) { line() }
        value(item, depth: depth)
        if let string = item.string, HCLWriter.isHeredoc(string) { line() }
      }
      text += "]"
      return
    }
    line("[")
    for item in items {
      text += HCLWriter.indent(depth + 1)
      value(item, depth: depth + 1)
      line(",")
    }
    text += HCLWriter.indent(depth) + "]"
  }

  /// What tells people which entity it is comes first, then all in the order of the keys' bytes.
  private static func inOrder(_ object: Object) -> [Object.Member] {
    let first = ["enabled", "name", "username"]
    return first.compactMap(object.member) + object.sorted().filter { !first.contains($0.key) }
  }

  private static func indent(_ depth: Int) -> String { String(repeating: "  ", count: depth) }

  /// A key as it stands, or in quotation marks where it is no identifier.
  private static func key(_ key: String) -> String {
    let isIdentifier =
      key.unicodeScalars.allSatisfy { $0.properties.isIDContinue || $0 == "-" }
      && key.unicodeScalars.first.map { $0.properties.isIDStart || $0 == "_" } ?? false
    return isIdentifier ? key : quoted(key)
  }

  /// A number without an exponent, as long as that says the same.
  private static func number(_ number: DecimalNumber) -> String {
    if number.text.utf8.allSatisfy({ ($0 >= 0x30 && $0 <= 0x39) || $0 == UInt8(ascii: "-") }) { return number.text }
    guard let whole = Int(exactly: number.double) else {
      return number.double.isFinite ? "\(number.double)" : number.text
    }
    return String(whole)
  }

  /// Whether a text is written line by line. That ends it with a line break, so that others cannot be.
  static func isHeredoc(_ string: String) -> Bool {
    string.utf8.last == UInt8(ascii: "\n")
      && string.unicodeScalars.allSatisfy { $0.value >= 0x20 || $0 == "\n" || $0 == "\t" }
  }

  private static func string(_ string: String) -> String {
    isHeredoc(string) ? heredoc(string) : quoted(string)
  }

  private static func heredoc(_ string: String) -> String {
    let lines = string.split(separator: "\n", omittingEmptySubsequences: false)
    var mark = "EOF"
    while lines.contains(where: { $0.drop { $0 == " " || $0 == "\t" } == mark }) { mark += "_" }
    return "<<\(mark)\n\(withoutTemplates(string))\(mark)"
  }

  /// A text in quotation marks.
  static func quoted(_ string: String) -> String {
    if string.utf8.allSatisfy(isPlain) { return "\"\(string)\"" }
    var result = "\""
    for scalar in withoutTemplates(string).unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case _ where scalar.value < 0x20 || scalar.value == 0x7F:
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }

  /// Whether a byte stands for itself wherever it stands.
  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "{"), 0x7F: false
    default: byte >= 0x20
    }
  }

  /// A text in which nothing is taken for an expression: the marks of those are doubled.
  private static func withoutTemplates(_ string: String) -> String {
    var result = ""
    var pending: Unicode.Scalar?
    for scalar in string.unicodeScalars {
      if scalar == "{", let mark = pending { result.unicodeScalars.append(mark) }
      result.unicodeScalars.append(scalar)
      pending = scalar == "$" || scalar == "%" ? scalar : nil
    }
    return result
  }
}
