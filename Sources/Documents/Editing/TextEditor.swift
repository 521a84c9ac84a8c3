import Diagnostics

/// A value of a text that has an anchor.
struct AnchoredValue: Hashable {
  var source: SourceID
  var mark: Int
}

/// Writes a text again with other documents: goes through the new tree and the old one side by side, copies the text up
/// to where they differ, and writes what differs.
struct TextEditor {
  /// The text that is being copied from.
  var text: EditableText
  /// How far it has been copied.
  var cursor = 0
  /// What has been written.
  var output: [UInt8] = []
  /// How the text that is edited is laid out.
  let style: WritingStyle
  /// What the anchors written so far name in the document at hand: what an alias would stand for here.
  var anchors: [String: Node] = [:]
  /// The values whose anchors are written in the document at hand.
  var anchored: Set<AnchoredValue> = []
  /// Whether text is being copied to where it did not stand before.
  var isMoving = false
  var locators: [SourceID: NodeLocator]
  var lastBlock: (source: SourceID, mark: Int, entries: BlockEntries)?
  let texts: [SourceID: EditableText]

  init(_ text: EditableText, with others: [EditableText]) {
    self.text = text
    style = WritingStyle(text)
    var texts: [SourceID: EditableText] = [text.source: text]
    for other in others where other.notation == text.notation { texts[other.source] = texts[other.source] ?? other }
    self.texts = texts
    locators = texts.mapValues { NodeLocator($0) }
  }

  /// The text with other documents.
  mutating func edited(to documents: [Node]) -> [UInt8] {
    output.reserveCapacity(text.bytes.count + text.bytes.count / 8)
    let roots = text.marks.roots
    for (index, root) in roots.enumerated() {
      guard documents.indices.contains(index) else { return withoutRest(from: index) }
      (anchors, anchored) = ([:], [])
      if Self.isIdentical(documents[index], text.documents[index]) { continue }
      edit(documents[index], text.documents[index], root.mark, in: nil)
    }
    copy(upTo: text.bytes.count)
    for document in documents.dropFirst(roots.count) {
      endLine()
      if !roots.isEmpty { put("---\n") }
      (anchors, anchored) = ([:], [])
      appendValue(document, to: Slot(column: -style.unit, isItem: false))
    }
    return output
  }

  private mutating func withoutRest(from root: Int) -> [UInt8] {
    guard root > 0 else { return [] }
    let end = text.lines.nextLine(text.marks.end(text.marks.roots[root - 1].mark))
    copy(upTo: end)
    return output
  }

  // MARK: Copying and writing

  /// Copies the text up to a position.
  mutating func copy(upTo position: Int) {
    guard position > cursor else { return }
    output.append(contentsOf: text.bytes[cursor..<position])
    cursor = position
  }

  /// Writes new text, whose line breaks become those of the text.
  mutating func put(_ new: some Sequence<UInt8>) {
    guard style.lineBreak.count > 1 else { return output.append(contentsOf: new) }
    for byte in new {
      if byte == 0x0A { output.append(contentsOf: style.lineBreak) } else { output.append(byte) }
    }
  }

  mutating func put(_ new: String) { put(new.utf8) }

  mutating func putSpaces(_ count: Int) {
    output.append(contentsOf: repeatElement(style.indentation, count: max(0, count)))
  }

  /// Ends the line, if one has begun.
  mutating func endLine() {
    if let last = output.last, !TextLines.isBreak(last) { put("\n") }
  }

  // MARK: Values

  /// Edits what stands for a value into what stands for another.
  mutating func edit(_ new: Node, _ old: Node, _ mark: Int, in parent: Int?) {
    if Self.isUntouched(new, old), !text.marks.holdsNames(mark) { return }
    let isNamed = text.name(mark) != nil && !dropRepeatedAnchor(mark)
    // Within what it names an anchor's name stands for nothing.
    if isNamed, text.marks[mark].kind != .alias, let name = text.name(mark) { anchors[name] = nil }
    switch text.marks[mark].kind {
    case .alias:
      if let name = text.name(mark), let named = anchors[name], named == new { return }
      return replace(mark, by: new, in: parent, keepsAnchor: false)
    case .scalar:
      guard new.value == old.value else { return replace(mark, by: new, in: parent, keepsAnchor: isNamed) }
    case .sequence:
      guard let items = new.array, let oldItems = old.array, canStay(mark, isEmpty: items.isEmpty) else {
        return replace(mark, by: new, in: parent, keepsAnchor: isNamed)
      }
      editList(items, oldItems, mark, in: parent)
    case .mapping:
      guard let object = new.object, let oldObject = old.object, canStay(mark, isEmpty: object.isEmpty) else {
        return replace(mark, by: new, in: parent, keepsAnchor: isNamed)
      }
      editMapping(object, oldObject, mark, in: parent)
    }
    if isNamed, let name = text.name(mark) { anchors[name] = new }
  }

  /// Whether a list or mapping keeps its form: an empty one needs brackets, and an empty one that is filled may do better
  /// without.
  private func canStay(_ mark: Int, isEmpty: Bool) -> Bool {
    if text.marks[mark].style == .flow {
      let wasEmpty = text.marks.next(mark) == mark + 1
      return isEmpty || !wasEmpty || style.notation == .json
    }
    return !isEmpty
  }

  /// Whether a node is the very one that was read, which is seen without a look into it.
  static func isUntouched(_ new: Node, _ old: Node) -> Bool {
    switch (new.value, old.value) {
    case (.array(let new), .array(let old)): isSameStorage(new, old)
    case (.object(let new), .object(let old)): isSameStorage(new.members, old.members)
    case (.array, _), (.object, _), (_, .array), (_, .object): false
    default: new.value == old.value
    }
  }

  /// Whether a node says what another says, in the same order.
  static func isIdentical(_ new: Node, _ old: Node) -> Bool {
    if isUntouched(new, old) { return true }
    switch (new.value, old.value) {
    case (.array(let new), .array(let old)):
      return new.count == old.count && new.indices.allSatisfy { isIdentical(new[$0], old[$0]) }
    case (.object(let new), .object(let old)):
      return new.count == old.count
        && new.indices.allSatisfy { new[$0].key == old[$0].key && isIdentical(new[$0].node, old[$0].node) }
    default:
      return false
    }
  }

  private static func isSameStorage<Element>(_ left: [Element], _ right: [Element]) -> Bool {
    guard left.count == right.count else { return false }
    return left.isEmpty
      || left.withUnsafeBufferPointer { left in right.withUnsafeBufferPointer { left.baseAddress == $0.baseAddress } }
  }

  /// Leaves an anchor out that is written already, since its value is copied to several places; true if it did.
  private mutating func dropRepeatedAnchor(_ mark: Int) -> Bool {
    guard text.marks[mark].kind != .alias, let name = text.name(mark) else { return false }
    let isNew = anchored.insert(AnchoredValue(source: text.source, mark: mark)).inserted
    guard !isNew || (isMoving && anchors[name] != nil) else { return false }
    let properties = text.marks.start(mark)..<text.propertiesEnd(mark)
    guard let start = properties.first(where: { text.bytes[$0] == UInt8(ascii: "&") }) else { return true }
    copy(upTo: start)
    cursor = min(text.lines.skipBlanks(start + 1 + name.utf8.count), text.marks.end(mark))
    return true
  }
}
