/// An item or member of a block list or mapping, with the lines that are its own.
struct BlockEntry {
  /// Where the comments and empty lines before it begin.
  var lead: Int
  /// Where its line begins; its own first byte where something else stands before it in the line.
  var line: Int
  /// The dash, the question mark or the key.
  var start: Int
  /// The mark of its key, if it has one.
  var key: Int?
  /// The mark of its value.
  var value: Int
  /// The byte behind the dash or colon.
  var introducerEnd: Int
  /// The end of its value.
  var end: Int
  /// The end of its lines, comments that are indented deeper included.
  var bodyEnd: Int

  /// Whether it has its line for itself.
  var ownsLine: Bool
}

/// The entries of one block list or mapping.
struct BlockEntries {
  var entries: [BlockEntry] = []
  /// The column of the entries, from 0.
  var column = 0

  /// Finds the entries of a list or mapping.
  init(of container: Int, in text: EditableText) {
    let (marks, lines) = (text.marks, text.lines)
    let isMapping = marks[container].kind == .mapping
    let children = marks.children(of: container)
    var position = text.contentStart(container)
    var child = 0
    entries.reserveCapacity(isMapping ? children.count / 2 : children.count)
    while child < children.count {
      var entry = BlockEntry(
        lead: 0, line: 0, start: lines.skipTrivia(position), value: children[child], introducerEnd: 0, end: 0,
        bodyEnd: 0, ownsLine: false)
      if isMapping {
        guard child + 1 < children.count else { break }
        entry.key = children[child]
        entry.value = children[child + 1]
        let keyEnd = marks.end(children[child])
        let colon = lines.skipTrivia(keyEnd)
        entry.introducerEnd = lines[colon] == UInt8(ascii: ":") ? colon + 1 : keyEnd
        child += 2
      } else {
        entry.introducerEnd = entry.start + 1
        child += 1
      }
      entry.end = text.isAbsent(entry.value) ? entry.introducerEnd : marks.end(entry.value)
      position = entry.end
      entry.ownsLine = lines.beginsLine(entry.start)
      entry.line = entry.ownsLine ? lines.lineStart(entry.start) : entry.start
      if let previous = entries.last {
        // Two entries share a line where it ends in a way that only YAML knows.
        entry.lead = min(previous.bodyEnd, entry.line)
      } else {
        column = entry.start - lines.lineStart(entry.start)
        // What stands above the first line of a document belongs to the document.
        let isRoot = text.marks.roots.contains { $0.mark == container }
        entry.lead = entry.ownsLine && !isRoot ? lines.triviaStart(above: entry.line) : entry.line
      }
      entry.bodyEnd = lines.bodyEnd(of: entry.end, deeperThan: column)
      entries.append(entry)
    }
  }
}
