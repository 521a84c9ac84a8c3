import Diagnostics

/// Finds the expressions of a text and puts placeholders in their place.
struct TemplateScanner {
  private let bytes: [UInt8]
  private let source: SourceID
  private let alphabet: PlaceholderAlphabet

  /// The text with placeholders.
  private(set) var output: [UInt8] = []
  /// The expressions found.
  private(set) var expressions: [TemplateText.Expression] = []
  /// What is wrong with them.
  private(set) var diagnostics: [Diagnostic] = []

  private static let opening = Array("${{".utf8)

  init(_ bytes: [UInt8], source: SourceID, alphabet: PlaceholderAlphabet) {
    self.bytes = bytes
    self.source = source
    self.alphabet = alphabet
    output.reserveCapacity(bytes.count + bytes.count / 8)
  }

  /// Goes through the text line by line.
  mutating func run() {
    var start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    output.append(contentsOf: bytes[..<start])
    var line: UInt32 = 1
    while start < bytes.count {
      let end = bytes[start...].firstIndex(of: 0x0A).map { $0 + 1 } ?? bytes.count
      scan(start..<end, line: line)
      start = end
      line &+= 1
    }
  }

  private mutating func scan(_ range: Range<Int>, line: UInt32) {
    let content = bytes[range].drop { $0 == 0x20 || $0 == 0x09 }
    guard content.first != UInt8(ascii: "#"), content.contains(UInt8(ascii: "$")) else {
      output.append(contentsOf: bytes[range])
      return
    }
    let indent = bytes[range].prefix { $0 == 0x20 }.count
    var index = range.lowerBound
    while index < range.upperBound {
      guard bytes[index..<range.upperBound].starts(with: Self.opening) else {
        output.append(bytes[index])
        index += 1
        continue
      }
      let place = place(of: index, in: range, line: line)
      guard let end = endOfExpression(at: index, before: range.upperBound),
        expressions.count < PlaceholderAlphabet.capacity
      else {
        diagnostics.append(
          Diagnostic(
            code: "template-syntax", "this expression is not closed on its line", at: place,
            hint: "close it with }}, and check the quotation marks within it"))
        output.append(contentsOf: bytes[index..<range.upperBound])
        return
      }
      let length = bytes[index..<end].count { $0 & 0xC0 != 0x80 }
      alphabet.append(index: expressions.count, length: length, to: &output)
      let written = String(decoding: bytes[index..<end], as: UTF8.self)
      expressions.append(TemplateText.Expression(written: written, place: place, lineIndent: indent))
      index = end
    }
  }

  /// The position behind the `}}` that closes an expression; those within its quotation marks close nothing.
  ///
  /// Where a text in double quotation marks holds the expression, its own may have backslashes before them, as JSON wants
  /// it. What is between marks that are not closed is the parser's to explain.
  private func endOfExpression(at start: Int, before limit: Int) -> Int? {
    var quote: UInt8?
    var isQuotedOutside = false
    var firstEnd: Int?
    var index = start + Self.opening.count
    while index < limit {
      var byte = bytes[index]
      if byte == UInt8(ascii: "\\"), index + 1 < limit, isQuotedOutside || quote == nil {
        isQuotedOutside = true
        index += 1
        byte = bytes[index]
      } else if isQuotedOutside, byte == UInt8(ascii: "\"") {
        break
      }
      if byte == UInt8(ascii: "}"), index + 1 < limit, bytes[index + 1] == UInt8(ascii: "}") {
        if quote == nil { return index + 2 }
        firstEnd = firstEnd ?? index + 2
      } else if let open = quote {
        if byte == open {
          quote = nil
        } else if byte == UInt8(ascii: "\\"), open == UInt8(ascii: "\"") {
          // What follows is a character of the expression's own text, which may have a backslash before it once more.
          index += isQuotedOutside && index + 1 < limit && bytes[index + 1] == UInt8(ascii: "\\") ? 2 : 1
        }
      } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "`") {
        quote = byte
      }
      index += 1
    }
    return isQuotedOutside ? firstEnd : nil
  }

  private func place(of index: Int, in line: Range<Int>, line number: UInt32) -> SourcePlace {
    let characters = bytes[line.lowerBound..<index].count { $0 & 0xC0 != 0x80 }
    return SourcePlace(line: number, column: UInt32(truncatingIfNeeded: characters + 1), source: source)
  }
}
