import Documents

/// Where `x-lint-ignore` says that rules are not to be told: in the mapping that has the key, and in all below it.
struct LintExceptions {
  /// The key, whose value is the name of a rule or a list of such.
  static let key = "x-lint-ignore"

  /// The positions concerned by the names of rules, in order and without overlaps.
  private let ranges: [String: [Range<Int>]]

  /// Looks for exceptions.
  ///
  /// - Parameter reachingSiblings: Whether an exception on the first item of a list is one for the whole list, as decK has
  ///   it for the rules of a file.
  init(in tree: FlatTree, reachingSiblings: Bool) {
    var ranges: [String: [Range<Int>]] = [:]
    for position in tree.positions {
      guard case .object(let object) = tree.node(position).value, let node = object[Self.key] else { continue }
      var scope = position
      if reachingSiblings, let parent = tree.parent(of: position), tree.step(to: position) == .index(0) {
        scope = parent
      }
      for name in node.array?.compactMap(\.string) ?? [node.string].compactMap({ $0 }) {
        ranges[name, default: []].append(tree.subtree(scope))
      }
    }
    self.ranges = ranges.mapValues { ranges in
      ranges.sorted { $0.lowerBound < $1.lowerBound }.reduce(into: []) { kept, range in
        // Of two parts of a document, one is within the other, or they have nothing in common.
        if let last = kept.last, range.lowerBound < last.upperBound { return }
        kept.append(range)
      }
    }
  }

  /// Whether what a rule says of a value is not to be told.
  func concern(_ position: Int, rule: String) -> Bool {
    guard let ranges = ranges[rule] else { return false }
    var low = 0
    var high = ranges.count
    while low < high {
      let middle = (low + high) / 2
      if ranges[middle].upperBound <= position { low = middle + 1 } else { high = middle }
    }
    return low < ranges.count && ranges[low].contains(position)
  }
}
