/// An item or member of a list or mapping in brackets.
struct FlowEntry {
  /// Where the blanks, line breaks and comments before it begin: behind the bracket, or behind the comma before it and
  /// the comment in the comma's line.
  var lead: Int
  /// Its first byte.
  var start: Int
  /// The mark of its key, if it has one.
  var key: Int?
  /// The mark of its value.
  var value: Int
  /// The byte past its last one.
  var end: Int

  /// The entries of a list or mapping.
  static func entries(of container: Int, in text: EditableText) -> [FlowEntry] {
    let (marks, lines) = (text.marks, text.lines)
    let isMapping = marks[container].kind == .mapping
    let children = marks.children(of: container)
    var entries: [FlowEntry] = []
    var position = text.contentStart(container) + 1
    var child = 0
    while child < children.count {
      var entry = FlowEntry(lead: position, start: lines.skipTrivia(position), value: children[child], end: 0)
      if isMapping {
        guard child + 1 < children.count else { break }
        entry.key = children[child]
        entry.value = children[child + 1]
        child += 1
      }
      child += 1
      entry.end = marks.end(entry.value)
      if text.isAbsent(entry.value), let key = entry.key {
        let colon = lines.skipTrivia(marks.end(key))
        entry.end = lines[colon] == UInt8(ascii: ":") ? colon + 1 : marks.end(key)
      }
      position = commaEnd(entry.end, lines)
      entries.append(entry)
    }
    return entries
  }

  /// The byte behind the comma that follows an entry, and behind the comment in the comma's line.
  static func commaEnd(_ end: Int, _ lines: TextLines) -> Int {
    let comma = lines.skipTrivia(end)
    guard lines[comma] == UInt8(ascii: ",") else {
      let first = lines.skipBlanks(end)
      return first > end && lines[first] == UInt8(ascii: "#") ? lines.lineEnd(first) : end
    }
    let first = lines.skipBlanks(comma + 1)
    return first > comma + 1 && lines[first] == UInt8(ascii: "#") ? lines.lineEnd(first) : comma + 1
  }
}
