/// Reads an expression, from left to right.
struct RegexParser {
  private typealias Failure = RegularExpressionError
  /// How deep groups may nest.
  private static let maximumDepth = 200
  /// How often a part may be asked to repeat, repetitions within repetitions multiplied.
  private static let maximumRepeats = 1000

  private struct Flags {
    var ignoresCase = false
    var isMultiline = false
    var dotTakesAll = false
  }

  let scalars: [Unicode.Scalar]
  var position = 0
  private var depth = 0
  private var flags = Flags()

  init(_ pattern: String) {
    scalars = Array(pattern.unicodeScalars)
  }

  /// Reads the whole expression.
  mutating func expression() throws(RegularExpressionError) -> RegexExpression {
    let expression = try alternatives()
    guard position == scalars.count else { throw Failure(reason: .unexpectedParenthesis, part: text(0, scalars.count)) }
    return expression
  }

  private mutating func alternatives() throws(RegularExpressionError) -> RegexExpression {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.maximumDepth else { throw Failure(reason: .tooDeep, part: text(0, scalars.count)) }
    var alternatives = [try sequence()]
    while take("|") { alternatives.append(try sequence()) }
    return alternatives.count == 1 ? alternatives[0] : .alternatives(alternatives)
  }

  private mutating func sequence() throws(RegularExpressionError) -> RegexExpression {
    var parts: [RegexExpression] = []
    var lastRepetition: Int?
    while let scalar = current, scalar != "|", scalar != ")" {
      let start = position
      if let (minimum, maximum) = try repetition() {
        if let lastRepetition {
          throw Failure(reason: .nestedRepetition, part: text(lastRepetition, position))
        }
        guard let part = parts.popLast() else { throw Failure(reason: .missingArgument, part: text(start, position)) }
        let repeated = RegexExpression.repetition(part, minimum: minimum, maximum: maximum)
        guard Self.repeats(repeated) <= Self.maximumRepeats else {
          throw Failure(reason: .repeatCount, part: text(start, position))
        }
        parts.append(repeated)
        lastRepetition = start
        continue
      }
      lastRepetition = nil
      try part(into: &parts)
    }
    return parts.count == 1 ? parts[0] : .sequence(parts)
  }

  /// How often the innermost part is repeated.
  private static func repeats(_ expression: RegexExpression) -> Int {
    switch expression {
    case .empty, .character, .assertion: 1
    case .sequence(let parts), .alternatives(let parts): parts.reduce(1) { max($0, repeats($1)) }
    case .repetition(let inner, let minimum, let maximum):
      min(max(1, maximum ?? minimum), maximumRepeats + 1) * min(repeats(inner), maximumRepeats + 1)
    }
  }

  /// Steps over an operator that repeats what is before it, if there is one.
  private mutating func repetition() throws(RegularExpressionError) -> (Int, Int?)? {
    let start = position
    let counts: (Int, Int?)
    switch current {
    case "*": counts = (0, nil)
    case "+": counts = (1, nil)
    case "?": counts = (0, 1)
    case "{":
      guard let found = braces() else { return nil }
      counts = found
      let largest = max(counts.0, counts.1 ?? 0)
      guard largest <= Self.maximumRepeats, counts.0 <= counts.1 ?? .max else {
        throw Failure(reason: .repeatCount, part: text(start, position))
      }
      _ = take("?")
      return counts
    default: return nil
    }
    position += 1
    _ = take("?")
    return counts
  }

  /// Steps over `{n}`, `{n,}` or `{n,m}`; anything else in braces is a text.
  private mutating func braces() -> (Int, Int?)? {
    let start = position
    position += 1
    if let minimum = number() {
      if take("}") { return (minimum, minimum) }
      if take(",") {
        if take("}") { return (minimum, nil) }
        if let maximum = number(), take("}") { return (minimum, maximum) }
      }
    }
    position = start
    return nil
  }

  private mutating func number() -> Int? {
    let start = position
    while let scalar = current, ("0"..."9").contains(scalar) { position += 1 }
    guard position > start, position == start + 1 || scalars[start] != "0" else { return nil }
    return Int(text(start, position)) ?? .max
  }

