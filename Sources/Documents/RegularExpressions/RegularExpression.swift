/// A regular expression in the syntax of RE2, which is that of Go and, but for captures, holds the I-Regexp of RFC 9485.
///
/// All states are followed at once, so that the time a match takes grows with the text and the expression and not faster:
/// an expression of a stranger cannot bring the program to a halt. There are no captures, look-arounds and back references.
public struct RegularExpression: Sendable {
  private let program: [RegexInstruction]

  /// Reads an expression.
  public init(_ pattern: String) throws(RegularExpressionError) {
    var parser = RegexParser(pattern)
    program = try RegexCompiler.compile(try parser.expression(), pattern: pattern)
  }

  /// Whether the expression matches any part of a text.
  public func isFound(in text: String) -> Bool {
    RegexMatcher.run(program, on: Array(text.unicodeScalars), isWhole: false)
  }

  /// Whether the expression matches a text from its beginning to its end.
  public func matchesWhole(_ text: String) -> Bool {
    RegexMatcher.run(program, on: Array(text.unicodeScalars), isWhole: true)
  }
}

/// Why an expression cannot be read.
public struct RegularExpressionError: Error, Sendable, CustomStringConvertible {
  /// The kinds of faults, in the words that users of Go's expressions know.
  enum Reason: String, Sendable {
    case missingParenthesis = "missing closing )"
    case unexpectedParenthesis = "unexpected )"
    case missingBracket = "missing closing ]"
    case range = "invalid character class range"
    case escape = "invalid escape sequence"
    case trailingBackslash = "trailing backslash at end of expression"
    case missingArgument = "missing argument to repetition operator"
    case nestedRepetition = "invalid nested repetition operator"
    case repeatCount = "invalid repeat count"
    case group = "invalid or unsupported Perl syntax"
    case groupName = "invalid named capture"
    case tooLarge = "expression too large"
    case tooDeep = "expression nests too deeply"
  }

  var reason: Reason
  /// The part of the expression concerned.
  var part: String

  /// What is wrong, and with which part.
  public var description: String { "\(reason.rawValue): `\(part)`" }
}
