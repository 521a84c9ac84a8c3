import Diagnostics

extension TextEditor {
  /// Writes a value in place of what stands for another.
  mutating func replace(_ mark: Int, by new: Node, in parent: Int?, keepsAnchor: Bool = false) {
    let slot = slot(of: mark, in: parent)
    let anchor = keepsAnchor ? keptAnchor(mark) : nil
    if slot.isInFlow {
      replaceInFlow(mark, by: new, slot, anchor)
    } else if let inline = inlineText(new, instead: mark) {
      replace(mark, byText: inline, slot, anchor)
    } else {
      replace(mark, byLines: new, slot, anchor)
    }
    if let anchor { anchors[anchor] = new }
  }

  /// Whether a value begins on a later line than its dash or colon.
  private func isBelow(_ mark: Int, _ introducerEnd: Int) -> Bool {
    guard !text.isAbsent(mark) else { return false }
    return text.lines.holdsBreak(introducerEnd..<max(introducerEnd, text.contentStart(mark)))
  }

  private mutating func replace(_ mark: Int, byText inline: [UInt8], _ slot: Slot, _ anchor: String?) {
    let introducerEnd = slot.introducerEnd ?? text.marks.start(mark)
    let isBlock = text.marks[mark].style == .block
    let isBelow = isBelow(mark, introducerEnd)
    if !isBelow, !isBlock, !text.isAbsent(mark) {
      // The blanks before it may line it up with others.
      copy(upTo: anchor != nil ? text.contentStart(mark) : text.marks.start(mark))
      put(inline)
      cursor = text.marks.end(mark)
      return
    }
    beginReplacement(introducerEnd, anchor)
    if let last = output.last, !TextLines.isBlank(last), !TextLines.isBreak(last) { put(" ") }
    put(inline)
    if isBelow, let comment = comment(behind: headEnd(mark, introducerEnd)) {
      output.append(contentsOf: text.bytes[comment])
    }
    cursor = isBlock ? text.lines.beforeBreak(bodyEnd(mark, slot)) : max(text.marks.end(mark), introducerEnd)
  }

  private mutating func replace(_ mark: Int, byLines new: Node, _ slot: Slot, _ anchor: String?) {
    let introducerEnd = slot.introducerEnd ?? text.marks.start(mark)
    let isBlock = text.marks[mark].style == .block
    let end = max(text.marks.end(mark), introducerEnd)
    var comment: Range<Int>?
    if isBelow(mark, introducerEnd) {
      comment = self.comment(behind: headEnd(mark, introducerEnd))
    } else if !isBlock {
      comment = self.comment(behind: end)
    }
    beginReplacement(introducerEnd, anchor)
    let commentText = comment.map { Array(text.bytes[$0]) } ?? []
    appendValue(new, to: slot, comment: commentText, isAnchored: anchor != nil)
    // What was appended ends its line, as what it replaces does unless the text ends there.
    let after = isBlock ? bodyEnd(mark, slot) : text.lines.nextLine(end)
    cursor = after
    if text.lines.beforeBreak(after) == after { trimBreak() }
  }

  /// Takes the line break at the end of what has been written away.
  private mutating func trimBreak() {
    if output.last == 0x0A { output.removeLast() }
    if output.last == 0x0D { output.removeLast() }
  }

  /// The anchor that a value keeps when it becomes another; with a tag beside it that one would be read by the tag.
  private func keptAnchor(_ mark: Int) -> String? {
    guard let name = text.name(mark) else { return nil }
    let properties = text.marks.start(mark)..<text.propertiesEnd(mark)
    return properties.contains { text.bytes[$0] == UInt8(ascii: "!") } ? nil : name
  }

  /// Copies the text up to a value, with its anchor.
  private mutating func beginReplacement(_ introducerEnd: Int, _ anchor: String?) {
    copy(upTo: introducerEnd)
    guard let anchor else { return }
    if let last = output.last, !TextLines.isBlank(last), !TextLines.isBreak(last) { put(" ") }
    put("&\(anchor)")
  }

  /// The end of what stands in the line of a dash or colon before a value below it.
  private func headEnd(_ mark: Int, _ introducerEnd: Int) -> Int {
    text.marks[mark].hasProperties ? text.propertiesEnd(mark) : introducerEnd
  }

  /// The comment behind a position in its line, with the blanks before it.
  private func comment(behind position: Int) -> Range<Int>? {
    let first = text.lines.skipBlanks(position)
    guard first > position, text.lines[first] == UInt8(ascii: "#") else { return nil }
    return position..<text.lines.lineEnd(first)
  }

  /// Where the lines of a block end.
  private func bodyEnd(_ mark: Int, _ slot: Slot) -> Int {
    text.lines.bodyEnd(of: text.marks.end(mark), deeperThan: max(0, slot.column))
  }

  private mutating func replaceInFlow(_ mark: Int, by new: Node, _ slot: Slot, _ anchor: String?) {
    if text.isAbsent(mark) {
      let keyEnd = mark > 0 ? text.marks.end(mark - 1) : text.marks.start(mark)
      copy(upTo: slot.introducerEnd ?? keyEnd)
      put(slot.introducerEnd == nil && !slot.isItem ? ": " : " ")
      appendFlow(new, indent: text.lines.indent(text.marks.start(mark)))
      return
    }
    copy(upTo: anchor != nil ? text.contentStart(mark) : text.marks.start(mark))
    if style.notation == .yaml, let scalar = scalarText(new, instead: mark, inFlow: true) {
      put(scalar)
    } else {
      appendFlow(new, indent: text.lines.indent(text.marks.start(mark)))
    }
    cursor = text.marks.end(mark)
  }
}
