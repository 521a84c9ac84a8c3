/// Judges whether a text is a Lua 5.1 program (with LuaJIT's `goto`), as far as its grammar goes.
struct LuaSyntax {
  private typealias Problem = LuaLexer.Problem

  private static let binary: Set<String> = [
    "+", "-", "*", "/", "%", "^", "..", "<", "<=", ">", ">=", "==", "~=",
  ]
  private static let maximumDepth = 150

  private var lexer: LuaLexer
  private var token = LuaLexer.Token.end
  private var depth = 0

  /// What is wrong with a program: line and message as the compiler gives them; nil if nothing is.
  static func problem(in source: String) -> (line: Int, message: String)? {
    var parser = LuaSyntax(lexer: LuaLexer(source))
    do throws(Problem) {
      try parser.advance()
      try parser.block()
      if parser.token != .end { throw parser.unexpected("'<eof>' expected") }
      return nil
    } catch {
      return (error.line, error.message)
    }
  }

  private init(lexer: LuaLexer) {
    self.lexer = lexer
  }

  private mutating func advance() throws(Problem) {
    token = try lexer.next()
  }

  private func unexpected(_ what: String = "unexpected symbol") -> Problem {
    Problem(line: lexer.line, message: "\(what) near '\(token.text)'")
  }

  private func isKeyword(_ word: String) -> Bool { token == .keyword(word) }
  private func isSymbol(_ symbol: String) -> Bool { token == .symbol(symbol) }

  private mutating func accept(_ expected: LuaLexer.Token) throws(Problem) -> Bool {
    guard token == expected else { return false }
    try advance()
    return true
  }

  private mutating func expect(_ expected: LuaLexer.Token) throws(Problem) {
    guard try accept(expected) else { throw unexpected("'\(expected.text)' expected") }
  }

  private mutating func name() throws(Problem) {
    guard case .name = token else { throw unexpected("<name> expected") }
    try advance()
  }

  private mutating func names() throws(Problem) {
    repeat { try name() } while try accept(.symbol(","))
  }

  /// Statements up to what ends a block.
  private mutating func block() throws(Problem) {
    depth += 1
    defer { depth -= 1 }
    guard depth < Self.maximumDepth else {
      throw Problem(line: lexer.line, message: "chunk has too many syntax levels")
    }
    while true {
      switch token {
      case .end, .keyword("end"), .keyword("else"), .keyword("elseif"), .keyword("until"):
        return
      case .keyword("return"):
        try advance()
        if !endsBlock, !isSymbol(";") { try expressions() }
        _ = try accept(.symbol(";"))
        return
      default:
        try statement()
        _ = try accept(.symbol(";"))
      }
    }
  }

  private var endsBlock: Bool {
    [.end, .keyword("end"), .keyword("else"), .keyword("elseif"), .keyword("until")].contains(token)
  }

  private mutating func statement() throws(Problem) {
    switch token {
    case .symbol(";"): try advance()
    case .symbol("::"):
      try advance()
      try name()
      try expect(.symbol("::"))
    case .keyword("goto"):
      try advance()
      try name()
    case .keyword("break"): try advance()
    case .keyword("do"):
      try advance()
      try blockToEnd()
    case .keyword("while"):
      try advance()
      try expression()
      try expect(.keyword("do"))
      try blockToEnd()
    case .keyword("repeat"):
      try advance()
      try block()
      try expect(.keyword("until"))
      try expression()
    case .keyword("if"): try conditional()
    case .keyword("for"): try loop()
    case .keyword("function"):
      try advance()
      try name()
      while try accept(.symbol(".")) { try name() }
      if try accept(.symbol(":")) { try name() }
      try functionBody()
    case .keyword("local"): try local()
    default: try expressionStatement()
    }
  }

  private mutating func blockToEnd() throws(Problem) {
    try block()
    try expect(.keyword("end"))
  }

