/// A string about to be written as a YAML scalar: which forms it can take without changing its meaning.
struct YAMLText {
  private let bytes: UnsafeBufferPointer<UInt8>
  /// Whether every character, line breaks and tabs aside, may stand as it is.
  private let isPrintable: Bool
  private let hasLineBreak: Bool
  private let hasTab: Bool

  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    self.bytes = bytes
    var isPrintable = true
    var hasLineBreak = false
    var hasTab = false
    for index in bytes.indices where bytes[index] < 0x20 || bytes[index] >= 0x7F {
      switch bytes[index] {
      case 0x0A: hasLineBreak = true
      case 0x09: hasTab = true
      default: isPrintable = isPrintable && !Self.mustBeEscaped(bytes, at: index)
      }
    }
    self.isPrintable = isPrintable
    self.hasLineBreak = hasLineBreak
    self.hasTab = hasTab
  }

  // MARK: On one line

  /// Appends the text without quotes where that is safe, else quoted; never over several lines.
  func appendOnOneLine(to output: inout [UInt8]) {
    if hasLineBreak || hasTab || !isPrintable { return appendDoubleQuoted(to: &output) }
    if YAMLPlainText.isAmbiguous(bytes) { return appendDoubleQuoted(to: &output) }
    if YAMLPlainText.isSyntax(bytes) { return appendSingleQuoted(to: &output) }
    output.append(contentsOf: bytes)
  }

  /// Appends the text without quotes where that is safe at this place; within brackets more signs have a meaning.
  func appendOnOneLine(inFlow: Bool, to output: inout [UInt8]) {
    guard inFlow, bytes.contains(where: { YAMLPlainText.hasMeaningInFlow[Int($0)] }) else {
      return appendOnOneLine(to: &output)
    }
    appendQuoted(doubly: YAMLPlainText.isAmbiguous(bytes), to: &output)
  }

  /// Appends the text in quotation marks; what single ones cannot hold stands in double ones.
  func appendQuoted(doubly: Bool, to output: inout [UInt8]) {
    if doubly || hasLineBreak || hasTab || !isPrintable {
      appendDoubleQuoted(to: &output)
    } else {
      appendSingleQuoted(to: &output)
    }
  }

  private func appendSingleQuoted(to output: inout [UInt8]) {
    output.append(UInt8(ascii: "'"))
    for byte in bytes {
      if byte == UInt8(ascii: "'") { output.append(byte) }
      output.append(byte)
    }
    output.append(UInt8(ascii: "'"))
  }

  private func appendDoubleQuoted(to output: inout [UInt8]) {
    output.append(UInt8(ascii: "\""))
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      // The text is a string's, so every sequence is complete.
      let length = max(1, TextPosition.sequenceLength(bytes, at: index))
      if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") {
        output.append(UInt8(ascii: "\\"))
        output.append(byte)
      } else if byte == 0x0A {
        output.append(contentsOf: #"\n"#.utf8)
      } else if Self.mustBeEscaped(bytes, at: index) {
        appendEscape(Array(bytes[index..<index + length]), to: &output)
      } else {
        output.append(contentsOf: bytes[index..<index + length])
      }
      index += length
    }
    output.append(UInt8(ascii: "\""))
  }

  private func appendEscape(_ sequence: [UInt8], to output: inout [UInt8]) {
    switch sequence {
    case [0x09]: output.append(contentsOf: #"\t"#.utf8)
    case [0x0D]: output.append(contentsOf: #"\r"#.utf8)
    default:
      let value = String(decoding: sequence, as: UTF8.self).unicodeScalars.first?.value ?? 0xFFFD
      let digits = String(value, radix: 16, uppercase: true)
      let width = value > 0xFF ? 4 : 2
      output.append(contentsOf: (value > 0xFF ? #"\u"# : #"\x"#).utf8)
      output.append(contentsOf: String(repeating: "0", count: max(0, width - digits.count)).utf8)
      output.append(contentsOf: digits.utf8)
    }
  }

  /// Whether a character is one that YAML takes only as an escape, or that a reader takes for a line break.
  private static func mustBeEscaped(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> Bool {
    let first = bytes[index]
    let second = index + 1 < bytes.count ? bytes[index + 1] : 0
    let third = index + 2 < bytes.count ? bytes[index + 2] : 0
    return switch first {
    case 0..<0x20, 0x7F: true
    case 0xC2: second < 0xA0
    case 0xE2: second == 0x80 && (third == 0xA8 || third == 0xA9)
    case 0xEF: (second == 0xBB && third == 0xBF) || (second == 0xBF && third >= 0xBE)
    default: false
    }
  }

  // MARK: As a block

  /// Whether the text has several lines that a literal block keeps as they are.
  var fitsBlock: Bool {
    guard hasLineBreak, isPrintable else { return false }
    // A line of nothing but blanks is invisible, and readers differ over it at the edges of a block.
    var lineHasText = false
    var lineHasBlank = false
    var blockHasText = false
    for byte in bytes {
      switch byte {
      case 0x0A:
        if lineHasBlank, !lineHasText { return false }
        lineHasText = false
        lineHasBlank = false
      case 0x20, 0x09:
        lineHasBlank = true
      default:
        lineHasText = true
        blockHasText = true
      }
    }
    return blockHasText && (lineHasText || !lineHasBlank)
  }

  /// Appends the text as a literal block with its header, each line with the indentation; ends the line.
  func appendBlock(indent: Int, to output: inout [UInt8]) {
    output.append(UInt8(ascii: "|"))
    // Without the indicator a reader would take the first line's own blanks for the block's indentation.
    let first = bytes.first { $0 != 0x0A }
    if first == 0x20 || first == 0x09 { output.append(UInt8(ascii: "2")) }
    let lineBreaks = bytes.reversed().prefix { $0 == 0x0A }.count
    if lineBreaks == 0 { output.append(UInt8(ascii: "-")) }
    if lineBreaks > 1 { output.append(UInt8(ascii: "+")) }
    output.append(0x0A)
    let lines = bytes.dropLast(lineBreaks == 0 ? 0 : 1).split(separator: 0x0A, omittingEmptySubsequences: false)
    for line in lines {
      if !line.isEmpty { output.append(contentsOf: repeatElement(0x20, count: indent)) }
      output.append(contentsOf: line)
      output.append(0x0A)
    }
  }
}
