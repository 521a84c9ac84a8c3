import Diagnostics

extension TextEditor {
  // MARK: In lines

  /// Writes an entry that was not there, from its first byte to the end of its last line.
  mutating func appendEntry(_ entry: PlannedEntry, column: Int, continuesLine: Bool) {
    guard let value = entry.value else { return }
    if appendMovedEntry(entry, column: column, continuesLine: continuesLine) { return }
    if let key = entry.key {
      put(keyText(key, instead: nil, inFlow: false))
      if output.last == 0x0A { putSpaces(column) }
      put(":")
    } else {
      put("-")
    }
    appendValue(value, to: Slot(column: column, isItem: entry.key == nil, introducerEnd: output.count))
  }

  /// Writes a value behind its dash or colon, to the end of its last line.
  ///
  /// - Parameters:
  ///   - comment: What is to stand behind the first line.
  ///   - isAnchored: Whether an anchor stands before it.
  mutating func appendValue(_ value: Node, to slot: Slot, comment: [UInt8] = [], isAnchored: Bool = false) {
    let beginsDocument = slot.introducerEnd == nil
    if let inline = inlineText(value, instead: nil) {
      if !beginsDocument || isAnchored { put(" ") }
      put(inline)
      output.append(contentsOf: comment)
      return put("\n")
    }
    var entries: [PlannedEntry] = []
    var column = max(0, slot.column + (slot.isItem ? 2 : style.unit))
    switch value.value {
    case .object(let object):
      entries = object.members.map { PlannedEntry(key: $0.key, keyPlace: $0.keyPlace, value: $0.node) }
    case .array(let items):
      if !slot.isItem { column = max(0, slot.column + style.listOffset) }
      entries = items.map { PlannedEntry(value: $0) }
    case .string(let string):
      return appendLiteral(string, column: max(0, slot.column), comment: comment)
    default: return
    }
    let isCompact = slot.isItem && comment.isEmpty && !isAnchored
    if isCompact { put(" ") } else { output.append(contentsOf: comment) }
    if !isCompact, !beginsDocument || isAnchored || !comment.isEmpty { put("\n") }
    for (index, entry) in entries.enumerated() {
      let continuesLine = isCompact && index == 0
      if !continuesLine { putSpaces(column) }
      appendEntry(entry, column: column, continuesLine: continuesLine)
    }
  }

  private mutating func appendLiteral(_ string: String, column: Int, comment: [UInt8]) {
    var string = string
    var block: [UInt8] = []
    string.withUTF8 { YAMLText($0).appendBlock(indent: column + 2, to: &block) }
    put(" ")
    let headerEnd = block.firstIndex(of: 0x0A) ?? block.endIndex
    put(block[..<headerEnd])
    output.append(contentsOf: comment)
    put(block[headerEnd...])
  }

  // MARK: In one line

  /// The text of a value that stands on the line of its dash or colon; nil for what needs lines of its own.
  mutating func inlineText(_ value: Node, instead mark: Int?) -> [UInt8]? {
    if style.notation == .json { return flowText(value, indent: 0) }
    switch value.value {
    case .array(let items) where items.isEmpty: return Array("[]".utf8)
    case .object(let object) where object.isEmpty: return Array("{}".utf8)
    case .array(let items):
      if let moved = movedInline(value) { return moved }
      let wasInBrackets = mark.map { text.marks[$0].kind == .sequence && text.marks[$0].style == .flow } ?? false
      let mayBeInBrackets = style.hasListsInBrackets && !items.contains(where: Self.hasLines)
      guard wasInBrackets || mayBeInBrackets, items.allSatisfy(Self.isScalar) else { return nil }
      return flowText(value, indent: 0)
    case .object(let object):
      if let moved = movedInline(value) { return moved }
      let wasInBraces = mark.map { text.marks[$0].kind == .mapping && text.marks[$0].style == .flow } ?? false
      return wasInBraces && object.allSatisfy({ Self.isScalar($0.node) }) ? flowText(value, indent: 0) : nil
    default:
      return scalarText(value, instead: mark, inFlow: false)
    }
  }

  /// Whether a value is a text of several lines, which nobody wants to read in one.
  private static func hasLines(_ node: Node) -> Bool { node.string?.utf8.contains(0x0A) ?? false }

  private static func isScalar(_ node: Node) -> Bool {
    switch node.value {
    case .array, .object: false
    default: true
    }
  }

