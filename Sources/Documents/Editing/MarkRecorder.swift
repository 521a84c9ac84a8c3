import CLibYAML

/// Takes the marks of a text down while it is read.
struct MarkRecorder {
  private struct Level {
    var mark: Int
    var lastChild: Int
  }

  /// What the text was read as.
  var notation = Notation.yaml
  /// Whether anything was taken as decK takes it that would be, or might be, taken otherwise in a text that is only read.
  var differsFromPlainReading = false
  /// Whether marks are wanted; else a text is read as one to be edited, and no more.
  private let takesMarks: Bool
  // Until all is read they count characters, and the end of what has none of its own is the mark of its last child.
  private var result = TextMarks()
  private var levels: [Level] = []
  private var firstMark = 0
  private var dashesEnd: Int?

  init(takesMarks: Bool = true) {
    self.takesMarks = takesMarks
  }

  /// Takes an event down.
  mutating func record(_ view: fairlead_yaml_view, start: Int, end: Int) {
    guard takesMarks else { return }
    switch view.type {
    case YAML_SCALAR_EVENT: add(view, .scalar, Self.style(view.style), start, end)
    case YAML_ALIAS_EVENT: add(view, .alias, .plain, start, end)
    case YAML_SEQUENCE_START_EVENT: open(view, .sequence, start)
    case YAML_MAPPING_START_EVENT: open(view, .mapping, start)
    case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT: close(start, end)
    case YAML_DOCUMENT_START_EVENT:
      firstMark = result.marks.count
      dashesEnd = start == end ? nil : end
    default: break
    }
  }

  /// Notes that the scalar before is a key that merges.
  mutating func noteMerge() {
    guard let last = result.marks.indices.last else { return }
    result.marks[last].isMerge = true
    result.hasMerges = true
  }

  /// Ends a document; one that holds nothing leaves no trace.
  mutating func endDocument(isEmpty: Bool) {
    guard takesMarks else { return }
    if isEmpty {
      result.marks.removeSubrange(firstMark...)
      while let last = result.named.last, last >= firstMark { result.names[result.named.removeLast()] = nil }
    } else {
      result.roots.append(TextMarks.Root(mark: firstMark, dashesEnd: dashesEnd))
    }
  }

  private mutating func add(
    _ view: fairlead_yaml_view, _ kind: TextMark.Kind, _ style: TextMark.Style, _ start: Int, _ end: Int
  ) {
    let mark = result.marks.count
    if let top = levels.indices.last { levels[top].lastChild = mark }
    let isAnchored = kind != .alias && view.anchor != nil
    result.marks.append(
      TextMark(
        start: UInt32(truncatingIfNeeded: start), end: UInt32(truncatingIfNeeded: end),
        next: UInt32(truncatingIfNeeded: mark + 1), kind: kind, style: style,
        hasProperties: isAnchored || view.tag != nil))
    if let name = view.anchor {
      result.names[mark] = String(cString: name)
      result.named.append(mark)
    }
  }

  private mutating func open(_ view: fairlead_yaml_view, _ kind: TextMark.Kind, _ start: Int) {
    let mark = result.marks.count
    add(view, kind, view.is_flow == 0 ? .block : .flow, start, start)
    levels.append(Level(mark: mark, lastChild: mark))
  }

  private mutating func close(_ start: Int, _ end: Int) {
    guard let level = levels.popLast() else { return }
    result.marks[level.mark].next = UInt32(truncatingIfNeeded: result.marks.count)
    let hasBracket = start != end
    if !hasBracket, result.marks[level.mark].style == .flow { result.marks[level.mark].style = .pair }
    result.marks[level.mark].end = UInt32(truncatingIfNeeded: hasBracket ? end : level.lastChild)
  }

  private static func style(_ style: yaml_scalar_style_t) -> TextMark.Style {
    switch style {
    case YAML_SINGLE_QUOTED_SCALAR_STYLE: .singleQuoted
    case YAML_DOUBLE_QUOTED_SCALAR_STYLE: .doubleQuoted
    case YAML_LITERAL_SCALAR_STYLE: .literal
    case YAML_FOLDED_SCALAR_STYLE: .folded
    default: .plain
    }
  }

  // MARK: At the end

  /// The marks, in bytes of a text; the one that was parsed may have had other characters, but as many.
  mutating func marks(in lines: TextLines) -> TextMarks {
    let bytes = lines.bytes
    let base = bytes.starts(with: TextPosition.byteOrderMark) ? TextPosition.byteOrderMark.count : 0
    let offsets = CharacterOffsets(bytes, from: base)
    func byte(_ character: UInt32) -> UInt32 { UInt32(truncatingIfNeeded: offsets.byte(of: Int(character))) }
    for index in result.roots.indices {
      result.roots[index].dashesEnd = result.roots[index].dashesEnd.map { offsets.byte(of: $0) }
    }
    // Children come after what they are in.
    for index in result.marks.indices.reversed() {
      let mark = result.marks[index]
      result.marks[index].start = byte(mark.start)
      switch mark.style {
      case .block, .pair: result.marks[index].end = result.marks[Int(mark.end)].end
      case .literal, .folded:
        result.marks[index].end = Self.blockEnd(result.marks[index].start, byte(mark.end), lines)
      default: result.marks[index].end = byte(mark.end)
      }
    }
    for index in result.marks.indices.dropFirst() {
      let mark = result.marks[index]
      guard mark.start == mark.end, mark.kind == .scalar, !"-:?".utf8.contains(lines[Int(mark.start) - 1]) else {
        continue
      }
      // Nothing stands for this value: libyaml says where the next one begins.
      result.marks[index].start = min(mark.start, result.marks[index - 1].end)
      result.marks[index].end = result.marks[index].start
    }
    return result
  }

  /// The end of a block scalar's last line; empty lines behind it belong to nobody unless its header keeps them.
  private static func blockEnd(_ start: UInt32, _ end: UInt32, _ lines: TextLines) -> UInt32 {
    var end = Int(end)
    let headerEnd = lines.lineEnd(Int(start))
    let header = lines.bytes[min(Int(start), headerEnd)..<headerEnd].prefix { $0 != UInt8(ascii: "#") }
    let keepsBreaks = header.split(whereSeparator: TextLines.isBlank).last?.contains(UInt8(ascii: "+")) ?? false
    while end > headerEnd {
      if TextLines.isBreak(lines[end - 1]) {
        end -= lines[end - 1] == 0x0A && lines[end - 2] == 0x0D ? 2 : 1
        if keepsBreaks { break }
      }
      let start = lines.lineStart(end)
      guard start > headerEnd, lines.skipBlanks(start) >= end else { break }
      end = start
    }
    return UInt32(truncatingIfNeeded: max(end, headerEnd))
  }
}
