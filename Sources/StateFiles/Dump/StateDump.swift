public import Documents
public import GatewayModel

/// Turns what a gateway holds into a state file that asks for just that.
public struct StateDump {
  private let state: GatewayState
  private let options: DumpOptions
  private let defaults: DefaultStripper
  /// The nested entities of each owner: by the owner's kind and id, then by the key they stand under.
  private var nested: [Owner: [String: [Entity]]] = [:]
  private var top: [EntityKind: [Entity]] = [:]

  private struct Owner: Hashable {
    var collection: String
    var id: String
  }

  /// What the gateway manages, which no file needs.
  private static let dropped: Set<String> = ["created_at", "updated_at"]

  /// Writes the state as a document: nested, keys and entities in a settled order.
  public static func document(of state: GatewayState, _ options: DumpOptions = DumpOptions()) -> Node {
    StateDump(state: state, options: options).document()
  }

  private init(state: GatewayState, options: DumpOptions) {
    self.state = state
    self.options = options
    self.defaults = DefaultStripper(schemas: options.schemas)
    for kind in EntityKind.all where options.kinds?.contains(kind) ?? true {
      for entity in state.all(kind) {
        if let (rule, owner) = self.owner(of: entity), let key = rule.nestedKey {
          nested[owner, default: [:]][key, default: []].append(entity)
        } else {
          top[kind, default: []].append(entity)
        }
      }
    }
  }

  /// The one entity that this one belongs to: an entity that belongs to several stands at the top.
  private func owner(of entity: Entity) -> (ReferenceRule, Owner)? {
    var found: (ReferenceRule, EntityReference)?
    for reference in entity.references where reference.item == nil {
      guard let rule = entity.kind.reference(reference.field), rule.nestedKey != nil, rule.isDumpedNested else {
        continue
      }
      if found != nil { return nil }
      found = (rule, reference)
    }
    guard let (rule, reference) = found, let kind = EntityKind.collection(rule.collection),
      options.kinds?.contains(kind) ?? true,
      let id = entity.referenceID(reference.field), state.entity(kind, id: id) != nil
    else { return nil }
    return (rule, Owner(collection: rule.collection, id: id))
  }

  private func document() -> Node {
    var members = [Object.Member(key: "_format_version", node: "3.0")]
    members += options.header.map { Object.Member(key: $0.key, node: sorted($0.node)) }
    var custom: [Node] = []
    for kind in EntityKind.all {
      guard let entities = top[kind] else { continue }
      switch kind.fileForm {
      case .collection: members.append(Object.Member(key: kind.collection, node: list(entities, nestedBy: nil)))
      case .nested: break
      case .customEntity: custom += (list(entities, nestedBy: nil).array ?? []).map { customEntity($0, kind) }
      }
    }
    if !custom.isEmpty { members.append(Object.Member(key: "custom_entities", node: Node(.array(custom)))) }
    return Node(.object(Object(members).sorted()))
  }

  private func customEntity(_ node: Node, _ kind: EntityKind) -> Node {
    var fields = node.object ?? Object()
    var members = [Object.Member(key: "type", node: Node(.string(kind.collection)))]
    if let id = fields.removeValue(forKey: "id") { members.append(Object.Member(key: "id", node: id)) }
    members.append(Object.Member(key: "fields", node: Node(.object(fields))))
    return Node(.object(Object(members).sorted()))
  }

  private func list(_ entities: [Entity], nestedBy rule: ReferenceRule?) -> Node {
    let sorted = entities.map { (key: sortKey($0), entity: $0) }
      .sorted { $0.key.lexicographicallyPrecedes($1.key) { $0.utf8.lexicographicallyPrecedes($1.utf8) } }
    return Node(.array(sorted.map { node(of: $0.entity, nestedBy: rule) }))
  }

