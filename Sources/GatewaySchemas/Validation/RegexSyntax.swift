internal import Documents

/// Judges regular expressions by their form: brackets, groups, repetitions, ranges. Nothing is matched.
public struct RegexSyntax: Sendable {
  /// What an expression uses that the gateway's router does not know, although PCRE does.
  private enum Extension: String {
    case lookAround = "look-around, including look-ahead and look-behind, is not supported"
    case backReference = "backreferences are not supported"
    case other = "unrecognized flag"
  }

  private let bytes: [UInt8]
  private var position = 0
  private var depth = 0
  private var extensionFound: Extension?

  private init(_ expression: String) {
    bytes = Array(expression.utf8)
  }

  /// What is wrong with an expression; nil if it is well formed.
  public static func problem(in expression: String) -> String? {
    var scanner = RegexSyntax(expression)
    return scanner.alternatives()
  }

  /// What the router's own expression language refuses in a well-formed expression; nil if nothing.
  public static func routerProblem(in expression: String) -> String? {
    var scanner = RegexSyntax(expression)
    if let problem = scanner.alternatives() { return problem }
    return scanner.extensionFound?.rawValue
  }

  private mutating func alternatives() -> String? {
    var canRepeat = false
    while position < bytes.count {
      let byte = bytes[position]
      position += 1
      switch byte {
      case UInt8(ascii: "\\"):
        if let problem = escape() { return problem }
        canRepeat = true
      case UInt8(ascii: "["):
        if let problem = characterClass() { return problem }
        canRepeat = true
      case UInt8(ascii: "("):
        depth += 1
        guard depth < 200 else { return "parentheses are too deeply nested" }
        if let problem = groupHead() { return problem }
        canRepeat = false
      case UInt8(ascii: ")"):
        guard depth > 0 else { return "unmatched closing parenthesis" }
        depth -= 1
        canRepeat = true
      case UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "?"):
        guard canRepeat else { return "quantifier does not follow a repeatable item" }
        skipGreed()
        canRepeat = false
      case UInt8(ascii: "{"):
        guard let repetition = repetition() else {
          canRepeat = true
          continue
        }
        guard canRepeat else { return "quantifier does not follow a repeatable item" }
        if let problem = repetition.problem { return problem }
        skipGreed()
        canRepeat = false
      case UInt8(ascii: "|"), UInt8(ascii: "^"):
        canRepeat = false
      default:
        canRepeat = true
      }
    }
    return depth > 0 ? "missing closing parenthesis" : nil
  }

  private mutating func escape() -> String? {
    guard position < bytes.count else { return "\\ at end of pattern" }
    let byte = bytes[position]
    position += 1
    if (0x31...0x39).contains(byte) || byte == UInt8(ascii: "k") || byte == UInt8(ascii: "g") {
      extensionFound = .backReference
    } else if [UInt8(ascii: "K"), UInt8(ascii: "G"), UInt8(ascii: "Z")].contains(byte) {
      extensionFound = .other
    }
    return nil
  }

  private mutating func characterClass() -> String? {
    let start = position
    if position < bytes.count, bytes[position] == UInt8(ascii: "^") { position += 1 }
    var previous: UInt8?
    var isFirst = true
    while position < bytes.count {
      let byte = bytes[position]
      position += 1
      if byte == UInt8(ascii: "]"), !isFirst { return nil }
      isFirst = false
      if byte == UInt8(ascii: "\\") {
        guard position < bytes.count else { break }
        previous = nil
        position += 1
      } else if byte == UInt8(ascii: "["), position < bytes.count, bytes[position] == UInt8(ascii: ":"),
        let end = namedClassEnd()
      {
        position = end
        previous = nil
      } else if byte == UInt8(ascii: "-"), let low = previous, position < bytes.count,
        bytes[position] != UInt8(ascii: "]"), bytes[position] != UInt8(ascii: "\\")
      {
        guard low <= bytes[position] else { return "range out of order in character class" }
        previous = nil
        position += 1
      } else {
        previous = byte
      }
    }
    position = start
    return "missing terminating ] for character class"
  }

  private func namedClassEnd() -> Int? {
    var index = position + 1
    while index + 1 < bytes.count, bytes[index] != UInt8(ascii: "]") {
      if bytes[index] == UInt8(ascii: ":"), bytes[index + 1] == UInt8(ascii: "]") { return index + 2 }
      index += 1
    }
    return nil
  }

  private mutating func groupHead() -> String? {
    guard position < bytes.count, bytes[position] == UInt8(ascii: "?") else { return nil }
    position += 1
    guard position < bytes.count else { return "unrecognized character after (? or (?-" }
    let byte = bytes[position]
    position += 1
    let next = position < bytes.count ? bytes[position] : 0
    switch byte {
    case UInt8(ascii: "="), UInt8(ascii: "!"):
      extensionFound = .lookAround
    case UInt8(ascii: "<") where next == UInt8(ascii: "=") || next == UInt8(ascii: "!"):
      extensionFound = .lookAround
      position += 1
    case UInt8(ascii: "<"), UInt8(ascii: "'"):
      return groupName(until: byte == UInt8(ascii: "<") ? UInt8(ascii: ">") : byte)
    case UInt8(ascii: "P"):
      guard next == UInt8(ascii: "<") else {
        extensionFound = .backReference
        return nil
      }
      position += 1
      return groupName(until: UInt8(ascii: ">"))
    case UInt8(ascii: ">"), UInt8(ascii: "|"), UInt8(ascii: "("), UInt8(ascii: "#"), UInt8(ascii: "R"):
      extensionFound = .other
    case UInt8(ascii: ":"):
      return nil
    default:
      position -= 1
      return flags()
    }
    return nil
  }

  private mutating func groupName(until end: UInt8) -> String? {
    let start = position
    while position < bytes.count, bytes[position] != end {
      guard ASCII.isAlphanumeric(bytes[position]) || bytes[position] == UInt8(ascii: "_") else { break }
      position += 1
    }
    guard position < bytes.count, bytes[position] == end, position > start,
      !(0x30...0x39).contains(bytes[start])
    else { return "syntax error in subpattern name (missing terminator?)" }
    position += 1
    return nil
  }

  private mutating func flags() -> String? {
    let known = Set("imsxUJn-".utf8)
    while position < bytes.count, known.contains(bytes[position]) { position += 1 }
    guard position < bytes.count, bytes[position] == UInt8(ascii: ":") || bytes[position] == UInt8(ascii: ")") else {
      return "unrecognized character after (? or (?-"
    }
    if bytes[position] == UInt8(ascii: ":") { position += 1 }
    return nil
  }

  private struct Repetition {
    let problem: String?
  }

  /// Reads `{2}`, `{2,}` or `{2,3}`; nil where the brace is an ordinary character.
  private mutating func repetition() -> Repetition? {
    let start = position
    guard let low = number() else {
      position = start
      return nil
    }
    var high: Int? = low
    if position < bytes.count, bytes[position] == UInt8(ascii: ",") {
      position += 1
      high = number()
    }
    guard position < bytes.count, bytes[position] == UInt8(ascii: "}") else {
      position = start
      return nil
    }
    position += 1
    if low > 65535 || high ?? 0 > 65535 { return Repetition(problem: "number too big in {} quantifier") }
    return Repetition(problem: high ?? low < low ? "numbers out of order in {} quantifier" : nil)
  }

  private mutating func number() -> Int? {
    var value: Int?
    while position < bytes.count, (0x30...0x39).contains(bytes[position]) {
      value = min((value ?? 0) * 10 + Int(bytes[position] - 0x30), 1_000_000)
      position += 1
    }
    return value
  }

  private mutating func skipGreed() {
    guard position < bytes.count else { return }
    if bytes[position] == UInt8(ascii: "?") {
      position += 1
    } else if bytes[position] == UInt8(ascii: "+") {
      extensionFound = .other
      position += 1
    }
  }
}
