/// Lines, blanks and comments of a text. Positions past its end are its end.
struct TextLines {
  let bytes: [UInt8]
  /// Where lines begin: a text may be one long line, in which nobody wants to go back to its beginning.
  private let starts: [UInt32]

  init(bytes: [UInt8]) {
    self.bytes = bytes
    var starts: [UInt32] = [bytes.starts(with: TextPosition.byteOrderMark) ? 3 : 0]
    bytes.withUnsafeBufferPointer { bytes in
      for index in bytes.indices where bytes[index] == 0x0A || bytes[index] == 0x0D {
        if bytes[index] == 0x0D, index + 1 < bytes.count, bytes[index + 1] == 0x0A { continue }
        starts.append(UInt32(truncatingIfNeeded: index + 1))
      }
    }
    self.starts = starts
  }

  static func isBreak(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }
  static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

  /// The byte at a position; 0 past the end.
  subscript(position: Int) -> UInt8 { position >= 0 && position < bytes.count ? bytes[position] : 0 }

  /// The first byte of the line that a position is in.
  func lineStart(_ position: Int) -> Int {
    let line = starts.partitioningIndex { $0 > position } - 1
    return line < 0 ? 0 : Int(starts[line])
  }

  /// The line break that ends the line, or the end of the text.
  func lineEnd(_ position: Int) -> Int {
    var index = position
    while index < bytes.count, !Self.isBreak(bytes[index]) { index += 1 }
    return index
  }

  /// The first byte of the next line.
  func nextLine(_ position: Int) -> Int { afterBreak(lineEnd(position)) }

  /// The position behind the line break at a position, if there is one.
  func afterBreak(_ position: Int) -> Int {
    if self[position] == 0x0D, self[position + 1] == 0x0A { return position + 2 }
    return position < bytes.count && Self.isBreak(bytes[position]) ? position + 1 : position
  }

  /// The first byte at or behind a position that is no blank.
  func skipBlanks(_ position: Int) -> Int {
    var index = position
    while index < bytes.count, Self.isBlank(bytes[index]) { index += 1 }
    return index
  }

  /// The first byte at or behind a position that is no blank, line break or part of a comment.
  func skipTrivia(_ position: Int) -> Int {
    var index = position
    while index < bytes.count {
      let byte = bytes[index]
      if Self.isBlank(byte) || Self.isBreak(byte) {
        index += 1
      } else if byte == UInt8(ascii: "#"), index == position || beginsComment(index) {
        index = lineEnd(index)
      } else {
        return index
      }
    }
    return index
  }

  /// Whether the number sign at a position begins a comment.
  func beginsComment(_ position: Int) -> Bool {
    position == 0 || Self.isBlank(self[position - 1]) || Self.isBreak(self[position - 1])
  }

  /// Whether nothing but blanks stands before a position in its line.
  func beginsLine(_ position: Int) -> Bool { skipBlanks(lineStart(position)) >= position }

  /// Whether a stretch holds a comment.
  func holdsComment(_ range: Range<Int>) -> Bool {
    range.contains { self[$0] == UInt8(ascii: "#") }
  }

  /// Whether a stretch holds a line break.
  func holdsBreak(_ range: Range<Int>) -> Bool {
    range.contains { Self.isBreak(self[$0]) }
  }

  /// How many blanks the line of a position begins with.
  func indent(_ position: Int) -> Int {
    let start = lineStart(position)
    return skipBlanks(start) - start
  }

  /// The column of a position in bytes, from 0.
  func column(_ position: Int) -> Int { position - lineStart(position) }

  /// The line break before a position; the position itself where there is none.
  func beforeBreak(_ position: Int) -> Int {
    guard position > 0, Self.isBreak(self[position - 1]) else { return position }
    return self[position - 1] == 0x0A && self[position - 2] == 0x0D ? position - 2 : position - 1
  }

  /// Where the empty lines and comments above a line begin.
  func triviaStart(above line: Int) -> Int {
    var start = line
    while start > 0 {
      let above = lineStart(beforeBreak(start))
      guard above < start else { break }
      let first = skipBlanks(above)
      guard self[first] == UInt8(ascii: "#") || Self.isBreak(self[first]) else { break }
      start = above
    }
    return start
  }

  /// The end of the line that a value ends in, and of comments below it that are indented deeper than a column.
  func bodyEnd(of value: Int, deeperThan column: Int) -> Int {
    var end = nextLine(value)
    var position = end
    while position < bytes.count {
      let first = skipBlanks(position)
      let isComment = self[first] == UInt8(ascii: "#")
      guard isComment || Self.isBreak(self[first]) else { break }
      position = nextLine(first)
      guard isComment else { continue }
      guard first - lineStart(first) > column else { break }
      end = position
    }
    return end
  }
}
