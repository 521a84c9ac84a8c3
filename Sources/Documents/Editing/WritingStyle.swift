/// How a text is laid out, so that what is new looks like what is there.
struct WritingStyle {
  /// How far the members of a mapping are indented below its key.
  var unit = 2
  /// How far the items of a list are indented below their key.
  var listOffset = 0
  /// Whether lists of scalars stand in brackets, in one line.
  var hasListsInBrackets = false
  /// What ends a line.
  var lineBreak: [UInt8] = [0x0A]
  /// What is written.
  var notation: Notation
  /// Whether what stands in brackets has a line for each member and item, as most of JSON does.
  var hasLines = false
  /// What lines are indented with; YAML knows spaces alone.
  var indentation: UInt8 = 0x20
  /// What stands between a key and its value within braces.
  var colon: [UInt8] = [UInt8(ascii: ":"), 0x20]

  init(_ text: EditableText) {
    notation = text.notation
    let lines = text.lines
    let firstBreak = text.bytes.firstIndex(of: 0x0A)
    if let firstBreak, firstBreak > 0, text.bytes[firstBreak - 1] == 0x0D { lineBreak = [0x0D, 0x0A] }
    switch notation {
    case .yaml: learnBlocks(text)
    case .json:
      let contentEnd = text.bytes.lastIndex { !TextLines.isBlank($0) && !TextLines.isBreak($0) } ?? 0
      hasLines = lines.holdsBreak(0..<contentEnd)
      learnJSON(text)
    }
  }

  private mutating func learnBlocks(_ text: EditableText) {
    let marks = text.marks
    var unit: Int?
    var listOffset: Int?
    var brackets = 0
    // Of a long text the beginning is enough.
    for index in marks.marks.indices.prefix(20_000) {
      let mark = marks[index]
      guard mark.kind == .sequence || mark.kind == .mapping else { continue }
      if mark.kind == .sequence, index + 1 < marks.next(index), marks[index + 1].kind == .scalar {
        brackets += mark.style == .flow ? 1 : -1
      }
      guard mark.style == .block, index > 0 else { continue }
      let (key, start) = (marks.start(index - 1), text.contentStart(index))
      let offset = text.lines.indent(start) - text.lines.column(key)
      // The mark before a value is its key; before an item it is the list, or whatever the item before ends with.
      guard marks[index - 1].kind == .scalar, text.lines.isFollowedByColon(marks.end(index - 1)),
        text.lines.beginsLine(start), offset >= 0
      else { continue }
      if mark.kind == .sequence { listOffset = listOffset ?? offset }
      if mark.kind == .mapping, offset > 0 { unit = unit ?? offset }
      if unit != nil, listOffset != nil, abs(brackets) > 20 { break }
    }
    self.unit = unit ?? listOffset.map { max(2, $0) } ?? 2
    self.listOffset = listOffset ?? 0
    hasListsInBrackets = brackets > 0
  }

  private mutating func learnJSON(_ text: EditableText) {
    let marks = text.marks
    guard let first = marks.marks.indices.dropFirst().first else { return }
    let start = marks.start(first)
    if text.lines.beginsLine(start), start > 0 {
      unit = max(1, text.lines.indent(start))
      indentation = text.bytes[start - 1] == 0x09 ? 0x09 : 0x20
    }
    guard let mapping = marks.marks.firstIndex(where: { $0.kind == .mapping && $0.next > 1 }),
      mapping + 1 < marks.next(mapping)
    else { return }
    let keyEnd = marks.end(mapping + 1)
    colon = [UInt8(ascii: ":")]
    let lists = marks.marks.indices.prefix(20_000).filter {
      marks[$0].kind == .sequence && $0 + 1 < marks.next($0) && marks[$0 + 1].kind == .scalar
    }
    let inLine = lists.count { !text.lines.holdsBreak(marks.start($0)..<marks.end($0)) }
    hasListsInBrackets = 2 * inLine > lists.count
    if text.lines[keyEnd + 1] == 0x20 { colon.append(0x20) }
  }
}

extension TextLines {
  /// Whether a colon follows, blanks aside.
  func isFollowedByColon(_ position: Int) -> Bool { self[skipBlanks(position)] == UInt8(ascii: ":") }
}