  private mutating func part(into parts: inout [RegexExpression]) throws(RegularExpressionError) {
    guard let scalar = current else { return }
    switch scalar {
    case "(": parts.append(try group())
    case "[": parts.append(character(try bracketSet()))
    case "\\":
      if scalars[position...].starts(with: "\\Q".unicodeScalars) { return quoted(into: &parts) }
      parts.append(try escape())
    default:
      position += 1
      switch scalar {
      case "^": parts.append(.assertion(flags.isMultiline ? .lineStart : .textStart))
      case "$": parts.append(.assertion(flags.isMultiline ? .lineEnd : .textEnd))
      case ".": parts.append(.character(flags.dotTakesAll ? .any : .anyButLineBreak))
      default: parts.append(character(.single(scalar)))
      }
    }
  }

  private func character(_ set: RegexSet) -> RegexExpression {
    var set = set
    set.foldsCase = flags.ignoresCase
    return .character(set)
  }

  /// Reads what stands between `\Q` and `\E`, each character as itself.
  private mutating func quoted(into parts: inout [RegexExpression]) {
    position += 2
    while let scalar = current {
      if scalars[position...].starts(with: "\\E".unicodeScalars) {
        position += 2
        return
      }
      parts.append(character(.single(scalar)))
      position += 1
    }
  }

  // MARK: Groups

  private mutating func group() throws(RegularExpressionError) -> RegexExpression {
    let start = position
    let before = flags
    position += 1
    if take("?"), try groupHead(from: start) { return .sequence([]) }
    let inner = try alternatives()
    guard take(")") else { throw Failure(reason: .missingParenthesis, part: text(0, scalars.count)) }
    flags = before
    return inner
  }

  /// Reads a group's name or flags; true where there is no more to the group, its flags being for what follows.
  private mutating func groupHead(from start: Int) throws(RegularExpressionError) -> Bool {
    if current == "<" || scalars[position...].starts(with: "P<".unicodeScalars) {
      guard let end = scalars[position...].firstIndex(of: ">") else {
        throw Failure(reason: .groupName, part: text(start, scalars.count))
      }
      let name = scalars[position..<end].drop { $0 != "<" }.dropFirst()
      guard !name.isEmpty, name.allSatisfy({ RegexSet.word.contains($0) }) else {
        throw Failure(reason: .groupName, part: text(start, end + 1))
      }
      position = end + 1
      return false
    }
    var new = flags
    var value = true
    var hasFlag = false
    while let scalar = current {
      position += 1
      switch scalar {
      case "i": new.ignoresCase = value
      case "m": new.isMultiline = value
      case "s": new.dotTakesAll = value
      // Which of several matches is taken makes no difference here.
      case "U": break
      case "-" where value:
        value = false
        hasFlag = false
        continue
      case ":" where value || hasFlag, ")" where value || hasFlag:
        flags = new
        return scalar == ")"
      default: throw Failure(reason: .group, part: text(start, position))
      }
      hasFlag = true
    }
    throw Failure(reason: .missingParenthesis, part: text(0, scalars.count))
  }

  // MARK: Escapes

  private mutating func escape() throws(RegularExpressionError) -> RegexExpression {
    let next = position + 1 < scalars.count ? scalars[position + 1] : nil
    let assertion: RegexAssertion? =
      switch next {
      case "A": .textStart
      case "z": .textEnd
      case "b": .wordBoundary
      case "B": .noWordBoundary
      default: nil
      }
    if let assertion {
      position += 2
      return .assertion(assertion)
    }
    if next == "C" {
      position += 2
      return .character(.any)
    }
    return character(try escapedSet())
  }

  // MARK: Characters

  var current: Unicode.Scalar? { position < scalars.count ? scalars[position] : nil }

  mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    guard current == scalar else { return false }
    position += 1
    return true
  }

  func text(_ start: Int, _ end: Int) -> String { String(String.UnicodeScalarView(scalars[start..<end])) }
}
