import Documents

/// Works out expressions. Failures name variables, never their values.
struct TemplateEvaluator {
  typealias Failure = TemplateLexer.Failure

  let environment: TemplateEnvironment

  /// The value of an expression.
  func value(of written: String) throws(Failure) -> TemplateValue {
    let value = try evaluate(TemplateParser.parse(written))
    try requireSet(value)
    return value
  }

  private func evaluate(_ expression: TemplateExpression) throws(Failure) -> TemplateValue {
    guard case .call(let function, let arguments) = expression else {
      guard case .literal(let text) = expression else { return TemplateValue(content: .text("")) }
      return TemplateValue(content: .text(text))
    }
    var values: [TemplateValue] = []
    for argument in arguments { values.append(try evaluate(argument)) }
    guard var value = values.popLast() else { return TemplateValue(content: .text("")) }
    if function == .default {
      guard let fallback = values.first else { return value }
      if value.isAbsent {
        value.content = fallback.content
        value.names += fallback.names
      }
      return value
    }
    try requireSet(value)
    switch function {
    case .env: return try variable(value.text)
    case .toInt: value.content = .typed(try integer(value))
    case .toBool: value.content = .typed(try boolean(value))
    case .toFloat: value.content = .typed(try number(value))
    case .b64decode: value.content = .text(try decoded(value))
    case .indent: value.indent = (value.indent ?? 0) + (try spaces(values.first))
    case .default: break
    }
    return value
  }

  private func variable(_ name: String) throws(Failure) -> TemplateValue {
    guard TemplateEnvironment.prefixes.contains(where: { name.hasPrefix($0) }) else {
      throw Failure(
        code: "variable-prefix", message: "the variable \(name) does not begin with DECK_ or FAIRLEAD_",
        hint: "only variables with these prefixes may be used in state files")
    }
    switch environment.mode {
    case .mock, .verbatim, .opaque:
      return TemplateValue(content: .text(name), names: [name])
    case .expand:
      guard let text = environment.lookup(name) else { return TemplateValue(content: .unset(name), names: [name]) }
      return TemplateValue(content: .text(text), names: [name])
    }
  }

  private func requireSet(_ value: TemplateValue) throws(Failure) {
    guard case .unset(let name) = value.content else { return }
    throw Failure(
      code: "variable-unset", message: "the environment variable \(name) is not set",
      hint: "set it, or give a value for its absence: env \"\(name)\" | default \"text\"")
  }

  private func integer(_ value: TemplateValue) throws(Failure) -> Value {
    if isMock(value) { return .integer(42) }
    guard let integer = Int(Self.trimmed(value.text)) else { throw wrongType(value, "an integer") }
    return .integer(integer)
  }

  private func number(_ value: TemplateValue) throws(Failure) -> Value {
    if isMock(value) { return .integer(42) }
    switch CoreSchema.meaning(of: Self.trimmed(value.text)) {
    case .value(.integer(let integer)): return .integer(integer)
    case .value(.decimal(let decimal)): return .decimal(decimal)
    default: throw wrongType(value, "a number")
    }
  }

  private func boolean(_ value: TemplateValue) throws(Failure) -> Value {
    if isMock(value) { return .bool(false) }
    // The words of Go's strconv.ParseBool.
    switch Self.trimmed(value.text) {
    case "1", "t", "T", "true", "True", "TRUE": return .bool(true)
    case "0", "f", "F", "false", "False", "FALSE": return .bool(false)
    default: throw wrongType(value, "a boolean")
    }
  }

  private func decoded(_ value: TemplateValue) throws(Failure) -> String {
    if isMock(value) { return value.text }
    guard let text = Base64.text(value.text) else { throw wrongType(value, "a text in base64") }
    return text
  }

  private func spaces(_ value: TemplateValue?) throws(Failure) -> Int {
    guard let text = value?.text, let count = Int(text), (0...1000).contains(count) else {
      throw Failure(
        code: "template-function", message: "indent takes a number of spaces from 0 to 1000",
        hint: "write ${{ \(TemplateFunction.indent.usage) }}")
    }
    return count
  }

  private func isMock(_ value: TemplateValue) -> Bool { environment.mode == .mock && !value.names.isEmpty }

  private func wrongType(_ value: TemplateValue, _ expected: String) -> Failure {
    let subject = value.names.isEmpty ? "this text" : "the value of \(value.names.joined(separator: ", "))"
    return Failure(code: "variable-type", message: "\(subject) is not \(expected)", hint: nil)
  }

  /// A text without the blanks and line breaks around it, as YAML reads it without quotes.
  static func trimmed(_ text: String) -> String {
    let blanks: Set<UInt8> = [0x20, 0x09, 0x0A, 0x0D]
    var utf8 = text.utf8[...]
    while let first = utf8.first, blanks.contains(first) { utf8.removeFirst() }
    while let last = utf8.last, blanks.contains(last) { utf8.removeLast() }
    return String(Substring(utf8))
  }
}
