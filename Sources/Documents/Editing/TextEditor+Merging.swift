import Diagnostics

/// A mapping that is about to be edited.
struct MappingChange {
  let new: Object
  let old: Object
  /// Which key and value of the text each member is; those that merges bring come after these.
  let pairOf: [Int]
  /// The marks of the keys and values of the text in turn.
  let children: [Int]

  init(_ new: Object, _ old: Object, _ pairOf: [Int], _ children: [Int]) {
    self.new = new
    self.old = old
    self.pairOf = pairOf
    self.children = children
  }

  /// Whether the key of a pair merges.
  func isMerge(_ pair: Int, _ marks: TextMarks) -> Bool { marks[children[2 * pair]].isMerge }
}

extension TextEditor {
  /// Puts what is no member, such as merge keys, where it stood among the keys that are still there.
  func insert(_ pairs: [Int], into plan: inout EditPlan) {
    for merge in pairs {
      // Behind all that stood before it, since one of those may hold what it merges.
      let before = plan.entries.lastIndex { $0.former.map { $0 < merge } ?? false }
      plan.entries.insert(PlannedEntry(former: merge), at: before.map { $0 + 1 } ?? 0)
    }
  }

  /// What merge keys bring, given what their aliases will stand for; nil where that is not known.
  mutating func brought(by merges: [Int], _ change: MappingChange) -> [String: Node]? {
    var members: [String: Node] = [:]
    for merge in merges {
      let value = change.children[2 * merge + 1]
      let sources = text.marks[value].kind == .sequence ? text.marks.children(of: value) : [value]
      for source in sources {
        guard text.marks[source].kind == .alias, let name = text.name(source),
          let object = willStand(for: name, before: change.children[2 * merge], change)?.object
        else { return nil }
        for member in object where members[member.key] == nil { members[member.key] = member.node }
      }
    }
    return members
  }

  /// What a name will stand for at a mark, once the members of the mapping before it are written.
  private mutating func willStand(for name: String, before mark: Int, _ change: MappingChange) -> Node? {
    let children = change.children
    guard let first = children.first, let anchor = anchor(name, between: first, and: mark) else {
      return anchors[name]
    }
    let pair = (children.partitioningIndex { $0 > anchor } - 1) / 2
    guard let position = change.pairOf.firstIndex(of: pair), position < change.old.count else { return nil }
    let old = change.old.members[position]
    guard let member = change.new[old.key] else { return nil }
    if children[2 * pair + 1] == anchor { return member }
    // What is named deep within another member is known where nothing changes there.
    return Self.isIdentical(member, old.node) ? locators[text.source]?.value(of: anchor) : nil
  }

  /// The last value that a name is given between two marks.
  private func anchor(_ name: String, between start: Int, and end: Int) -> Int? {
    let first = text.marks.named.partitioningIndex { $0 >= start }
    return text.marks.named[first...].prefix { $0 < end }.last {
      text.marks[$0].kind != .alias && text.marks.names[$0] == name
    }
  }
}
