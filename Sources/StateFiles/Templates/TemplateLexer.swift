/// Takes an expression apart into words, texts and signs, as Go's templates do.
struct TemplateLexer {
  enum Token: Equatable {
    case word(String)
    case text(String)
    case number(String)
    case pipe
    case open
    case close
  }

  /// What is wrong with an expression.
  struct Failure: Error {
    var code = "template-syntax"
    var message: String
    var hint: String?
  }

  private var rest: Substring.UnicodeScalarView

  private init(_ text: Substring) {
    rest = text.unicodeScalars
  }

  /// The tokens of an expression that is written with its braces.
  static func tokens(of written: String) throws(Failure) -> [Token] {
    var inner = written.dropFirst(3).dropLast(2)
    // Marks that trim the blanks around an expression; values have none there.
    if inner.hasPrefix("- ") { inner = inner.dropFirst() }
    if inner.hasSuffix(" -") { inner = inner.dropLast() }
    var lexer = TemplateLexer(inner)
    var tokens: [Token] = []
    while let token = try lexer.next() {
      // What follows a word that means nothing here need not be understood.
      if tokens.isEmpty, case .word(let name) = token, TemplateFunction(rawValue: name) == nil {
        throw unknownFunction(name)
      }
      tokens.append(token)
      guard tokens.count <= 100 else { throw Failure(message: "this expression is too long") }
    }
    return tokens
  }

  /// The complaint about a function that there is not.
  static func unknownFunction(_ name: String) -> Failure {
    let isVariable = TemplateEnvironment.prefixes.contains { name.hasPrefix($0) }
    return Failure(
      code: "template-function", message: "'\(name)' is not supported in expressions",
      hint: isVariable ? "write ${{ env \"\(name)\" }}" : TemplateFunction.hint)
  }

  private mutating func next() throws(Failure) -> Token? {
    while let blank = rest.first, " \t\r".unicodeScalars.contains(blank) { rest.removeFirst() }
    guard let first = rest.first else { return nil }
    switch first {
    case "|":
      rest.removeFirst()
      return .pipe
    case "(":
      rest.removeFirst()
      return .open
    case ")":
      rest.removeFirst()
      return .close
    case "\"": return .text(try quoted())
    case "`": return .text(try raw())
    case "\\":
      throw Failure(
        message: "a backslash stands in this expression",
        hint: #"write its quotation marks without backslashes: ${{ env "DECK_NAME" }}"#)
    case "'":
      throw Failure(
        message: "a text in this expression stands in single quotation marks",
        hint: "use double ones: env \"DECK_NAME\"")
    case ".", "$":
      throw Failure(message: "variables and fields of Go templates are not supported", hint: TemplateFunction.hint)
    case "0"..."9", "+", "-":
      return .number(
        take { $0.properties.isAlphabetic || ("0"..."9").contains($0) || "+-._".unicodeScalars.contains($0) })
    case _ where first.properties.isAlphabetic || first == "_":
      return .word(take { $0.properties.isAlphabetic || ("0"..."9").contains($0) || $0 == "_" })
    default:
      throw Failure(
        message: "the character \(Character(first)) is not expected in this expression", hint: TemplateFunction.hint)
    }
  }

  private mutating func take(while condition: (Unicode.Scalar) -> Bool) -> String {
    let taken = rest.prefix(while: condition)
    rest = rest[taken.endIndex...]
    return String(taken)
  }

  private mutating func raw() throws(Failure) -> String {
    rest.removeFirst()
    let text = take { $0 != "`" }
    guard !rest.isEmpty else { throw Failure(message: "a text in this expression is not closed") }
    rest.removeFirst()
    return text
  }

  private mutating func quoted() throws(Failure) -> String {
    rest.removeFirst()
    var text = String.UnicodeScalarView()
    while let scalar = rest.popFirst() {
      if scalar == "\"" { return String(text) }
      guard scalar == "\\" else {
        text.append(scalar)
        continue
      }
      switch rest.popFirst() {
      case "\"": text.append("\"")
      case "\\": text.append("\\")
      case "n": text.append("\n")
      case "t": text.append("\t")
      case "r": text.append("\r")
      default: throw Failure(message: #"a text in this expression holds an escape other than \" \\ \n \t \r"#)
      }
    }
    throw Failure(message: "a text in this expression is not closed")
  }
}
