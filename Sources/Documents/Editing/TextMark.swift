/// Where one value or key of a text stands. The marks of a text come in its order; those within a list or mapping follow
/// its own, keys and values of a mapping in turn.
struct TextMark {
  /// What stands there.
  enum Kind: UInt8 {
    case scalar
    case alias
    case sequence
    case mapping
  }

  /// How it is written.
  enum Style: UInt8 {
    case plain
    case singleQuoted
    case doubleQuoted
    case literal
    case folded
    /// A list or mapping whose entries stand on lines of their own.
    case block
    /// A list or mapping in brackets or braces.
    case flow
    /// A mapping of one key without braces, as lists in brackets may hold it.
    case pair
  }

  /// The first byte, of an anchor or tag before the value where there is one.
  var start: UInt32
  /// The byte past the last one, which is no line break.
  var end: UInt32
  /// The mark that follows all within this one.
  var next: UInt32
  var kind: Kind
  var style: Style
  /// Whether an anchor or tag stands before the value.
  var hasProperties = false
  /// Whether this is a key that merges.
  var isMerge = false
}

/// The marks of all documents of a text.
struct TextMarks {
  /// A document that holds something.
  struct Root {
    /// The mark of its value.
    var mark: Int
    /// The byte behind the three dashes that begin it, if it has them.
    var dashesEnd: Int?
  }

  var marks: [TextMark] = []
  var roots: [Root] = []
  /// The names of anchors and of aliases, by their marks.
  var names: [Int: String] = [:]
  /// The marks that have names, in their order.
  var named: [Int] = []
  /// Whether any key merges.
  var hasMerges = false

  subscript(mark: Int) -> TextMark { marks[mark] }

  func start(_ mark: Int) -> Int { Int(marks[mark].start) }
  func end(_ mark: Int) -> Int { Int(marks[mark].end) }
  func next(_ mark: Int) -> Int { Int(marks[mark].next) }

  /// The marks of the items of a list, or of the keys and values of a mapping in turn.
  func children(of mark: Int) -> [Int] {
    var children: [Int] = []
    var child = mark + 1
    let end = next(mark)
    while child < end {
      children.append(child)
      child = next(child)
    }
    return children
  }

  /// Whether an anchor or alias stands at a mark or within it.
  func holdsNames(_ mark: Int) -> Bool {
    guard !named.isEmpty else { return false }
    let position = named.partitioningIndex { $0 >= mark }
    return position < named.count && named[position] < next(mark)
  }
}

extension RandomAccessCollection {
  /// The first position at which this is true, where it is true from there to the end.
  func partitioningIndex(where belongsToSecond: (Element) -> Bool) -> Index {
    var low = startIndex
    var length = count
    while length > 0 {
      let half = length / 2
      let middle = index(low, offsetBy: half)
      if belongsToSecond(self[middle]) {
        length = half
      } else {
        low = index(after: middle)
        length -= half + 1
      }
    }
    return low
  }
}
