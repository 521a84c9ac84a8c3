import Diagnostics

extension TextEditor {
  // MARK: Lists

  /// Edits a list, item by item or as a whole.
  mutating func editList(_ new: [Node], _ old: [Node], _ mark: Int, in parent: Int?) {
    if let children = sameItems(new, old, mark) {
      for (index, child) in children.enumerated() { edit(new[index], old[index], child, in: mark) }
      return
    }
    let alignment = ListAlignment(new, former: old).former
    var plan = EditPlan(formerCount: old.count)
    plan.entries.reserveCapacity(new.count)
    for (index, former) in alignment.enumerated() {
      plan.entries.append(
        PlannedEntry(former: former, value: new[index], formerValue: former.map { old[$0] } ?? .null))
    }
    edit(mark, by: plan, whole: Node(.array(new)), in: parent)
  }

  /// The marks of a list's items, where each item is the one that stood in its place: nothing has to be aligned then.
  private func sameItems(_ new: [Node], _ old: [Node], _ mark: Int) -> [Int]? {
    guard new.count == old.count, new.indices.allSatisfy({ ListAlignment.isSame(new[$0], old[$0]) }) else { return nil }
    let children = text.marks.children(of: mark)
    return children.count == new.count ? children : nil
  }

  // MARK: Mappings

  /// Edits a mapping, member by member or as a whole.
  mutating func editMapping(_ new: Object, _ old: Object, _ mark: Int, in parent: Int?) {
    let children = text.marks.children(of: mark)
    let pairs = text.pairs(of: old, children)
    if 2 * pairs.count == children.count, new.count == old.count, pairs.count == new.count,
      Self.haveSameKeys(new, old)
    {
      for index in new.members.indices {
        noteKey(children[2 * index], new.members[index].key)
        edit(new.members[index].node, old.members[index].node, children[2 * index + 1], in: mark)
      }
      return
    }
    let plan = plan(MappingChange(new, old, pairs, children))
    edit(mark, by: plan, whole: Node(.object(new)), in: parent)
  }

  private static func haveSameKeys(_ new: Object, _ old: Object) -> Bool {
    new.members.indices.allSatisfy { new.members[$0].key == old.members[$0].key }
  }

  /// Notes what an anchor of a key stands for from here on.
  mutating func noteKey(_ mark: Int, _ key: String) {
    if text.marks[mark].kind != .alias, let name = text.name(mark) { anchors[name] = Node(.string(key)) }
  }

  private mutating func plan(_ change: MappingChange) -> EditPlan {
    let (new, old, pairOf) = (change.new, change.old, change.pairOf)
    var plan = EditPlan(formerCount: change.children.count / 2)
    let own = pairOf.indices.prefix(old.count)
    let positions = MemberPositions(old)
    let newPositions = MemberPositions(new)
    var renamed: [SourcePlace: Int] = [:]
    for index in own where newPositions[old.members[index].key] == nil {
      renamed[old.members[index].keyPlace] = index
    }
    let merges = text.marks.hasMerges ? (0..<plan.formerCount).filter { change.isMerge($0, text.marks) } : []
    let brought = merges.isEmpty ? [:] : self.brought(by: merges, change)
    let keepsMerges = brought.map { $0.keys.allSatisfy { newPositions[$0] != nil } } ?? false
    for member in new.members {
      var entry = PlannedEntry(key: member.key, keyPlace: member.keyPlace, value: member.node)
      let position =
        positions[member.key].flatMap { $0 < own.endIndex ? $0 : nil }
        ?? (member.keyPlace.isKnown ? renamed.removeValue(forKey: member.keyPlace) : nil)
      if let position {
        entry.former = pairOf[position]
        entry.formerKey = old.members[position].key
        entry.formerValue = old.members[position].node
      } else if keepsMerges, let same = brought?[member.key], same == member.node {
        continue
      }
      plan.entries.append(entry)
    }
    if keepsMerges { insert(merges, into: &plan) }
    // A key that is there again further on says nothing, as long as the last one is there.
    if text.repeatsKeys, own.allSatisfy({ newPositions[old.members[$0].key] != nil }) {
      let said = Set(pairOf).union(merges)
      insert((0..<plan.formerCount).filter { !said.contains($0) }, into: &plan)
    }
    return plan
  }

  // MARK: Both

  private mutating func edit(_ mark: Int, by plan: EditPlan, whole: Node, in parent: Int?) {
    if plan.isInPlace {
      let children = text.marks.children(of: mark)
      let step = text.marks[mark].kind == .mapping ? 2 : 1
      for (index, entry) in plan.entries.enumerated() {
        let key = step == 2 ? children[step * index] : nil
        edit(entry, key: key, value: children[step * index + step - 1], in: mark)
      }
      return
    }
    switch text.marks[mark].style {
    case .block: editBlock(mark, by: plan, whole: whole, in: parent)
    case .flow: editFlow(mark, by: plan, whole: whole)
    default: replace(mark, by: whole, in: parent)
    }
  }

  /// Edits the key and the value of an entry.
  mutating func edit(_ entry: PlannedEntry, key: Int?, value: Int, in container: Int) {
    if let key, let name = entry.key {
      noteKey(key, name)
      if name != entry.formerKey {
        copy(upTo: text.contentStart(key))
        put(keyText(name, instead: key, inFlow: text.marks[container].style != .block))
        cursor = text.marks.end(key)
      }
    }
    guard let new = entry.value else { return }
    edit(new, entry.formerValue, value, in: container)
  }
}
