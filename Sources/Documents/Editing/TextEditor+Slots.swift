import Diagnostics

/// A place where a value stands or could stand.
struct Slot {
  /// The column of the dash or key; one step outside the text for a whole document.
  var column: Int
  /// Whether it is the item of a list.
  var isItem: Bool
  /// The byte behind the dash or colon; nil where there is none.
  var introducerEnd: Int? = nil
  /// Whether it is within brackets or braces.
  var isInFlow = false
}

extension TextEditor {
  /// The place where a value stands.
  mutating func slot(of mark: Int, in parent: Int?) -> Slot {
    let lines = text.lines
    guard let parent else {
      let dashes = text.marks.roots.first { $0.mark == mark }?.dashesEnd
      return Slot(column: -style.unit, isItem: false, introducerEnd: dashes, isInFlow: style.notation == .json)
    }
    let isInFlow = text.marks[parent].style != .block
    if text.marks[parent].kind == .mapping {
      // Keys are scalars or aliases: one mark each.
      let keyEnd = text.marks.end(mark - 1)
      let colon = lines.skipTrivia(keyEnd)
      var start = text.marks.start(mark - 1)
      if let question = introducer(UInt8(ascii: "?"), before: start) { start = question }
      return Slot(
        column: lines.column(start), isItem: false,
        introducerEnd: lines[colon] == UInt8(ascii: ":") ? colon + 1 : nil, isInFlow: isInFlow)
    }
    if isInFlow { return Slot(column: 0, isItem: true, isInFlow: true) }
    if let dash = introducer(UInt8(ascii: "-"), before: text.marks.start(mark)) {
      return Slot(column: lines.column(dash), isItem: true, introducerEnd: dash + 1)
    }
    let block = entries(of: parent, in: text)
    let position = block.entries.partitioningIndex { $0.value >= mark }
    let entry = position < block.entries.count ? block.entries[position] : nil
    return Slot(column: block.column, isItem: true, introducerEnd: entry?.introducerEnd)
  }

  /// The dash or question mark before a position, blanks aside.
  private func introducer(_ byte: UInt8, before position: Int) -> Int? {
    var index = position - 1
    while index >= 0, TextLines.isBlank(text.lines[index]) { index -= 1 }
    guard index >= 0, text.lines[index] == byte, index + 1 <= position else { return nil }
    // A dash that is the end of something else, such as a plain text, has no blank before it.
    let before = text.lines[index - 1]
    return index == text.lines.lineStart(index) || TextLines.isBlank(before) ? index : nil
  }
}
