import Documents
import GatewaySchemas

/// What is wrong with a declarative configuration, in the shape of the document.
struct FaultTree {
  /// One step down: to an item of a list.
  struct Step: Hashable {
    var list: String
    var index: Int
  }

  /// What is wrong at this level.
  var own = Violations()
  /// What is wrong with the items of lists below.
  private var children: [String: [Int: FaultTree]] = [:]

  /// Whether nothing is wrong.
  var isEmpty: Bool { own.isEmpty && children.isEmpty }

  /// Adds what is wrong with the entity at the end of a path.
  mutating func add(_ violations: Violations, at path: [Step]) {
    guard let first = path.first else { return own.merge(violations) }
    children[first.list, default: [:]][first.index, default: FaultTree()].add(violations, at: Array(path.dropFirst()))
  }

  /// What is wrong at the end of a path itself.
  func violations(at path: [Step]) -> Violations {
    guard let first = path.first else { return own }
    return children[first.list]?[first.index]?.violations(at: Array(path.dropFirst())) ?? Violations()
  }

  /// The nested form: null stands for items that are fine.
  var node: Node {
    var object = own.node.object ?? Object()
    for (list, items) in children.sorted(by: { $0.key < $1.key }) {
      let last = items.keys.max() ?? -1
      object[list] = Node(.array((0..<(last + 1)).map { items[$0]?.node ?? .null }))
    }
    return Node(.object(object))
  }
}

extension Violations {
  /// Adds what another finds wrong with the same record.
  fileprivate mutating func merge(_ other: Violations) {
    for (name, violation) in other.fields { self[name] = violation }
    for message in other.entity { add(entity: message) }
  }
}

/// The gateway's message about an invalid configuration: the nested faults as a Lua table on one line.
enum CompactTable {
  static func text(_ node: Node) -> String {
    switch node.value {
    case .object(let object):
      "{" + object.sorted().map { "\(LuaText.key($0.key))=\(text($0.node))" }.joined(separator: ",") + "}"
    case .array(let items):
      "{" + list(items).joined(separator: ",") + "}"
    case .string(let text): LuaText.quoted(text)
    default: "nil"
    }
  }

  /// Items after a gap are written with their positions.
  private static func list(_ items: [Node]) -> [String] {
    let leading = items.prefix { !$0.isNull }.count
    return items.enumerated().compactMap { index, item in
      item.isNull ? nil : index < leading ? text(item) : "[\(index + 1)]=\(text(item))"
    }
  }
}
