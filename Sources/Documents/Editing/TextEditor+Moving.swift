import Diagnostics

extension TextEditor {
  // MARK: Lines

  /// Writes an entry as it stood elsewhere, with its comments; false if it stood nowhere.
  mutating func appendMovedEntry(_ entry: PlannedEntry, column: Int, continuesLine: Bool) -> Bool {
    guard let value = entry.value else { return false }
    let place = entry.key == nil ? value.place : entry.keyPlace
    guard let origin = texts[place.source], let found = locate(place, isKey: entry.key != nil),
      let parent = found.parent, origin.marks[parent].style == .block,
      origin.marks[parent].kind == (entry.key == nil ? .sequence : .mapping)
    else { return false }
    let block = entries(of: parent, in: origin)
    guard block.entries.indices.contains(found.position) else { return false }
    let former = block.entries[found.position]
    var planned = entry
    planned.formerValue = found.node
    planned.formerKey = found.key
    let lines = moved(from: origin) { editor in
      let comments = editor.attachedComments(above: former)
      let hasComments = former.ownsLine && !continuesLine && !comments.isEmpty
      editor.cursor = hasComments ? origin.lines.skipBlanks(comments.lowerBound) : former.start
      editor.edit(planned, key: former.key, value: former.value, in: parent)
      editor.copy(upTo: former.bodyEnd)
    }
    putLines(lines, shiftedBy: column - block.column)
    endLine()
    return true
  }

  /// Writes lines, all but the first moved to the right or left.
  private mutating func putLines(_ lines: [UInt8], shiftedBy shift: Int) {
    var rest = lines[...]
    var isFirst = true
    while !rest.isEmpty {
      var line = rest.prefix { $0 != 0x0A }
      rest = rest.dropFirst(line.count)
      if line.last == 0x0D { line.removeLast() }
      if !isFirst, !line.isEmpty {
        if shift > 0 { putSpaces(shift) }
        for _ in 0..<max(0, -shift) where line.first.map(TextLines.isBlank) ?? false { line.removeFirst() }
      }
      output.append(contentsOf: line)
      if rest.popFirst() != nil { put("\n") }
      isFirst = false
    }
  }

  // MARK: Values

  /// The text of a scalar as it stood elsewhere on one line.
  mutating func movedScalar(_ value: Node, inFlow: Bool) -> [UInt8]? {
    guard let origin = texts[value.place.source], let found = locate(value.place, isKey: false),
      found.node.value == value.value
    else { return nil }
    let mark = origin.marks[found.mark]
    guard mark.kind == .scalar, mark.style != .literal, mark.style != .folded, !mark.hasProperties,
      mark.start < mark.end
    else { return nil }
    if inFlow, mark.style == .plain, found.parent.map({ origin.marks[$0].style == .block }) ?? true { return nil }
    let range = Int(mark.start)..<Int(mark.end)
    return origin.lines.holdsBreak(range) ? nil : Array(origin.bytes[range])
  }

  /// The text of a list or mapping as it stood elsewhere in brackets on one line.
  mutating func movedInline(_ value: Node) -> [UInt8]? {
    guard let found = locateBrackets(value), let origin = texts[value.place.source],
      !origin.lines.holdsBreak(origin.marks.start(found.mark)..<origin.marks.end(found.mark))
    else { return nil }
    return movedBrackets(value, found, from: origin)
  }

  /// The text of a list or mapping as it stood elsewhere in brackets.
  mutating func movedFlow(_ value: Node, indent: Int) -> [UInt8]? {
    guard let found = locateBrackets(value), let origin = texts[value.place.source] else { return nil }
    let bytes = movedBrackets(value, found, from: origin)
    let shift = indent - origin.lines.indent(origin.marks.start(found.mark))
    return moved(from: text) { $0.putLines(bytes, shiftedBy: shift) }
  }

  private mutating func locateBrackets(_ value: Node) -> LocatedNode? {
    guard let origin = texts[value.place.source], let found = locate(value.place, isKey: false) else { return nil }
    let mark = origin.marks[found.mark]
    let isList = value.array != nil
    guard mark.style == .flow, mark.kind == (isList ? .sequence : .mapping), Int(mark.next) > found.mark + 1 else {
      return nil
    }
    return found
  }

  private mutating func movedBrackets(_ value: Node, _ found: LocatedNode, from origin: EditableText) -> [UInt8] {
    moved(from: origin) { editor in
      editor.cursor = origin.contentStart(found.mark)
      editor.edit(value, found.node, found.mark, in: found.parent)
      editor.copy(upTo: origin.marks.end(found.mark))
    }
  }

  // MARK: Finding

  private mutating func locate(_ place: SourcePlace, isKey: Bool) -> LocatedNode? {
    guard place.isKnown else { return nil }
    return isKey ? locators[place.source]?.member(keyAt: place) : locators[place.source]?.value(at: place)
  }

  /// The entries of a block; those of a neighbour are likely to be asked for next.
  mutating func entries(of block: Int, in origin: EditableText) -> BlockEntries {
    if let last = lastBlock, last.source == origin.source, last.mark == block { return last.entries }
    let entries = BlockEntries(of: block, in: origin)
    lastBlock = (origin.source, block, entries)
    return entries
  }

  /// What is written while another text is the one to copy from.
  mutating func moved(from origin: EditableText, _ write: (inout TextEditor) -> Void) -> [UInt8] {
    let before = (text, cursor, output, isMoving)
    (text, output, isMoving) = (origin, [], true)
    write(&self)
    let moved = output
    (text, cursor, output, isMoving) = before
    return moved
  }
}
