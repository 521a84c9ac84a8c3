import Documents
import TestSupport

/// Changes of a tree as verbs make them: values, members and items come, go, move, are renamed or replaced.
struct RandomEdit {
  private var generator: SeededGenerator
  private var names = 0
  /// Nodes of the document that are put in further places.
  private var moved: [Node] = []

  init(seed: UInt64, of documents: [Node]) {
    generator = SeededGenerator(seed: seed)
    for document in documents { collect(document) }
  }

  private mutating func collect(_ node: Node) {
    if generator.chance(25) { moved.append(node) }
    for item in node.array ?? [] { collect(item) }
    for member in node.object ?? Object() { collect(member.node) }
  }

  private mutating func fresh() -> Node {
    generator.chance(30) && !moved.isEmpty
      ? moved[generator.below(moved.count)] : RandomTree.node(depth: 2, using: &generator)
  }

  /// The tree with changes; so many in a thousand nodes change.
  mutating func change(_ node: Node, perThousand rate: Int) -> Node {
    if generator.below(4000) < rate { return fresh() }
    var node = node
    switch node.value {
    case .array(var items):
      items = items.map { change($0, perThousand: rate) }
      if generator.below(1000) < rate { changeItems(&items) }
      node.value = .array(items)
    case .object(let object):
      var members = object.members
      for index in members.indices { members[index].node = change(members[index].node, perThousand: rate) }
      if generator.below(1000) < rate { changeMembers(&members) }
      node.value = .object(Object(members))
    default: break
    }
    return node
  }

  private mutating func changeItems(_ items: inout [Node]) {
    switch generator.below(5) {
    case 0: items.append(fresh())
    case 1: items.insert(fresh(), at: generator.below(items.count + 1))
    case 2 where !items.isEmpty: items.remove(at: generator.below(items.count))
    case 3: items.reverse()
    default: items.shuffle(using: &generator)
    }
  }

  private mutating func changeMembers(_ members: inout [Object.Member]) {
    names += 1
    switch generator.below(5) {
    case 0: members.append(Object.Member(key: "new\(names)", node: fresh()))
    case 1: members.insert(Object.Member(key: "in\(names)", node: fresh()), at: generator.below(members.count + 1))
    case 2 where !members.isEmpty: members.remove(at: generator.below(members.count))
    case 3 where !members.isEmpty: members[generator.below(members.count)].key = "other\(names)"
    default: members.shuffle(using: &generator)
    }
  }
}
