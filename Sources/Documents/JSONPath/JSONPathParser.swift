/// Reads a path, from left to right.
struct JSONPathParser {
  /// How deep filters and brackets may nest.
  static let maximumDepth = 100
  /// The numbers that a path may hold: those that are exact in any implementation.
  private static let numbers = -9_007_199_254_740_991...9_007_199_254_740_991

  let scalars: [Unicode.Scalar]
  var position = 0
  var depth = 0

  init(_ text: String) {
    scalars = Array(text.unicodeScalars)
  }

  /// Reads the whole text.
  mutating func path() throws(JSONPathError) -> [JSONPath.Segment] {
    skipBlanks()
    guard position < scalars.count else {
      throw failure("it is empty", hint: "$ means the whole document")
    }
    var segments: [JSONPath.Segment] = []
    if !take("$") {
      // As if `$.` stood there; after a dot or bracket only the `$` is missing.
      if current != ".", current != "[" { segments.append(.child([try dotSelector()])) }
    }
    segments += try self.segments()
    guard position == scalars.count else { throw unexpected() }
    return segments
  }

  /// Reads segments as long as there are any.
  mutating func segments() throws(JSONPathError) -> [JSONPath.Segment] {
    var segments: [JSONPath.Segment] = []
    while true {
      let before = position
      skipBlanks()
      switch current {
      case ".": segments.append(try dotSegment())
      case "[": segments.append(.child(try bracketSelectors()))
      case "~":
        position += 1
        segments.append(.name)
      case "^":
        position += 1
        segments.append(.parent)
      default:
        position = before
        return segments
      }
    }
  }

  private mutating func dotSegment() throws(JSONPathError) -> JSONPath.Segment {
    position += 1
    let isDescending = take(".")
    skipBlanks()
    let selectors = current == "[" ? try bracketSelectors() : [try dotSelector()]
    return isDescending ? .descendants(selectors) : .child(selectors)
  }

  private mutating func dotSelector() throws(JSONPathError) -> JSONPath.Selector {
    if take("*") { return .wildcard }
    guard let first = current, Self.beginsName(first) else {
      throw unexpected(hint: "a name, * or brackets are expected; other names stand as ['name']")
    }
    return .name(name())
  }

  /// Reads the letters, digits, underlines and hyphens of a name.
  mutating func name() -> String {
    var name = String.UnicodeScalarView()
    while let scalar = current, Self.beginsName(scalar) || Self.isDigit(scalar) || scalar == "-" {
      name.append(scalar)
      position += 1
    }
    return String(name)
  }

  // MARK: Brackets

  private mutating func bracketSelectors() throws(JSONPathError) -> [JSONPath.Selector] {
    try enter()
    defer { depth -= 1 }
    let start = position
    position += 1
    var selectors: [JSONPath.Selector] = []
    while true {
      skipBlanks()
      selectors.append(try selector())
      skipBlanks()
      if take("]") { return selectors }
      guard current != nil else { throw failure("the bracket of column \(start + 1) is not closed") }
      guard take(",") else { throw unexpected(hint: "a comma or ] is expected") }
    }
  }

  private mutating func selector() throws(JSONPathError) -> JSONPath.Selector {
    switch current {
    case "*":
      position += 1
      return .wildcard
    case "?":
      position += 1
      skipBlanks()
      return .filter(try condition())
    case "'", "\"": return .name(try string())
    case let scalar? where scalar == ":" || scalar == "-" || Self.isDigit(scalar): return try indexOrSlice()
    case let scalar? where Self.beginsName(scalar):
      throw unexpected(hint: "names in brackets stand in quotation marks")
    default: throw unexpected()
    }
  }

  private mutating func indexOrSlice() throws(JSONPathError) -> JSONPath.Selector {
    let start = try integer()
    skipBlanks()
    guard take(":") else {
      guard let start else { throw unexpected() }
      return .index(start)
    }
    skipBlanks()
    let end = try integer()
    skipBlanks()
    guard take(":") else { return .slice(start: start, end: end, step: 1) }
    skipBlanks()
    return .slice(start: start, end: end, step: try integer() ?? 1)
  }

  private mutating func integer() throws(JSONPathError) -> Int? {
    let start = position
    let isNegative = take("-")
    let first = position
    while let scalar = current, Self.isDigit(scalar) { position += 1 }
    guard position > start else { return nil }
    let digits = scalars[first..<position]
    let text = String(String.UnicodeScalarView(scalars[start..<position]))
    guard digits.count > 0, digits.first != "0" || (digits.count == 1 && !isNegative), let number = Int(text),
      Self.numbers.contains(number)
    else {
      throw failure("'\(text)' is no index", at: start, hint: "whole numbers without leading zeros are expected")
    }
    return number
  }

  // MARK: Characters

  /// The character at the position; nil at the end.
  var current: Unicode.Scalar? { position < scalars.count ? scalars[position] : nil }

  /// Steps over a character if it is there.
  mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    guard current == scalar else { return false }
    position += 1
    return true
  }

  /// Steps over a text if it is there.
  mutating func take(_ text: String) -> Bool {
    guard scalars[position...].starts(with: text.unicodeScalars) else { return false }
    position += text.unicodeScalars.count
    return true
  }

  mutating func skipBlanks() {
    while let scalar = current, scalar == " " || scalar == "\t" || scalar == "\n" || scalar == "\r" { position += 1 }
  }

  mutating func enter() throws(JSONPathError) {
    depth += 1
    guard depth <= Self.maximumDepth else { throw failure("brackets are nested too deeply") }
  }

  static func beginsName(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "a"..."z", "A"..."Z", "_": true
    default: scalar.value >= 0x80
    }
  }

  static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }

  // MARK: Failures

  func failure(_ message: String, at position: Int? = nil, hint: String? = nil) -> JSONPathError {
    JSONPathError(message: message, column: (position ?? self.position) + 1, hint: hint)
  }

  func unexpected(hint: String? = nil) -> JSONPathError {
    guard let current else { return failure("it ends too early", hint: hint) }
    return failure("'\(current)' is not expected here", hint: hint)
  }
}
