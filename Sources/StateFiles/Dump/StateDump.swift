package import Documents
package import GatewayModel

/// Turns what a gateway holds into a state file that asks for just that.
package struct StateDump {
  private let state: GatewayState
  private let options: DumpOptions
  private let defaults: DefaultStripper
  /// What stands in each entity, by its kind and position.
  private var nested: KindMap<[[Child]]>
  /// The ids that stand in the fields of entities, such as that of the consumer whom a plugin takes for anonymous.
  private let heldIDs: Set<String>
  /// The positions of what stands at the top.
  private var top = KindMap<[Int]> { _ in [] }

  /// An entity that stands in another one.
  private struct Child {
    var kind: EntityKind
    var position: Int
    var rule: Int
  }

  /// What the gateway manages, which no file needs.
  private static func isDropped(_ name: String) -> Bool { name == "created_at" || name == "updated_at" }

  /// Writes the state as a document: nested, keys and entities in a settled order.
  package static func document(of state: GatewayState, _ options: DumpOptions = DumpOptions()) -> Node {
    StateDump(state: state, options: options).document()
  }

  private init(state: GatewayState, options: DumpOptions) {
    self.state = state
    self.options = options
    self.defaults = DefaultStripper(schemas: options.schemas)
    self.nested = KindMap { Array(repeating: [], count: state.all($0).count) }
    self.heldIDs = options.keepsIDs ? [] : HeldIDs.find(in: state)
    for kind in EntityKind.all where options.kinds?.contains(kind) ?? true {
      let rules = kind.references.map { rule -> EntityKind? in
        let owner = rule.nestedKey != nil && rule.isDumpedNested ? EntityKind.collection(rule.collection) : nil
        return owner.flatMap { options.kinds?.contains($0) ?? true ? $0 : nil }
      }
      let nests = kind.references.map { $0.nestedKey != nil && $0.isDumpedNested }
      let list = state.all(kind)
      for position in list.indices {
        if let (rule, owner, place) = owner(of: list[position].references, kind, rules, nests) {
          nested[owner][place].append(Child(kind: kind, position: position, rule: rule))
        } else {
          top[kind].append(position)
        }
      }
    }
  }

  /// The one entity that an entity with such references belongs to, by its position, and the rule that says so: an
  /// entity that belongs to several stands at the top.
  private func owner(
    of references: [EntityReference], _ kind: EntityKind, _ owners: [EntityKind?], _ nests: [Bool]
  ) -> (rule: Int, kind: EntityKind, position: Int)? {
    var found: (rule: Int, reference: Int)?
    for index in references.indices where references[index].item == nil {
      guard let rule = kind.references.firstIndex(where: { $0.field == references[index].field }), nests[rule] else {
        continue
      }
      if found != nil { return nil }
      found = (rule, index)
    }
    guard let found, let owner = owners[found.rule], case .id(let id) = references[found.reference].target,
      let position = state.position(owner, id: id)
    else { return nil }
    return (found.rule, owner, position)
  }

  private func document() -> Node {
    var members = [Object.Member(key: "_format_version", node: "3.0")]
    members += options.header.map { Object.Member(key: $0.key, node: $0.node.keysSorted()) }
    var custom: [Node] = []
    for kind in EntityKind.all {
      guard !top[kind].isEmpty else { continue }
      let list = list(kind, top[kind], nestedBy: nil)
      switch kind.fileFacts.form {
      case .collection: members.append(Object.Member(key: kind.collection, node: Node(.array(list))))
      case .nested: break
      case .customEntity: custom += list.map { customEntity($0, kind) }
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

  private func list(_ kind: EntityKind, _ positions: [Int], nestedBy rule: ReferenceRule?) -> [Node] {
    guard positions.count > 1 else { return positions.map { node(kind, at: $0, nestedBy: rule) } }
    let entities = state.all(kind)
    let keys = positions.map { sortKey(entities[$0]) }
    return positions.indices.sorted { keys[$0].precedesInBytes(keys[$1]) }
      .map { node(kind, at: positions[$0], nestedBy: rule) }
  }

  private func node(_ kind: EntityKind, at position: Int, nestedBy outer: ReferenceRule?) -> Node {
    var entity = state.all(kind)[position]
    let children = nested[kind][position]
    if let sanitizer = options.sanitizer { entity = sanitizer.sanitized(entity, options.schemas) }
    if entity.kind.isLink, let other = entity.references.first(where: { $0.field != outer?.field }), outer != nil {
      return node(of: other, entity.kind, form: .mapping)
    }
    let keepsID = keepsID(entity, children)
    defaults.settle(&entity, skipsDefaults: options.skipsDefaults)
    // Of what stands below a group, plugins alone have these fields.
    if kind == .plugin, outer?.collection == EntityKind.consumerGroup.collection { defaults.settleBelowGroup(&entity) }
    var members: [Object.Member] = []
    members.reserveCapacity(entity.fields.count + 4)
    for member in entity.fields where !StateDump.isDropped(member.key) {
      if member.key == "id" && !keepsID { continue }
      let isList = kind.listReference?.field == member.key
      var member = isList ? withReferences(member, entity) : member
      member.node = member.node.keysSorted()
      members.append(member)
    }
    for reference in entity.references where reference.field != outer?.field && reference.item == nil {
      guard let rule = entity.kind.reference(reference.field) else { continue }
      members.append(Object.Member(key: reference.field, node: node(of: reference, entity.kind, form: rule.form)))
    }
    // Children of a kind follow each other, as their kinds do.
    var start = 0
    while start < children.count {
      let first = children[start]
      let end = children[start...].firstIndex { $0.kind != first.kind || $0.rule != first.rule } ?? children.count
      let rule = first.kind.references[first.rule]
      let key = rule.nestedKey ?? ""
      var nodes = list(first.kind, children[start..<end].map(\.position), nestedBy: rule)
      // Limits of a group stand among its plugins.
      if let last = members.last, last.key == key, let others = last.node.array {
        nodes = others + nodes
        members.removeLast()
      }
      members.append(Object.Member(key: key, node: Node(.array(nodes))))
      start = end
    }
    return Node(.object(Object(members).sorted()))
  }

  private func keepsID(_ entity: Entity, _ children: [Child]) -> Bool {
    guard entity.kind.hasID, let id = entity.id, !GatewayState.isPlaceholder(id) else { return false }
    if options.keepsIDs || options.sanitizer != nil || entity.kind.fileFacts.dumpsID || !hasName(entity)
      || heldIDs.contains(id)
    {
      return true
    }
    // A hash that is salted with an id is good below that id alone.
    return children.contains { $0.kind.isSaltedByOwner }
  }

  /// Kinds that have no natural key need no id; everything else needs one where it has no value for the key by which
  /// others refer to it.
  private func hasName(_ entity: Entity) -> Bool {
    guard entity.kind.needsKeyOrID else { return true }
    guard let key = entity.kind.naturalKeys.first(where: { $0.count == 1 })?.first else { return false }
    return entity.fields[key]?.string != nil
  }

  private func withReferences(_ member: Object.Member, _ entity: Entity) -> Object.Member {
    var items = member.node.array ?? []
    for reference in entity.references where reference.field == member.key {
      guard let index = reference.item, items.indices.contains(index), var object = items[index].object,
        let key = node(of: reference, entity.kind, form: .mapping).object?.members.first
      else { continue }
      object[key.key] = key.node
      items[index] = Node(.object(object))
    }
    return Object.Member(key: member.key, node: Node(.array(items)))
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
      let entity = state.entity(other, id: id), !other.fileFacts.dumpsID || other.naturalKeys.first == ["name"]
    else { return nil }
    let field = other.naturalKeys.first.flatMap { $0.count == 1 ? $0.first : nil }
    return field.flatMap { field in entity.fields[field]?.string.map { (field, $0) } }
  }

  /// By natural key, then by the names of what is referred to, then by id: one text, in which the character that comes
  /// before all others separates the parts.
  private func sortKey(_ entity: Entity) -> String {
    var key = ""
    for field in entity.kind.naturalKeys.first ?? [] where entity.kind.reference(field) == nil {
      key += entity.fields[field]?.string ?? entity.id ?? ""
      key += "\u{0}"
    }
    for rule in entity.kind.references {
      if let id = entity.referenceID(rule.field) {
        key += name(of: id, referredToBy: rule.field, of: entity.kind)?.1 ?? id
      }
      key += "\u{0}"
    }
    return key + (entity.id ?? "")
  }
}

extension EntityKind {
  /// Whether what the gateway stores of an entity depends on the id of its owner.
  fileprivate var isSaltedByOwner: Bool {
    textForms.values.contains { if case .sha1 = $0 { true } else { false } }
  }
}
