import Documents
import GatewayModel
import StateFiles

/// Whether entities are the same but for what a target changes by itself.
struct Likeness {
  private let schemas: SchemaSet
  private var compared: ComparedFieldsTable

  init(_ schemas: SchemaSet) {
    self.schemas = schemas
    self.compared = ComparedFieldsTable(schemas)
  }

  /// Whether a live entity is as it was before; both may be absent.
  mutating func isSame(_ live: Entity?, _ other: Entity?) -> Bool {
    guard let live, let other else { return live == nil && other == nil }
    guard hasSameReferences(live, other) else { return false }
    if isSameInText(live, other) { return true }
    return isSameInMeaning(live, other)
  }

  /// Whether a live entity is as a run left it.
  mutating func isSame(_ live: Entity?, as left: Journal.Record.Left) -> Bool { isSame(live, left.entity) }

  private func hasSameReferences(_ left: Entity, _ right: Entity) -> Bool {
    func texts(_ entity: Entity) -> Set<String> {
      Set(entity.references.map { "\($0.field) \($0.item == nil ? "" : "*") \($0.referredID ?? "")" })
    }
    return texts(left) == texts(right)
  }

  private func isSameInText(_ left: Entity, _ right: Entity) -> Bool {
    Likeness.settled(left) == Likeness.settled(right)
  }

  /// Without times, and without what says nothing.
  private static func settled(_ entity: Entity) -> Node {
    var fields = entity.fields
    fields.removeAll { EntityComparison.isManaged($0.key) }
    // How long something has yet to live counts down by itself: only that its life is limited can be compared.
    for name in entity.kind.unlistedFields where fields[name]?.isNull == false { fields[name] = true }
    return withoutNulls(Node(.object(fields)))
  }

  private static func withoutNulls(_ node: Node) -> Node {
    switch node.value {
    case .array(let items): Node(.array(items.map(withoutNulls)))
    case .object(let object):
      Node(
        .object(
          Object(
            object.compactMap { member in
              member.node.isNull ? nil : Object.Member(key: member.key, node: withoutNulls(member.node))
            })))
    default: node
    }
  }

  /// By the schemas: with defaults for what is left out, and sets without order.
  private mutating func isSameInMeaning(_ live: Entity, _ wanted: Entity) -> Bool {
    guard wanted.kind.hasID || !wanted.fields.isEmpty else { return true }
    let fields = compared.fields(wanted.kind, wanted.fields)
    let comparison = EntityComparison(wanted, live, by: fields, schemas: schemas) { wanted.referenceID($0) }
    return comparison.differences.isEmpty && comparison.foreignHashes.isEmpty
  }
}