  private func node(of original: Entity, nestedBy outer: ReferenceRule?) -> Node {
    var entity = original
    if let sanitizer = options.sanitizer { entity = sanitizer.sanitized(entity, options.schemas) }
    if entity.kind.isLink, let other = entity.references.first(where: { $0.field != outer?.field }), outer != nil {
      return node(of: other, entity.kind, form: .mapping)
    }
    let keepsID = keepsID(entity)
    defaults.settle(&entity, skipsDefaults: options.skipsDefaults)
    var members: [Object.Member] = []
    for member in entity.fields where !StateDump.dropped.contains(member.key) {
      if member.key == "id" && !keepsID { continue }
      let isList = entity.kind.reference(member.key)?.form == .list
      let value = isList ? withReferences(member.node, member.key, entity) : member.node
      members.append(Object.Member(key: member.key, node: sorted(value)))
    }
    for reference in entity.references where reference.field != outer?.field && reference.item == nil {
      guard let rule = entity.kind.reference(reference.field) else { continue }
      members.append(Object.Member(key: reference.field, node: node(of: reference, entity.kind, form: rule.form)))
    }
    if let id = original.id, let children = nested[Owner(collection: entity.kind.collection, id: id)] {
      for (key, entities) in children {
        let rule = entity.kind.nested.first { $0.rule.nestedKey == key && $0.kind == entities.first?.kind }?.rule
        members.append(Object.Member(key: key, node: list(entities, nestedBy: rule)))
      }
    }
    return Node(.object(Object(members).sorted()))
  }

  private func keepsID(_ entity: Entity) -> Bool {
    guard entity.kind.hasID, let id = entity.id, !GatewayState.isPlaceholder(id) else { return false }
    if options.keepsIDs || options.sanitizer != nil || entity.kind.dumpsID || !hasName(entity) { return true }
    // A hash that is salted with an id is good below that id alone.
    let children = nested[Owner(collection: entity.kind.collection, id: id)] ?? [:]
    return children.values.contains { $0.first.map { $0.kind.isSaltedByOwner } ?? false }
  }

  /// Kinds that have no natural key need no id; everything else needs one where it has no value for its key.
  private func hasName(_ entity: Entity) -> Bool {
    !entity.kind.needsKeyOrID
      || entity.kind.naturalKeys.contains { key in
        key.count == 1 && key.first.map { entity.fields[$0]?.string != nil } ?? false
      }
  }

  private func withReferences(_ list: Node, _ field: String, _ entity: Entity) -> Node {
    var items = list.array ?? []
    for reference in entity.references where reference.field == field {
      guard let index = reference.item, items.indices.contains(index), var object = items[index].object,
        let key = node(of: reference, entity.kind, form: .mapping).object?.members.first
      else { continue }
      object[key.key] = key.node
      items[index] = Node(.object(object))
    }
    return Node(.array(items))
  }

  private func node(of reference: EntityReference, _ kind: EntityKind, form: ReferenceRule.FileForm) -> Node {
    guard case .id(let id) = reference.target else { return .null }
    var (key, text) = ("id", id)
    if options.sanitizer == nil, let (field, value) = name(of: id, referredToBy: reference.field, of: kind) {
      (key, text) = (field, value)
    }
    switch form {
    case .text: return Node(.string(text))
    case .mapping, .list: return Node(.object(Object([Object.Member(key: key, node: Node(.string(text)))])))
    }
  }

  /// The natural key by which a reference can be written, such as the name of a service.
  private func name(of id: String, referredToBy field: String, of kind: EntityKind) -> (String, String)? {
    guard let rule = kind.reference(field), let other = EntityKind.collection(rule.collection),
      let entity = state.entity(other, id: id), !other.dumpsID || other.naturalKeys.first == ["name"]
    else { return nil }
    let field = other.naturalKeys.first.flatMap { $0.count == 1 ? $0.first : nil }
    return field.flatMap { field in entity.fields[field]?.string.map { (field, $0) } }
  }

  /// By natural key, then by the names of what is referred to, then by id.
  private func sortKey(_ entity: Entity) -> [String] {
    var key = (entity.kind.naturalKeys.first ?? []).filter { entity.kind.reference($0) == nil }
      .map { entity.fields[$0]?.string ?? "" }
    for rule in entity.kind.references {
      let id = entity.referenceID(rule.field)
      key.append(id.map { name(of: $0, referredToBy: rule.field, of: entity.kind)?.1 ?? $0 } ?? "")
    }
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

extension EntityKind {
  /// Whether what the gateway stores of an entity depends on the id of its owner.
  fileprivate var isSaltedByOwner: Bool {
    textForms.values.contains { if case .sha1 = $0 { true } else { false } }
  }
}
