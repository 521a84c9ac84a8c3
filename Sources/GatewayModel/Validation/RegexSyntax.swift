/// Judges regular expressions by their form alone: brackets, groups, repetitions.
enum RegexSyntax {
  /// What is wrong with an expression; nil if it is well formed.
  static func problem(in expression: String) -> String? {
    var groups = 0
    var inClass = false
    var escaped = false
    for byte in expression.utf8 {
      if escaped {
        escaped = false
        continue
      }
      switch byte {
      case UInt8(ascii: "\\"): escaped = true
      case UInt8(ascii: "["): inClass = true
      case UInt8(ascii: "]"): inClass = false
      case UInt8(ascii: "(") where !inClass: groups += 1
      case UInt8(ascii: ")") where !inClass:
        groups -= 1
        if groups < 0 { return "unmatched closing parenthesis" }
      default: break
      }
    }
    if inClass { return "missing terminating ] for character class" }
    if escaped { return "\\ at end of pattern" }
    return groups > 0 ? "missing closing parenthesis" : nil
  }
}
