import Diagnostics

extension TextEditor {
  /// Writes the lines of a block list or mapping whose entries are others than they were.
  mutating func editBlock(_ mark: Int, by plan: EditPlan, whole: Node, in parent: Int?) {
    let block = BlockEntries(of: mark, in: text)
    let entries = block.entries
    guard entries.count == plan.formerCount, let first = entries.first, let last = entries.last else {
      return replace(mark, by: whole, in: parent)
    }
    let isSpaced = entries.count > 1 && entries.dropFirst().allSatisfy { $0.lead < $0.line && hasEmptyLine($0) }
    copy(upTo: first.lead)
    let stayed = Set(plan.entries.compactMap(\.former))
    var gone = entries.indices.filter { !stayed.contains($0) }[...]
    for (position, planned) in plan.entries.enumerated() {
      let continuesLine = position == 0 && !first.ownsLine
      guard let former = planned.former else {
        if !continuesLine {
          endLine()
          if isSpaced, position > 0 { put("\n") }
          putSpaces(block.column)
        }
        appendEntry(planned, column: block.column, continuesLine: continuesLine)
        continue
      }
      let entry = entries[former]
      while let next = gone.first, next < former {
        if !continuesLine { keepDetachedComments(above: entries[next]) }
        gone.removeFirst()
      }
      begin(
        entry, isFirst: position == 0, wasFirst: former == 0, continuesLine: continuesLine, isSpaced: isSpaced,
        block.column)
      edit(planned, key: entry.key, value: entry.value, in: mark)
      copy(upTo: entry.bodyEnd)
    }
    for next in gone { keepDetachedComments(above: entries[next]) }
    cursor = last.bodyEnd
    if text.lines.beforeBreak(last.bodyEnd) != last.bodyEnd { endLine() }
  }

  /// Writes what stands before an entry.
  private mutating func begin(
    _ entry: BlockEntry, isFirst: Bool, wasFirst: Bool, continuesLine: Bool, isSpaced: Bool, _ column: Int
  ) {
    if continuesLine {
      cursor = entry.start
      guard !wasFirst else { return }
      let comments = attachedComments(above: entry)
      guard !comments.isEmpty else { return }
      output.append(contentsOf: text.bytes[text.lines.skipBlanks(comments.lowerBound)..<comments.upperBound])
      cursor = entry.line
      return
    }
    endLine()
    if wasFirst, !isFirst, isSpaced { put("\n") }
    if entry.ownsLine {
      cursor = isFirst && !wasFirst ? firstComment(above: entry) : entry.lead
      copy(upTo: entry.line)
    } else {
      cursor = entry.start
      putSpaces(column)
    }
  }

  /// Where the first comment above an entry begins, or its own line where there is none.
  private func firstComment(above entry: BlockEntry) -> Int {
    var line = entry.lead
    while line < entry.line, TextLines.isBreak(text.lines[text.lines.skipBlanks(line)]) {
      line = text.lines.nextLine(line)
    }
    return min(line, entry.line)
  }

  private func hasEmptyLine(_ entry: BlockEntry) -> Bool {
    TextLines.isBreak(text.lines[text.lines.skipBlanks(entry.lead)])
  }

  /// The comments directly above an entry, which belong to it.
  func attachedComments(above entry: BlockEntry) -> Range<Int> {
    var start = entry.line
    while start > entry.lead {
      let above = text.lines.lineStart(text.lines.beforeBreak(start))
      guard above >= entry.lead, above < start, text.lines[text.lines.skipBlanks(above)] == UInt8(ascii: "#") else {
        break
      }
      start = above
    }
    return start..<entry.line
  }

  /// Writes comments above an entry that is gone, where an empty line shows that they are not about it.
  private mutating func keepDetachedComments(above entry: BlockEntry) {
    guard entry.ownsLine else { return }
    let range = entry.lead..<attachedComments(above: entry).lowerBound
    guard !range.isEmpty, text.lines.holdsComment(range) else { return }
    endLine()
    output.append(contentsOf: text.bytes[range])
  }
}
