import Diagnostics
import Documents
import GatewayModel

/// Turns the nested form of state files into flat entities with references, and settles the references among them.
struct DesiredStateBuilder {
  var state = DesiredState()
  var diagnostics: DiagnosticCollector
  /// Entries that join two entities, kept until it is known which there are.
  var links: [Link] = []
  private let header: StateHeader
  private let completion: EntityCompletion
  private let isIncluded: KindMap<Bool>

  /// The entity around a nested one, and the reference that the nesting stands for.
  struct Parent {
    var position: Int
    var rule: ReferenceRule
  }

  private init(_ content: StateContent, diagnostics: DiagnosticCollector) {
    self.diagnostics = diagnostics
    self.header = content.header
    self.completion = EntityCompletion(header: content.header, scope: content.scope)
    self.isIncluded = KindMap { content.scope.includes($0) }
    state.scope = content.scope
    state.header = content.header
  }

  /// Builds the desired state; faulty entities are reported and left out as far as they are faulty.
  ///
  /// The entries are taken out of the content, so that they become entities where they are.
  static func build(_ content: inout StateContent, _ diagnostics: inout DiagnosticCollector) -> DesiredState {
    content.settleScope(&diagnostics)
    var builder = DesiredStateBuilder(content, diagnostics: diagnostics)
    for kind in EntityKind.all where builder.isIncluded[kind] {
      var nodes = content.collections.removeValue(forKey: kind) ?? []
      for index in nodes.indices { builder.add(nodes[index].take(), of: kind, in: nil) }
    }
    for position in builder.state.entities.indices { builder.register(position) }
    builder.addLinks()
    builder.addPartialLinks(content.partialLinks)
    builder.settleReferences()
    builder.reportDuplicates()
    diagnostics = builder.diagnostics
    return builder.state
  }

  mutating func add(_ given: consuming Node, of kind: EntityKind, in parent: Parent?) {
    if parent != nil, given.string != nil { given = DesiredStateBuilder.long(given, of: kind) }
    if kind.isLink, let object = given.object { return addLink(given, object, of: kind, in: parent) }
    let place = given.place
    guard var fields = given.takeObject() else {
      diagnostics.error(
        code: "wrong-type", "\(kind.withArticle) is a mapping, not \(given.value.kindDescription)", at: place,
        hint: "write its fields as KEY: VALUE")
      return
    }
    let position = state.entities.count
    var entity = Entity(kind: kind, fields: Object(), place: place)
    if let parent {
      entity.references.append(
        EntityReference(field: parent.rule.field, target: .desired(parent.position), place: place))
    }
    var children: [(Object.Member, Int)] = []
    var index = 0
    while index < fields.count {
      // What is a field stays where it is; all else is taken out.
      if let nested = nestings[kind].firstIndex(where: { $0 == fields[index].key }) {
        children.append((fields.remove(at: index), nested))
      } else if let rule = kind.reference(fields[index].key) {
        var member = fields.remove(at: index)
        guard rule.form == .list else {
          addReference(member, rule: rule, parent: parent, to: &entity)
          continue
        }
        addReferences(member, rule: rule, to: &entity)
        member.node = EntityKind.withoutKeys(member.node)
        fields.insert(member, at: index)
        index += 1
      } else if StateHeader.isRemark(fields[index].key) {
        _ = fields.remove(at: index)
      } else {
        index += 1
      }
    }
    entity.fields = fields
    // An id that the gateway does not know the entity by must not keep it from being found by its key.
    if !kind.hasID { entity.fields.removeValue(forKey: "id") }
    completion.complete(&entity, &diagnostics)
    guard state.scope.includes(entity) else { return }
    requireKey(of: entity)
    if let id = entity.fields["id"], !id.isNull, id.string == nil {
      diagnostics.error(
        code: "wrong-type", "'id' of \(kind.withArticle) is a text, not \(id.value.kindDescription)", at: id.place)
      entity.fields.removeValue(forKey: "id")
    }
    if let id = entity.id {
      let canonical = UniqueID.canonical(id)
      // Nearly all ids are in small letters: they stay where they are.
      if canonical != id { entity.fields["id"]?.value = .string(canonical) }
    }
    diagnostics.add(contentsOf: NullIdentity.faults(in: entity, besides: diagnostics.diagnostics))
    state.entities.append(entity)
    for index in children.indices {
      let (rule, nestedKind) = kind.nested[children[index].1]
      guard isIncluded[nestedKind] else { continue }
      addChildren(&children[index].0, of: nestedKind, in: Parent(position: position, rule: rule), of: kind)
    }
  }

