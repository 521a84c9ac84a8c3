import TestSupport

/// A YAML text of all that people write: comments, empty lines, anchors, merge keys, blocks and brackets in each other,
/// all ways of quoting, expressions, several documents, any line ends.
struct GeneratedText {
  private var generator: SeededGenerator
  private var text = ""
  private var names = 0
  /// The anchors of the document so far; merge keys take those of mappings.
  private var anchors: [(name: String, isMapping: Bool)] = []

  static func make(seed: UInt64) -> String {
    var generated = GeneratedText(generator: SeededGenerator(seed: seed))
    generated.run()
    return generated.text
  }

  private init(generator: SeededGenerator) {
    self.generator = generator
  }

  private mutating func run() {
    if generator.chance(10) { text += "# about the file\n" }
    for document in 0...(generator.chance(20) ? 1 : 0) {
      anchors = []
      if document > 0 || generator.chance(10) { text += "---\(comment())\n" }
      if generator.chance(85) {
        mapping(4, column: 0, isCompact: false)
      } else if generator.chance(70) {
        list(4, column: 0, isCompact: false)
      } else {
        text += brackets(3, column: 0) + "\n"
      }
    }
    if generator.chance(10), text.hasSuffix("\n"), !text.hasSuffix("\n\n") { text.removeLast() }
    if generator.chance(10) {
      text = text.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\r\n")
    }
    if generator.chance(5) { text = "\u{FEFF}" + text }
  }

  private mutating func pick<Element>(_ elements: [Element]) -> Element { elements[generator.below(elements.count)] }

  private static func spaces(_ count: Int) -> String { String(repeating: " ", count: count) }

  private mutating func key() -> String {
    names += 1
    return pick(["k\(names)", "name\(names)", "\"q \(names)\"", "'s\(names)'", "é\(names)", "\(names)", "a b\(names)"])
  }

  private mutating func scalar(inFlow: Bool) -> String {
    let anywhere = [
      "x", "1", "1.50", "true", "null", "~", "'it''s'", "\"a\\tb\"", "\"😀 \\u00e9\"", "text with blanks", "yes", "\"\"",
      "''", "0x1F", "-5", "12345678901234567890", "'${{ env \"DECK_B\" }}'", "\"${{ env \"DECK_C\" }}\"", "a#b", "é😀",
      "!!str 5", "\"x # y\"", "'- a'", "012", "1_000",
    ]
    return pick(inFlow ? anywhere : anywhere + ["${{ env \"DECK_A\" }}", "http://x/y", "a\tb", "-x"])
  }

  private mutating func comment() -> String {
    generator.chance(15) ? pick(["  # one", " # two: x", "\t# it's"]) : ""
  }

  private mutating func lead(_ column: Int) {
    if generator.chance(12) { text += "\n" }
    if generator.chance(12) { text += Self.spaces(column) + "# about what follows\n" }
    if generator.chance(3) { text += Self.spaces(column + 2) + "# about what was\n" }
    if generator.chance(3) { text += "  \n" }
  }

  // MARK: Brackets

  private mutating func brackets(_ depth: Int, column: Int) -> String {
    guard depth > 0, generator.chance(70) else { return scalar(inFlow: true) }
    let hasLines = generator.chance(25)
    let isList = generator.chance(50)
    let count = generator.below(4)
    var result = isList ? "[" : "{"
    for index in 0..<count {
      if index > 0 { result += hasLines ? pick([",", ", # behind a comma"]) : ", " }
      if hasLines { result += "\n" + Self.spaces(column + 2) }
      if !isList {
        result += "\(key()): " + brackets(depth - 1, column: column + 2)
      } else if generator.chance(8) {
        result += "\(key()): \(scalar(inFlow: true))"
      } else {
        result += brackets(depth - 1, column: column + 2)
      }
    }
    if hasLines, count > 0 { result += (generator.chance(30) ? "," : "") + "\n" + Self.spaces(column + 1) }
    return result + (isList ? "]" : "}")
  }

  // MARK: Blocks

  /// Writes a value behind its dash or colon, to the end of its line.
  private mutating func value(_ depth: Int, column: Int, isItem: Bool) {
    if !anchors.isEmpty, generator.chance(10) {
      text += " *\(pick(anchors).name)\(comment())\n"
      return
    }
    var anchor: String?
    if generator.chance(7) {
      names += 1
      anchor = generator.chance(20) && !anchors.isEmpty ? anchors[0].name : "an\(names)"
    }
    let properties = anchor.map { " &\($0)" } ?? ""
    var isMapping = false
    switch depth > 0 ? generator.below(10) : 0 {
    case 0...3: scalarValue(properties, column, isItem: isItem)
    case 4, 5: text += properties + " " + brackets(depth, column: column) + comment() + "\n"
    case 6, 7:
      isMapping = true
      let isCompact = beginBlock(properties, isItem: isItem)
      mapping(depth - 1, column: isItem ? column + 2 : column + pick([2, 2, 4]), isCompact: isCompact)
    default:
      let isCompact = beginBlock(properties, isItem: isItem)
      list(depth - 1, column: isItem ? column + 2 : column + pick([0, 2]), isCompact: isCompact)
    }
    if let anchor { anchors.append((anchor, isMapping)) }
  }

  private mutating func beginBlock(_ properties: String, isItem: Bool) -> Bool {
    let isCompact = isItem && properties.isEmpty && generator.chance(80)
    text += isCompact ? " " : properties + comment() + "\n"
    return isCompact
  }

  private mutating func scalarValue(_ properties: String, _ column: Int, isItem: Bool) {
    switch generator.below(20) {
    case 0: text += properties + "\n"
    case 1, 2:
      let indent = Self.spaces(column + (isItem ? 2 : pick([2, 4])))
      text += "\(properties) \(pick(["|", ">", "|-", ">-", "| # header"]))\n\(indent)one\n"
      text += (generator.chance(30) ? "\n" : "") + "\(indent)two  three\n" + (generator.chance(20) ? "\n" : "")
    case 3: text += "\(properties) \"one\n\(Self.spaces(column + 3))two\"\(comment())\n"
    case 4: text += "\(properties) plain\n\(Self.spaces(column + 3))more\(comment())\n"
    default: text += properties + pick([" ", " ", "   "]) + scalar(inFlow: false) + comment() + "\n"
    }
  }

  private mutating func mapping(_ depth: Int, column: Int, isCompact: Bool) {
    var merges = false
    for index in 0...generator.below(4) {
      let continuesLine = isCompact && index == 0
      if !continuesLine {
        lead(column)
        text += Self.spaces(column)
      }
      let mappings = anchors.filter(\.isMapping)
      if !mappings.isEmpty, !merges, generator.chance(15) {
        merges = true
        text +=
          generator.chance(70)
          ? "<<: *\(pick(mappings).name)\(comment())\n" : "<<: [*\(pick(mappings).name), *\(pick(mappings).name)]\n"
        continue
      }
      text += generator.chance(4) && !continuesLine ? "? \(key())\n\(Self.spaces(column)):" : "\(key()):"
      value(depth, column: column, isItem: false)
    }
    if generator.chance(8) { text += Self.spaces(column) + "# the end of these\n" }
  }

  private mutating func list(_ depth: Int, column: Int, isCompact: Bool) {
    for index in 0...generator.below(4) {
      if !(isCompact && index == 0) {
        lead(column)
        text += Self.spaces(column)
      }
      text += "-"
      value(depth, column: column, isItem: true)
    }
  }
}
