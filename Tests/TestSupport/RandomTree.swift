package import Documents

/// Trees made of what is hard to write: indicators, blanks, line breaks, words and numbers that readers know.
package enum RandomTree {
  private static let pieces = [
    " ", "  ", "\n", "\n\n", "\t", "\r", "a", "é", "😀", ":", ": ", " #", "#", "-", "- ", "'", "\"", "\\", "{", "}", "[",
    "]", ",", "&", "*", "!", "|", ">", "%", "@", "`", "~", "=", "<<", "yes", "null", "true", "1", "0", "0x", ".", "e3",
    "_", "2024-01-31", "---", "...", "\u{85}", "\u{A0}", "\u{2028}", "\u{FEFF}", "\u{0}", "\u{1B}", "\u{FFFF}",
    "\u{E000}", "?", "-----BEGIN X-----",
  ]
  private static let numbers = ["0.10", "-1.5e3", "1e400", "18446744073709551616", "0E+1", "-0.0"]

  /// A tree of at most so many levels.
  package static func node(depth: Int, using generator: inout SeededGenerator) -> Node {
    switch Int.random(in: 0..<(depth > 0 ? 9 : 6), using: &generator) {
    case 0: return .null
    case 1: return Node(.bool(Bool.random(using: &generator)))
    case 2: return Node(.integer(Int.random(in: .min ... .max, using: &generator)))
    case 3: return Node(.decimal(DecimalNumber(text: numbers.randomElement(using: &generator) ?? "0.5")))
    case 4, 5: return Node(.string(text(using: &generator)))
    case 6:
      return Node(
        .array((0..<Int.random(in: 0..<4, using: &generator)).map { _ in node(depth: depth - 1, using: &generator) }))
    default:
      var object = Object()
      for _ in 0..<Int.random(in: 0..<4, using: &generator) {
        object[text(using: &generator)] = node(depth: depth - 1, using: &generator)
      }
      return Node(.object(object))
    }
  }

  private static func text(using generator: inout SeededGenerator) -> String {
    (0..<Int.random(in: 0..<7, using: &generator))
      .map { _ in pieces.randomElement(using: &generator) ?? "" }.joined()
  }
}
