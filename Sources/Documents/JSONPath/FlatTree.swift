/// A document laid out in one array: every value after what holds it, and before what comes behind it in the text.
///
/// What stands below a value is a range of positions, which makes a search through all levels a walk along the array, and
/// tells whether two searches found the same value by comparing two numbers.
public struct FlatTree: Sendable {
  /// One value.
  struct Entry: Sendable {
    var node: Node
    /// The position of the list or mapping that holds it; -1 for the document itself.
    var parent: Int32
    /// The position behind the last value below it.
    var end: Int32
    /// Which item or member of its parent it is, from 0.
    var offset: Int32
  }

  private(set) var entries: [Entry] = []

  /// Lays out a document.
  public init(_ root: Node) {
    append(root, parent: -1, offset: 0)
  }

  private mutating func append(_ node: Node, parent: Int, offset: Int) {
    let position = entries.count
    entries.append(Entry(node: node, parent: Int32(parent), end: 0, offset: Int32(offset)))
    switch node.value {
    case .array(let items):
      for index in items.indices { append(items[index], parent: position, offset: index) }
    case .object(let object):
      for index in object.indices { append(object[index].node, parent: position, offset: index) }
    default: break
    }
    entries[position].end = Int32(entries.count)
  }

  /// The value at a position.
  public func node(_ position: Int) -> Node { entries[position].node }

  /// The position of what holds a value; nil for the document itself.
  public func parent(of position: Int) -> Int? {
    let parent = Int(entries[position].parent)
    return parent < 0 ? nil : parent
  }

  /// The member of a mapping that a value is; nil for items of lists and the document itself.
  public func member(_ position: Int) -> Object.Member? {
    guard let parent = parent(of: position), case .object(let object) = entries[parent].node.value else { return nil }
    return object[Int(entries[position].offset)]
  }

  /// The step that leads to a value from what holds it; nil for the document itself.
  public func step(to position: Int) -> DocumentPath.Step? {
    guard let parent = parent(of: position) else { return nil }
    let offset = Int(entries[position].offset)
    guard case .object(let object) = entries[parent].node.value else { return .index(offset) }
    return .key(object[offset].key)
  }

  /// The way to a value.
  public func path(to position: Int) -> DocumentPath {
    var steps: [DocumentPath.Step] = []
    var position: Int? = position
    while let current = position {
      if let step = step(to: current) { steps.append(step) }
      position = parent(of: current)
    }
    return DocumentPath(steps.reversed())
  }

  /// The positions of all values.
  public var positions: Range<Int> { entries.indices }

  /// The positions of a value and of all below it.
  public func subtree(_ position: Int) -> Range<Int> { position..<Int(entries[position].end) }

  /// The positions of the items or members of a value, in their order.
  public func children(of position: Int) -> Children {
    Children(tree: self, position: position + 1, end: Int(entries[position].end))
  }

  /// Walks from one item or member to the next.
  public struct Children: Sequence, IteratorProtocol {
    fileprivate let tree: FlatTree
    fileprivate var position: Int
    fileprivate let end: Int

    /// The position of the next one.
    public mutating func next() -> Int? {
      guard position < end else { return nil }
      defer { position = Int(tree.entries[position].end) }
      return position
    }
  }

  /// The position of a mapping's member by its key.
  public func child(of position: Int, key: String) -> Int? {
    guard case .object(let object) = entries[position].node.value, var offset = object.position(of: key) else {
      return nil
    }
    var child = position + 1
    while offset > 0 {
      child = Int(entries[child].end)
      offset -= 1
    }
    return child
  }
}