  /// The text of a scalar, quoted as the one it replaces; nil for one that needs lines of its own.
  mutating func scalarText(_ value: Node, instead mark: Int?, inFlow: Bool) -> [UInt8]? {
    if let moved = movedScalar(value, inFlow: inFlow) { return moved }
    guard case .string(var string) = value.value else { return Self.isScalar(value) ? JSONWriter.write(value) : nil }
    let former = mark.map { text.marks[$0].style } ?? .plain
    return string.withUTF8 { bytes in
      // An expression is read by its own marks, which must stay as they are.
      let keepsQuotes = !Self.holdsExpression(bytes)
      let text = YAMLText(bytes)
      let isQuoted = former == .doubleQuoted || former == .singleQuoted
      if !inFlow, text.fitsBlock, !isQuoted { return nil }
      var output: [UInt8] = []
      if keepsQuotes, isQuoted {
        text.appendQuoted(doubly: former == .doubleQuoted, to: &output)
      } else {
        text.appendOnOneLine(inFlow: inFlow, to: &output)
      }
      return output
    }
  }

  private static func holdsExpression(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    bytes.indices.dropLast(2).contains {
      bytes[$0] == UInt8(ascii: "$") && bytes[$0 + 1] == UInt8(ascii: "{") && bytes[$0 + 2] == UInt8(ascii: "{")
    }
  }

  /// The text of a key, quoted as the one it replaces.
  func keyText(_ key: String, instead mark: Int?, inFlow: Bool) -> [UInt8] {
    var key = key
    var output: [UInt8] = []
    if style.notation == .json {
      JSONWriter.append(string: key, to: &output)
      return output
    }
    let former = mark.map { text.marks[$0].style } ?? .plain
    key.withUTF8 { bytes in
      let text = YAMLText(bytes)
      if former == .doubleQuoted || former == .singleQuoted {
        text.appendQuoted(doubly: former == .doubleQuoted, to: &output)
      } else {
        text.appendOnOneLine(inFlow: inFlow, to: &output)
      }
    }
    // Readers look for the colon of a key within 1,024 characters only; a longer one must announce itself.
    guard mark == nil, output.count > 1000 else { return output }
    return Array("? ".utf8) + output + [inFlow ? 0x20 : 0x0A]
  }

  // MARK: In brackets

  /// Writes a value as it stands within brackets and braces.
  mutating func appendFlow(_ value: Node, indent: Int) { put(flowText(value, indent: indent)) }

  private mutating func flowText(_ value: Node, indent: Int) -> [UInt8] {
    var output: [UInt8] = []
    appendFlow(value, indent, &output)
    return output
  }

  private mutating func appendFlow(_ value: Node, _ indent: Int, _ output: inout [UInt8]) {
    switch value.value {
    case .array(let items):
      if let moved = movedFlow(value, indent: indent) { return output.append(contentsOf: moved) }
      let hasLines = style.hasLines && !items.isEmpty && !(style.hasListsInBrackets && items.allSatisfy(Self.isScalar))
      output.append(UInt8(ascii: "["))
      for (index, item) in items.enumerated() {
        appendSeparator(isFirst: index == 0, hasLines, indent + style.unit, &output)
        appendFlow(item, indent + style.unit, &output)
      }
      if hasLines { appendBreak(indent, &output) }
      output.append(UInt8(ascii: "]"))
    case .object(let object):
      if let moved = movedFlow(value, indent: indent) { return output.append(contentsOf: moved) }
      output.append(UInt8(ascii: "{"))
      let hasLines = style.hasLines && !object.isEmpty
      for (index, member) in object.members.enumerated() {
        appendSeparator(isFirst: index == 0, hasLines, indent + style.unit, &output)
        output.append(contentsOf: keyText(member.key, instead: nil, inFlow: true))
        output.append(contentsOf: style.colon)
        appendFlow(member.node, indent + style.unit, &output)
      }
      if hasLines { appendBreak(indent, &output) }
      output.append(UInt8(ascii: "}"))
    default:
      output.append(contentsOf: flowScalar(value))
    }
  }

  private mutating func flowScalar(_ value: Node) -> [UInt8] {
    if style.notation == .json { return movedScalar(value, inFlow: true) ?? JSONWriter.write(value) }
    return scalarText(value, instead: nil, inFlow: true) ?? []
  }

  private func appendSeparator(isFirst: Bool, _ hasLines: Bool, _ indent: Int, _ output: inout [UInt8]) {
    if !isFirst { output.append(UInt8(ascii: ",")) }
    if hasLines {
      appendBreak(indent, &output)
    } else if !isFirst, style.colon.count > 1 {
      output.append(0x20)
    }
  }

  private func appendBreak(_ indent: Int, _ output: inout [UInt8]) {
    output.append(0x0A)
    output.append(contentsOf: repeatElement(style.indentation, count: max(0, indent)))
  }
}
