/// An expression taken apart.
indirect enum RegexExpression: Sendable {
  case empty
  case character(RegexSet)
  case assertion(RegexAssertion)
  case sequence([RegexExpression])
  case alternatives([RegexExpression])
  case repetition(RegexExpression, minimum: Int, maximum: Int?)
}

/// What holds between two characters.
enum RegexAssertion: Sendable {
  case textStart
  case textEnd
  case lineStart
  case lineEnd
  case wordBoundary
  case noWordBoundary

  /// Whether it holds before the character at a position.
  func holds(at position: Int, in text: [Unicode.Scalar]) -> Bool {
    switch self {
    case .textStart: position == 0
    case .textEnd: position == text.count
    case .lineStart: position == 0 || text[position - 1] == "\n"
    case .lineEnd: position == text.count || text[position] == "\n"
    case .wordBoundary: Self.isWord(position - 1, text) != Self.isWord(position, text)
    case .noWordBoundary: Self.isWord(position - 1, text) == Self.isWord(position, text)
    }
  }

  private static func isWord(_ position: Int, _ text: [Unicode.Scalar]) -> Bool {
    text.indices.contains(position) && RegexSet.word.contains(text[position])
  }
}

/// A set of characters.
struct RegexSet: Sendable {
  var ranges: [ClosedRange<UInt32>] = []
  /// Unicode's general categories, and whether all characters outside of it are meant.
  var categories: [(category: RegexCategory, isNegated: Bool)] = []
  var isNegated = false
  /// Whether capitals count as small letters.
  var foldsCase = false

  func contains(_ scalar: Unicode.Scalar) -> Bool {
    if holds(scalar) { return !isNegated }
    if foldsCase {
      for folded in [scalar.properties.lowercaseMapping, scalar.properties.uppercaseMapping] {
        if let other = folded.unicodeScalars.first, folded.unicodeScalars.count == 1, holds(other) {
          return !isNegated
        }
      }
    }
    return isNegated
  }

  private func holds(_ scalar: Unicode.Scalar) -> Bool {
    for range in ranges where range.contains(scalar.value) { return true }
    return categories.contains { $0.category.contains(scalar) != $0.isNegated }
  }

  /// Adds what another set has.
  mutating func add(_ other: RegexSet) {
    categories += other.categories.map { ($0.category, $0.isNegated != other.isNegated) }
    guard other.isNegated else {
      ranges += other.ranges
      return
    }
    var next: UInt32 = 0
    for range in other.ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if range.lowerBound > next { ranges.append(next...(range.lowerBound - 1)) }
      next = max(next, range.upperBound + 1)
    }
    if next <= Self.last { ranges.append(next...Self.last) }
  }

  static func single(_ scalar: Unicode.Scalar) -> RegexSet { RegexSet(ranges: [scalar.value...scalar.value]) }

  static let last: UInt32 = 0x10FFFF
  static let any = RegexSet(ranges: [0...last])
  static let anyButLineBreak = RegexSet(ranges: [0x0A...0x0A], isNegated: true)
  static let word = RegexSet(ranges: named("azAZ09__"))

  /// The set of an escape such as `\d`; capital letters mean all others.
  static func escape(_ letter: Unicode.Scalar) -> RegexSet? {
    switch letter {
    case "d", "D": RegexSet(ranges: named("09"), isNegated: letter == "D")
    case "s", "S": RegexSet(ranges: named("\t\n\u{C}\r  "), isNegated: letter == "S")
    case "w", "W": RegexSet(ranges: word.ranges, isNegated: letter == "W")
    default: nil
    }
  }

  /// The set of a name within `[: :]`.
  static func posix(_ name: String) -> RegexSet? {
    let ends: [String: String] = [
      "alnum": "09AZaz", "alpha": "AZaz", "ascii": "\u{0}\u{7F}", "blank": "\t\t  ", "cntrl": "\u{0}\u{1F}\u{7F}\u{7F}",
      "digit": "09", "graph": "!~", "lower": "az", "print": " ~", "punct": "!/:@[`{~", "space": "\t\u{D}  ",
      "upper": "AZ", "word": "09AZaz__", "xdigit": "09AFaf",
    ]
    return ends[name].map { RegexSet(ranges: named($0)) }
  }

  /// Ranges by their first and last characters.
  private static func named(_ ends: String) -> [ClosedRange<UInt32>] {
    let values = ends.unicodeScalars.map(\.value)
    return stride(from: 0, to: values.count - 1, by: 2).map { values[$0]...values[$0 + 1] }
  }
}

/// A general category of Unicode, or a group of such by its first letter.
struct RegexCategory: Sendable {
  private let categories: Set<Unicode.GeneralCategory>

  /// Takes a name such as `L` or `Lu`.
  init?(_ name: String) {
    let found = Self.names.filter { $0.key == name || (name.utf8.count == 1 && $0.key.hasPrefix(name)) }.values
    guard !found.isEmpty else { return nil }
    categories = Set(found)
  }

  func contains(_ scalar: Unicode.Scalar) -> Bool { categories.contains(scalar.properties.generalCategory) }

  private static let names: [String: Unicode.GeneralCategory] = [
    "Lu": .uppercaseLetter, "Ll": .lowercaseLetter, "Lt": .titlecaseLetter, "Lm": .modifierLetter, "Lo": .otherLetter,
    "Mn": .nonspacingMark, "Mc": .spacingMark, "Me": .enclosingMark, "Nd": .decimalNumber, "Nl": .letterNumber,
    "No": .otherNumber, "Pc": .connectorPunctuation, "Pd": .dashPunctuation, "Ps": .openPunctuation,
    "Pe": .closePunctuation, "Pi": .initialPunctuation, "Pf": .finalPunctuation, "Po": .otherPunctuation,
    "Sm": .mathSymbol, "Sc": .currencySymbol, "Sk": .modifierSymbol, "So": .otherSymbol, "Zs": .spaceSeparator,
    "Zl": .lineSeparator, "Zp": .paragraphSeparator, "Cc": .control, "Cf": .format, "Co": .privateUse,
  ]
}
