extension JSONPathParser {
  /// Reads a condition: what a filter asks for, with or without parentheses around it.
  mutating func condition() throws(JSONPathError) -> JSONPath.Condition {
    try enter()
    defer { depth -= 1 }
    var alternatives = [try conjunction()]
    while nextIs("||") { alternatives.append(try conjunction()) }
    return alternatives.count == 1 ? alternatives[0] : .any(alternatives)
  }

  private mutating func conjunction() throws(JSONPathError) -> JSONPath.Condition {
    var conditions = [try basicCondition()]
    while nextIs("&&") { conditions.append(try basicCondition()) }
    return conditions.count == 1 ? conditions[0] : .all(conditions)
  }

  private mutating func nextIs(_ text: String) -> Bool {
    skipBlanks()
    guard take(text) else { return false }
    skipBlanks()
    return true
  }

  private mutating func basicCondition() throws(JSONPathError) -> JSONPath.Condition {
    if take("!") {
      skipBlanks()
      try enter()
      defer { depth -= 1 }
      if current == "(" { return .not(try parenthesized()) }
      let start = position
      return .not(try test(try operand(), at: start))
    }
    if current == "(" { return try parenthesized() }
    let start = position
    let left = try operand()
    skipBlanks()
    guard let comparator = comparator() else { return try test(left, at: start) }
    skipBlanks()
    let second = position
    let right = try operand()
    try checkComparable(left, at: start)
    try checkComparable(right, at: second)
    return .comparison(left, comparator, right)
  }

  private mutating func parenthesized() throws(JSONPathError) -> JSONPath.Condition {
    let start = position
    position += 1
    skipBlanks()
    let condition = try condition()
    skipBlanks()
    guard take(")") else {
      throw current == nil ? failure("the parenthesis of column \(start + 1) is not closed") : unexpected()
    }
    return condition
  }

  private mutating func comparator() -> JSONPath.Comparator? {
    for comparator in JSONPath.Comparator.allCases where take(comparator.rawValue) { return comparator }
    return nil
  }

  private func test(_ operand: JSONPath.Operand, at start: Int) throws(JSONPathError) -> JSONPath.Condition {
    switch operand {
    case .query(let query): return .exists(query)
    case .call(let call) where call.function.isCondition: return .test(call)
    case .call(let call):
      throw failure("the result of '\(call.function.rawValue)' has to be compared with something", at: start)
    case .literal, .variable:
      throw failure(
        current == nil ? "it ends too early" : "a value by itself is no condition", at: current == nil ? nil : start,
        hint: "compare it, such as: @.name == 'x'")
    }
  }

  private func checkComparable(_ operand: JSONPath.Operand, at start: Int) throws(JSONPathError) {
    switch operand {
    case .query(let query) where !query.isSingular:
      throw failure(
        "only what means one value at the most can be compared", at: start,
        hint: "put a filter into the path instead: @.list[?@ == 'x']")
    case .call(let call) where call.function.isCondition:
      throw failure("'\(call.function.rawValue)' is a condition and cannot be compared", at: start)
    default: break
    }
  }

  // MARK: Operands

  private mutating func operand() throws(JSONPathError) -> JSONPath.Operand {
    switch current {
    case "'", "\"": return .literal(.string(try string()))
    case "$":
      position += 1
      return .query(JSONPath.Query(origin: .root, segments: try segments()))
    case "@":
      position += 1
      return try relativeOperand()
    case let scalar? where scalar == "-" || Self.isDigit(scalar): return .literal(try number())
    case let scalar? where Self.beginsName(scalar): return try wordOperand()
    default: throw unexpected(hint: "a path that begins with @ or $, a value or a function is expected")
    }
  }

  private mutating func relativeOperand() throws(JSONPathError) -> JSONPath.Operand {
    for variable in JSONPath.Variable.allCases where take(variable.rawValue) { return .variable(variable) }
    var origin = JSONPath.Query.Origin.current
    if take("parent") { origin = .parent } else if take("root") { origin = .root }
    return .query(JSONPath.Query(origin: origin, segments: try segments()))
  }