  private mutating func conditional() throws(Problem) {
    repeat {
      try advance()
      try expression()
      try expect(.keyword("then"))
      try block()
    } while isKeyword("elseif")
    if try accept(.keyword("else")) { try block() }
    try expect(.keyword("end"))
  }

  private mutating func loop() throws(Problem) {
    try advance()
    try names()
    if try accept(.symbol("=")) {
      try expressions()
    } else {
      guard try accept(.keyword("in")) else { throw unexpected("'=' or 'in' expected") }
      try expressions()
    }
    try expect(.keyword("do"))
    try blockToEnd()
  }

  private mutating func local() throws(Problem) {
    try advance()
    if try accept(.keyword("function")) {
      try name()
      try functionBody()
      return
    }
    try names()
    if try accept(.symbol("=")) { try expressions() }
  }

  /// A call or an assignment.
  private mutating func expressionStatement() throws(Problem) {
    var isCall = try suffixed()
    guard isSymbol("=") || isSymbol(",") else {
      if !isCall { throw unexpected() }
      return
    }
    while try accept(.symbol(",")) { isCall = try suffixed() || isCall }
    if isCall { throw unexpected() }
    try expect(.symbol("="))
    try expressions()
  }

  private mutating func expressions() throws(Problem) {
    repeat { try expression() } while try accept(.symbol(","))
  }

  private mutating func expression() throws(Problem) {
    depth += 1
    defer { depth -= 1 }
    guard depth < Self.maximumDepth else {
      throw Problem(line: lexer.line, message: "chunk has too many syntax levels")
    }
    while true {
      while isKeyword("not") || isSymbol("-") || isSymbol("#") { try advance() }
      try simple()
      switch token {
      case .symbol(let symbol) where Self.binary.contains(symbol): try advance()
      case .keyword("and"), .keyword("or"): try advance()
      default: return
      }
    }
  }

  private mutating func simple() throws(Problem) {
    switch token {
    case .number, .text, .keyword("nil"), .keyword("true"), .keyword("false"), .symbol("..."): try advance()
    case .symbol("{"): try table()
    case .keyword("function"):
      try advance()
      try functionBody()
    default: _ = try suffixed()
    }
  }

  /// A name or an expression in parentheses with what follows it. Returns whether it ends with a call.
  private mutating func suffixed() throws(Problem) -> Bool {
    if try accept(.symbol("(")) {
      try expression()
      try expect(.symbol(")"))
    } else {
      guard case .name = token else { throw unexpected() }
      try advance()
    }
    var isCall = false
    while true {
      switch token {
      case .symbol("."):
        try advance()
        try name()
        isCall = false
      case .symbol("["):
        try advance()
        try expression()
        try expect(.symbol("]"))
        isCall = false
      case .symbol(":"):
        try advance()
        try name()
        try arguments()
        isCall = true
      case .symbol("("), .symbol("{"), .text:
        try arguments()
        isCall = true
      default:
        return isCall
      }
    }
  }

  private mutating func arguments() throws(Problem) {
    switch token {
    case .text: try advance()
    case .symbol("{"): try table()
    default:
      guard try accept(.symbol("(")) else { throw unexpected("function arguments expected") }
      if try accept(.symbol(")")) { return }
      try expressions()
      try expect(.symbol(")"))
    }
  }

  private mutating func functionBody() throws(Problem) {
    try expect(.symbol("("))
    if try !accept(.symbol(")")) {
      repeat {
        if try accept(.symbol("...")) { break }
        try name()
      } while try accept(.symbol(","))
      try expect(.symbol(")"))
    }
    try blockToEnd()
  }

  private mutating func table() throws(Problem) {
    try expect(.symbol("{"))
    while !isSymbol("}") {
      if try accept(.symbol("[")) {
        try expression()
        try expect(.symbol("]"))
        try expect(.symbol("="))
        try expression()
      } else {
        try expression()
        if try accept(.symbol("=")) { try expression() }
      }
      guard isSymbol(",") || isSymbol(";") else { break }
      try advance()
    }
    try expect(.symbol("}"))
  }
}
