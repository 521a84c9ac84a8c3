/// Reads an expression: calls, pipes and parentheses.
struct TemplateParser {
  private typealias Failure = TemplateLexer.Failure

  private var tokens: ArraySlice<TemplateLexer.Token>

  /// What an expression says.
  static func parse(_ written: String) throws(TemplateLexer.Failure) -> TemplateExpression {
    var parser = TemplateParser(tokens: try TemplateLexer.tokens(of: written)[...])
    guard !parser.tokens.isEmpty else {
      throw Failure(message: "this expression is empty", hint: "write ${{ env \"DECK_NAME\" }}")
    }
    let expression = try parser.pipeline()
    guard parser.tokens.isEmpty else { throw Failure(message: "a parenthesis closes that was not opened") }
    return expression
  }

  /// The number of tokens is bounded, and so is the depth of this recursion.
  private mutating func pipeline() throws(TemplateLexer.Failure) -> TemplateExpression {
    var result = try command(piped: nil)
    while tokens.first == .pipe {
      tokens.removeFirst()
      result = try command(piped: result)
    }
    return result
  }

  private mutating func command(piped: TemplateExpression?) throws(TemplateLexer.Failure) -> TemplateExpression {
    guard case .word(let name)? = tokens.first else {
      let operand = try self.operand()
      guard piped == nil else {
        throw Failure(message: "a function is expected after a pipe", hint: TemplateFunction.hint)
      }
      guard tokens.first.map({ $0 == .pipe || $0 == .close }) ?? true else {
        throw Failure(message: "a text or number is followed by something other than a pipe")
      }
      return operand
    }
    tokens.removeFirst()
    guard let function = TemplateFunction(rawValue: name) else { throw TemplateLexer.unknownFunction(name) }
    var arguments: [TemplateExpression] = []
    while let token = tokens.first, token != .pipe, token != .close { arguments.append(try operand()) }
    if let piped { arguments.append(piped) }
    guard arguments.count == function.arity else {
      throw Failure(
        code: "template-function",
        message: "\(name) takes \(function.arity == 1 ? "one argument" : "two arguments"), not \(arguments.count)",
        hint: "write ${{ \(function.usage) }}")
    }
    return .call(function, arguments)
  }

  private mutating func operand() throws(TemplateLexer.Failure) -> TemplateExpression {
    switch tokens.popFirst() {
    case .text(let text), .number(let text): return .literal(text)
    case .open:
      let inner = try pipeline()
      guard tokens.popFirst() == .close else { throw Failure(message: "a parenthesis is not closed") }
      return inner
    case .word(let word):
      throw Failure(
        message: "'\(word)' stands where a text is expected",
        hint: "put a text into quotation marks, a call into parentheses")
    case .pipe, .close, nil:
      throw Failure(message: "a function is missing in this expression", hint: TemplateFunction.hint)
    }
  }
}
