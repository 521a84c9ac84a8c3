public import Documents
public import GatewayModel

/// Turns what a gateway holds into a state file that asks for just that.
public struct StateDump {
  private let state: GatewayState
  private let keepsIDs: Bool
  /// The kinds that are written; others are only referred to.
  private let kinds: Set<EntityKind>
  /// The nested entities of each owner: by the owner's kind and id, then by the key they stand under.
  private var nested: [Owner: [String: [Entity]]] = [:]
  private var top: [EntityKind: [Entity]] = [:]

  private struct Owner: Hashable {
    var collection: String
    var id: String
  }

  /// What the gateway manages, which no file needs.
  private static let dropped: Set<String> = ["created_at", "updated_at"]

  /// Writes the state as a document: nested, keys and entities in a settled order, nulls of entities left out.
  ///
  /// - Parameters:
  ///   - state: What the gateway holds.
  ///   - kinds: The kinds to write; what they refer to is named and not written. Nil for all.
  ///   - withIDs: Whether each entity keeps its id; those that nothing else names keep it in any case.
  public static func document(of state: GatewayState, kinds: Set<EntityKind>? = nil, withIDs: Bool) -> Node {
    StateDump(state: state, kinds: kinds ?? Set(EntityKind.all), keepsIDs: withIDs).document()
  }

  private init(state: GatewayState, kinds: Set<EntityKind>, keepsIDs: Bool) {
    self.state = state
    self.kinds = kinds
    self.keepsIDs = keepsIDs
    for kind in EntityKind.all where kinds.contains(kind) {
      for entity in state.all(kind) {
        if let (rule, owner) = self.owner(of: entity), let key = rule.nestedKey {
          nested[owner, default: [:]][key, default: []].append(entity)
        } else {
          top[kind, default: []].append(entity)
        }
      }
    }
  }

  /// The one entity that this one belongs to: an entity with several references stands at the top.
  private func owner(of entity: Entity) -> (ReferenceRule, Owner)? {
    guard entity.references.count == 1, let reference = entity.references.first,
      let rule = entity.kind.reference(reference.field), rule.nestedKey != nil,
      let kind = EntityKind.collection(rule.collection), kinds.contains(kind),
      let id = entity.referenceID(reference.field),
      state.entity(kind, id: id) != nil
    else { return nil }
    return (rule, Owner(collection: rule.collection, id: id))
  }

  private func document() -> Node {
    var members = [Object.Member(key: "_format_version", node: "3.0")]
    for (kind, entities) in top {
      members.append(Object.Member(key: kind.collection, node: list(entities, nestedBy: nil)))
    }
    return Node(.object(Object(members).sorted()))
  }

  private func list(_ entities: [Entity], nestedBy rule: ReferenceRule?) -> Node {
    let sorted = entities.map { (key: sortKey($0), entity: $0) }
      .sorted { $0.key.lexicographicallyPrecedes($1.key) { $0.utf8.lexicographicallyPrecedes($1.utf8) } }
    return Node(.array(sorted.map { node(of: $0.entity, nestedBy: rule) }))
  }

  private func node(of entity: Entity, nestedBy outer: ReferenceRule?) -> Node {
    let keepsID = keepsIDs || !hasName(entity)
    var members: [Object.Member] = []
    for member in entity.fields where !StateDump.dropped.contains(member.key) {
      if member.key == "id" ? keepsID : !member.node.isNull {
        members.append(Object.Member(key: member.key, node: sorted(member.node)))
      }
    }
    for reference in entity.references where reference.field != outer?.field {
      guard let rule = entity.kind.reference(reference.field) else { continue }
      members.append(Object.Member(key: reference.field, node: node(of: reference, rule: rule)))
    }
    if let id = entity.id, let children = nested[Owner(collection: entity.kind.collection, id: id)] {
      for (key, entities) in children {
        let rule = entity.kind.nested.first { $0.rule.nestedKey == key && $0.kind == entities.first?.kind }?.rule
        members.append(Object.Member(key: key, node: list(entities, nestedBy: rule)))
      }
    }
    return Node(.object(Object(members).sorted()))
  }

  /// Plugins need no id; everything else needs one where it has no natural key.
  private func hasName(_ entity: Entity) -> Bool {
    !entity.kind.needsKeyOrID
      || entity.kind.naturalKeys.contains { $0.first.map { entity.fields[$0]?.string != nil } ?? false }
  }

  private func node(of reference: EntityReference, rule: ReferenceRule) -> Node {
    guard case .id(let id) = reference.target else { return .null }
    var key = "id"
    var text = id
    if let kind = EntityKind.collection(rule.collection), let name = kind.naturalKeys.first?.first,
      let value = state.entity(kind, id: id)?.fields[name]?.string
    {
      key = name
      text = value
    }
    switch rule.form {
    case .text: return Node(.string(text))
    case .mapping: return Node(.object(Object([Object.Member(key: key, node: Node(.string(text)))])))
    }
  }

  /// By natural key, then by what is referred to, then by id.
  private func sortKey(_ entity: Entity) -> [String] {
    var key = entity.kind.naturalKeys.first.map { $0.map { entity.fields[$0]?.string ?? "" } } ?? []
    key += entity.references.map { $0.field + (entity.referenceID($0.field) ?? "") }
    return key + [entity.id ?? ""]
  }

  private func sorted(_ node: Node) -> Node {
    switch node.value {
    case .object(let object):
      return Node(
        .object(
          Object(
            object.map { member in
              var copy = member
              copy.node = sorted(member.node)
              return copy
            }
          ).sorted()), at: node.place)
    case .array(let items): return Node(.array(items.map(sorted)), at: node.place)
    default: return node
    }
  }
}