  /// The keys under which other entities stand in one of a kind.
  private let nestings = KindMap { $0.nested.map { $0.rule.nestedKey ?? "" } }

  /// A bare text that stands for an entity with one field.
  private static func long(_ node: Node, of kind: EntityKind) -> Node {
    guard let field = kind.fileFacts.shortField else { return node }
    return Node(.object(Object([Object.Member(key: field, keyPlace: node.place, node: node)])), at: node.place)
  }

  private mutating func addChildren(
    _ member: inout Object.Member, of kind: EntityKind, in parent: Parent, of outer: EntityKind
  ) {
    if var items = member.node.takeArray() {
      for index in items.indices {
        let own = nestedKind(kind, items[index], in: parent)
        add(items[index].take(), of: own, in: parent)
      }
    } else if !member.node.isNull {
      diagnostics.error(
        code: "wrong-type",
        "'\(member.key)' of \(outer.withArticle) is a list, not \(member.node.value.kindDescription)",
        at: member.node.place,
        hint: "begin each entry with a dash")
    }
  }

  /// The kind of a nested entry: what limits a consumer group is no plugin where the older interface is asked for.
  private func nestedKind(_ kind: EntityKind, _ item: Node, in parent: Parent) -> EntityKind {
    let isOverride =
      kind == .plugin && state.scope.usesPolicyOverrides && parent.rule.field == "consumer_group"
      && item["name"]?.string == EntityKind.overriddenPlugin
    return isOverride ? .groupOverride : kind
  }

  /// The references of a list, each item a mapping that names one.
  private mutating func addReferences(_ member: Object.Member, rule: ReferenceRule, to entity: inout Entity) {
    guard let items = member.node.array else {
      if !member.node.isNull { reportBadReference(member, rule: rule, entity: entity) }
      return
    }
    for (index, item) in items.enumerated() {
      let key = Object.Member(key: member.key, keyPlace: item.place, node: item)
      guard var reference = reference(key, rule: rule, entity: entity) else { continue }
      reference.item = index
      entity.references.append(reference)
    }
  }

  private mutating func addReference(
    _ member: Object.Member, rule: ReferenceRule, parent: Parent?, to entity: inout Entity
  ) {
    if let parent, parent.rule.field == rule.field {
      if member.node.isNull { return }
      diagnostics.error(
        code: "nested-reference",
        "\(entity.kind.withArticle) nested in a \(rule.field) must not name a '\(rule.field)' of its own",
        at: member.keyPlace,
        hint: "take '\(rule.field)' out, or move the \(entity.kind.name) to the top level of the file")
      return
    }
    if let reference = reference(member, rule: rule, entity: entity) { entity.references.append(reference) }
  }

  /// Reads a reference: a text or a mapping, by id or by a natural key.
  mutating func reference(_ member: Object.Member, rule: ReferenceRule, entity: Entity) -> EntityReference? {
    switch member.node.value {
    case .null:
      return nil
    case .string(let text):
      return EntityReference(field: rule.field, target: .name(text), place: member.node.place)
    case .object(let object):
      let natural = EntityKind.collection(rule.collection)?.naturalKeys.filter { $0.count == 1 }.compactMap(\.first)
      guard let key = (["id"] + (natural ?? [])).first(where: { object[$0]?.string != nil }), let node = object[key],
        let text = node.string
      else {
        reportBadReference(member, rule: rule, entity: entity)
        return nil
      }
      return EntityReference(
        field: rule.field, target: key == "id" ? .id(UniqueID.canonical(text)) : .name(text), place: node.place,
        keyField: key == "id" || key == natural?.first ? nil : key)
    default:
      reportBadReference(member, rule: rule, entity: entity)
      return nil
    }
  }

  mutating func reportBadReference(_ member: Object.Member, rule: ReferenceRule, entity: Entity) {
    let name = EntityKind.collection(rule.collection)?.nameField
    let mapping = "{\(name.map { "\($0): NAME" } ?? "id: ID")}"
    let example = rule.form == .list ? "\(member.key): [\(mapping)]" : "\(member.key): \(name == nil ? "ID" : "NAME")"
    diagnostics.error(
      code: "wrong-type", "'\(member.key)' of \(entity.kind.withArticle) refers to another entity",
      at: member.node.place,
      hint: "write \(example)")
  }