  private mutating func wordOperand() throws(JSONPathError) -> JSONPath.Operand {
    let start = position
    let word = name()
    guard current == "(" else {
      switch word {
      case "true": return .literal(.bool(true))
      case "false": return .literal(.bool(false))
      case "null": return .literal(.null)
      default:
        throw failure("'\(word)' is not expected here", at: start, hint: "texts stand in quotation marks")
      }
    }
    guard let function = JSONPathFunction(rawValue: word) else {
      let known = JSONPathFunction.allCases.map(\.rawValue).joined(separator: ", ")
      throw failure("there is no function '\(word)'", at: start, hint: "there are \(known)")
    }
    position += 1
    return .call(JSONPath.Call(function: function, arguments: try arguments(of: function, at: start)))
  }

  private mutating func arguments(
    of function: JSONPathFunction, at start: Int
  ) throws(JSONPathError) -> [JSONPath.Operand] {
    try enter()
    defer { depth -= 1 }
    var arguments: [JSONPath.Operand] = []
    skipBlanks()
    while !take(")") {
      let place = position
      let argument = try operand()
      try check(argument, of: function, at: place)
      arguments.append(argument)
      skipBlanks()
      if take(",") { skipBlanks() } else if current != ")" { throw unexpected(hint: "a comma or ) is expected") }
    }
    guard arguments.count == function.argumentCount else {
      let count = function.argumentCount == 1 ? "one argument" : "\(function.argumentCount) arguments"
      throw failure("'\(function.rawValue)' takes \(count)", at: start)
    }
    return arguments
  }

  private func check(
    _ argument: JSONPath.Operand, of function: JSONPathFunction, at place: Int
  ) throws(JSONPathError) {
    if function.takesNodes {
      guard case .query = argument else { throw failure("'\(function.rawValue)' takes a path", at: place) }
    } else {
      try checkComparable(argument, at: place)
    }
  }

  // MARK: Values

  private mutating func number() throws(JSONPathError) -> Value {
    let start = position
    while let scalar = current, Self.isDigit(scalar) || "+-.eE".unicodeScalars.contains(scalar) { position += 1 }
    let text = String(String.UnicodeScalarView(scalars[start..<position]))
    guard let node = try? JSONReader.read(Array(text.utf8)), node.double != nil else {
      throw failure("'\(text)' is no number", at: start)
    }
    return node.value
  }

  /// Reads a text in quotation marks of either kind, with the escapes of JSON.
  mutating func string() throws(JSONPathError) -> String {
    let start = position
    let quote = scalars[position]
    position += 1
    var text = String.UnicodeScalarView()
    while let scalar = current {
      position += 1
      switch scalar {
      case quote: return String(text)
      case "\\": text.append(try escape(quote))
      case _ where scalar.value < 0x20: throw failure("a control character stands in a text", at: position - 1)
      default: text.append(scalar)
      }
    }
    throw failure("the text of column \(start + 1) is not closed")
  }

  private mutating func escape(_ quote: Unicode.Scalar) throws(JSONPathError) -> Unicode.Scalar {
    let start = position - 1
    guard let scalar = current else { throw failure("it ends too early") }
    position += 1
    switch scalar {
    case "b": return "\u{8}"
    case "f": return "\u{C}"
    case "n": return "\n"
    case "r": return "\r"
    case "t": return "\t"
    case "/", "\\", quote: return scalar
    case "u":
      guard var value = codeUnit() else { break }
      if (0xD800..<0xDC00).contains(value) {
        guard take("\\"), take("u"), let second = codeUnit(), (0xDC00..<0xE000).contains(second) else { break }
        value = 0x10000 + (value - 0xD800) << 10 + (second - 0xDC00)
      }
      if let result = Unicode.Scalar(value) { return result }
    default: break
    }
    throw failure("this escape sequence is none that JSON knows", at: start, hint: #"write \\ for a backslash"#)
  }

  private mutating func codeUnit() -> UInt32? {
    guard position + 4 <= scalars.count else { return nil }
    var value: UInt32 = 0
    for scalar in scalars[position..<position + 4] {
      guard scalar.isASCII, let digit = Character(scalar).hexDigitValue else { return nil }
      value = value << 4 | UInt32(digit)
    }
    position += 4
    return value
  }
}
