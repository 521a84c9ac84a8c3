import Diagnostics

/// Where a node was read.
struct LocatedNode {
  /// The mark of the value.
  var mark: Int
  /// The mark of the list or mapping it is in, if it is in one.
  var parent: Int?
  /// Which of the parent's entries it is.
  var position: Int
  /// The key as it was read, of a member.
  var key: String?
  /// The value as it was read.
  var node: Node
}

/// Finds nodes again that were read from a text. It remembers the entries of lists and mappings it went through.
struct NodeLocator {
  private let text: EditableText
  private var children: [Int: [Int]] = [:]

  init(_ text: EditableText) {
    self.text = text
  }

  /// Finds the value that was read at a place.
  mutating func value(at place: SourcePlace) -> LocatedNode? { find(place, isKey: false) }

  /// Finds the value of the member whose key was read at a place.
  mutating func member(keyAt place: SourcePlace) -> LocatedNode? { find(place, isKey: true) }

  /// The value of a mark as it was read.
  mutating func value(of mark: Int) -> Node? { descend(to: mark, isKey: false)?.node }

  private mutating func find(_ place: SourcePlace, isKey: Bool) -> LocatedNode? {
    guard place.isKnown, place.source == text.source, let offset = text.offset(of: place) else { return nil }
    var mark = text.marks.marks.partitioningIndex { Int($0.start) >= offset }
    // A mapping begins where its first key does.
    while mark < text.marks.marks.count, text.marks.start(mark) == offset {
      if let found = descend(to: mark, isKey: isKey) { return found }
      mark += 1
    }
    return nil
  }

  private mutating func descend(to target: Int, isKey: Bool) -> LocatedNode? {
    let root = text.marks.roots.partitioningIndex { $0.mark > target } - 1
    guard root >= 0, text.documents.indices.contains(root) else { return nil }
    var found = LocatedNode(
      mark: text.marks.roots[root].mark, parent: nil, position: 0, node: text.documents[root])
    while found.mark != target {
      guard target > found.mark, target < text.marks.next(found.mark) else { return nil }
      let children = children(of: found.mark)
      let child = children.partitioningIndex { $0 > target } - 1
      guard child >= 0 else { return nil }
      if text.marks[found.mark].kind == .mapping {
        guard let member = member(child / 2, of: found, children) else { return nil }
        if child % 2 == 0 { return isKey && children[child] == target ? member : nil }
        found = member
      } else {
        guard let items = found.node.array, items.indices.contains(child) else { return nil }
        found = LocatedNode(mark: children[child], parent: found.mark, position: child, node: items[child])
      }
    }
    return isKey ? nil : found
  }

  private func member(_ pair: Int, of mapping: LocatedNode, _ children: [Int]) -> LocatedNode? {
    let key = 2 * pair
    guard key + 1 < children.count, !text.marks[children[key]].isMerge, let object = mapping.node.object else {
      return nil
    }
    let isPlain = !text.marks.hasMerges && !text.repeatsKeys
    guard let position = isPlain ? pair : text.pairs(of: object, children).firstIndex(of: pair),
      position < object.count
    else { return nil }
    let found = object.members[position]
    return LocatedNode(
      mark: children[key + 1], parent: mapping.mark, position: pair, key: found.key, node: found.node)
  }

  private mutating func children(of mark: Int) -> [Int] {
    if let known = children[mark] { return known }
    let found = text.marks.children(of: mark)
    children[mark] = found
    return found
  }
}