  private mutating func requireKey(of entity: Entity) {
    guard !entity.isIdentifiable else { return }
    let keys = entity.kind.naturalKeys.compactMap(\.first)
    let wanted = (keys + ["id"]).map { "'\($0)'" }.joined(separator: " or ")
    diagnostics.error(
      code: "missing-field", "\(entity.kind.withArticle) needs \(wanted)", at: entity.place,
      hint: "nothing else tells it from others of its kind")
  }

  /// Enters an entity under its id and its names.
  mutating func register(_ position: Int) {
    for (other, field) in state.register(position) {
      let kind = state.entities[position].kind
      if kind.uniqueFields.contains(field) {
        reportShared(field, position, other)
      } else {
        report(position, isAgain: other, because: "the same \(field)")
      }
    }
  }

  /// Turns ids and names that mean entities of the files into their positions; the rest stay as written.
  private mutating func settleReferences() {
    for position in state.entities.indices {
      for index in state.entities[position].references.indices {
        // What is nested knows its owner: most references end here.
        if case .desired = state.entities[position].references[index].target { continue }
        let reference = state.entities[position].references[index]
        guard let rule = state.entities[position].kind.reference(reference.field),
          let kind = EntityKind.collection(rule.collection)
        else { continue }
        let found = self.position(of: reference, kind)
        if let found { state.entities[position].references[index].target = .desired(found) }
      }
    }
  }

  /// The entity of the files that a reference means.
  func position(of reference: EntityReference, _ kind: EntityKind) -> Int? {
    switch reference.target {
    case .desired(let position): return position
    case .id(let id): return state.position(kind, id: id)
    case .name(let name):
      if let field = reference.keyField { return state.position(kind, key: field, value: name) }
      return state.position(kind, id: UniqueID.canonical(name)) ?? state.position(kind, name: name)
    }
  }

  /// Finds entities with the same natural key, once references are settled (a plugin's key holds its scope).
  private mutating func reportDuplicates() {
    var seen = KindMap<[PositionIndex]> { $0.naturalKeys.map { _ in PositionIndex() } }
    for position in state.entities.indices {
      let kind = state.entities[position].kind
      for index in kind.naturalKeys.indices where kind.naturalKeys[index].count > 1 {
        let key = kind.naturalKeys[index]
        // References are positions by now, or lead out of the files.
        let (fields, references) = (state.entities[position].fields, state.entities[position].references)
        guard let hash = NaturalKey.hash(key, fields, references, { $0 }) else { continue }
        let other = seen[kind][index].first(hash) { other in
          let (otherFields, otherReferences) = (state.entities[other].fields, state.entities[other].references)
          // What a gateway takes twice are two where their ids say so.
          if !kind.enforces(key), state.entities[position].id != nil, state.entities[other].id != nil { return false }
          return NaturalKey.isSame(key, fields, references, otherFields, otherReferences) { $0 }
        }
        if let other {
          report(position, isAgain: other, because: "the same \(kind.words(forKey: key))")
        } else {
          seen[kind][index].insert(hash, position)
        }
      }
    }
  }

  /// Two entities that are told apart otherwise have a value that only one may have.
  private mutating func reportShared(_ field: String, _ position: Int, _ other: Int) {
    let entity = state.entities[position]
    diagnostics.error(
      code: "duplicate-value", "\(state.title(position)) has the same \(field) as \(state.title(other))",
      at: entity.fields[field]?.place ?? entity.place,
      hint: "a gateway takes each \(field) once: give one of the two another",
      notes: [Diagnostic.Note("first used here", at: state.entities[other].fields[field]?.place ?? .none)])
  }

  private mutating func report(_ position: Int, isAgain other: Int, because reason: String) {
    let entity = state.entities[position]
    let hint =
      entity.kind.hasScopes
      ? "a gateway takes one \(entity.kind.name) of a name on one scope, whatever its instance_name"
      : "keep one of the two"
    diagnostics.error(
      code: "duplicate-entity", "\(state.title(position)) is defined twice (\(reason))", at: entity.place, hint: hint,
      notes: [Diagnostic.Note("first defined here", at: state.entities[other].place)])
  }
}
