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

  /// The entity around a nested one, and the reference that the nesting stands for.
  struct Parent {
    var position: Int
    var rule: ReferenceRule
  }

  private init(_ content: StateContent, diagnostics: DiagnosticCollector) {
    self.diagnostics = diagnostics
    self.header = content.header
    self.completion = EntityCompletion(header: content.header, scope: content.scope)
    state.scope = content.scope
    state.header = content.header
  }

  /// Builds the desired state; faulty entities are reported and left out as far as they are faulty.
  static func build(_ content: StateContent, _ diagnostics: inout DiagnosticCollector) -> DesiredState {
    var content = content
    content.settleScope(&diagnostics)
    var builder = DesiredStateBuilder(content, diagnostics: diagnostics)
    for kind in EntityKind.all where content.scope.includes(kind) {
      for node in content.collections[kind] ?? [] {
        builder.add(node, of: kind, in: nil)
      }
    }
    for position in builder.state.entities.indices { builder.register(position) }
    builder.addLinks()
    builder.settleReferences()
    builder.reportDuplicates()
    diagnostics = builder.diagnostics
    return builder.state
  }

  mutating func add(_ given: Node, of kind: EntityKind, in parent: Parent?) {
    let node = DesiredStateBuilder.long(given, of: kind, in: parent)
    guard let object = node.object else {
      diagnostics.error(
        code: "wrong-type", "a \(kind.name) is a mapping, not \(node.value.kindDescription)", at: node.place,
        hint: "write its fields as KEY: VALUE")
      return
    }
    if kind.isLink { return addLink(node, object, of: kind, in: parent) }
    let position = state.entities.count
    var entity = Entity(kind: kind, fields: Object(), place: node.place)
    if let parent {
      entity.references.append(
        EntityReference(field: parent.rule.field, target: .desired(parent.position), place: node.place))
    }
    var fields: [Object.Member] = []
    fields.reserveCapacity(object.count)
    var children: [(Object.Member, ReferenceRule, EntityKind)] = []
    for member in object where !StateHeader.isRemark(member.key) {
      if let (rule, nestedKind) = kind.nested.first(where: { $0.rule.nestedKey == member.key }) {
        children.append((member, rule, nestedKind))
      } else if let rule = kind.reference(member.key) {
        if rule.form == .list {
          addReferences(member, rule: rule, to: &entity)
          fields.append(
            Object.Member(key: member.key, keyPlace: member.keyPlace, node: EntityKind.withoutKeys(member.node)))
        } else {
          addReference(member, rule: rule, parent: parent, to: &entity)
        }
      } else {
        fields.append(member)
      }
    }
    entity.fields = Object(fields)
    completion.complete(&entity, &diagnostics)
    guard state.scope.includes(entity) else { return }
    requireKey(of: entity)
    state.entities.append(entity)
    for (member, rule, nestedKind) in children where state.scope.includes(nestedKind) {
      addChildren(member, of: nestedKind, in: Parent(position: position, rule: rule), of: kind)
    }
  }

  /// A bare text that stands for an entity with one field.
  private static func long(_ node: Node, of kind: EntityKind, in parent: Parent?) -> Node {
    guard parent != nil, let field = kind.shortField, node.string != nil else { return node }
    return Node(.object(Object([Object.Member(key: field, keyPlace: node.place, node: node)])), at: node.place)
  }

  private mutating func addChildren(
    _ member: Object.Member, of kind: EntityKind, in parent: Parent, of outer: EntityKind
  ) {
    switch member.node.value {
    case .array(let items):
      for item in items { add(item, of: nestedKind(kind, item, in: parent), in: parent) }
    case .null:
      break
    default:
      diagnostics.error(
        code: "wrong-type",
        "'\(member.key)' of a \(outer.name) is a list, not \(member.node.value.kindDescription)", at: member.node.place,
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
      diagnostics.error(
        code: "nested-reference",
        "a \(entity.kind.name) nested in a \(rule.field) must not name a '\(rule.field)' of its own",
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
        field: rule.field, target: key == "id" ? .id(text) : .name(text), place: node.place,
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
      code: "wrong-type", "'\(member.key)' of a \(entity.kind.name) refers to another entity", at: member.node.place,
      hint: "write \(example)")
  }

  private mutating func requireKey(of entity: Entity) {
    guard !entity.isIdentifiable else { return }
    let keys = entity.kind.naturalKeys.compactMap(\.first)
    let wanted = (keys + ["id"]).map { "'\($0)'" }.joined(separator: " or ")
    diagnostics.error(
      code: "missing-field", "a \(entity.kind.name) needs \(wanted)", at: entity.place,
      hint: "nothing else tells it from others of its kind")
  }

  /// Enters an entity under its id and its names.
  mutating func register(_ position: Int) {
    let entity = state.entities[position]
    if let id = entity.id, let other = state.register(id: id, of: entity.kind, at: position) {
      report(position, isAgain: other, because: "the same id")
    }
    for key in entity.kind.naturalKeys where key.count == 1 {
      guard let field = key.first, let value = entity.fields[field]?.string else { continue }
      if let other = state.register(key: field, value: value, of: entity.kind, at: position) {
        report(position, isAgain: other, because: "the same \(field)")
      }
    }
  }

  /// Turns ids and names that mean entities of the files into their positions; the rest stay as written.
  private mutating func settleReferences() {
    for position in state.entities.indices {
      for index in state.entities[position].references.indices {
        let reference = state.entities[position].references[index]
        guard let rule = state.entities[position].kind.reference(reference.field),
          let kind = EntityKind.collection(rule.collection)
        else { continue }
        if case .desired = reference.target { continue }
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
      return state.position(kind, id: name) ?? state.position(kind, name: name)
    }
  }

  /// A natural key with its values, settled references among them.
  private struct NaturalKey: Hashable {
    var kind: EntityKind
    var index: Int
    var parts: [Part]

    enum Part: Hashable {
      case text(String)
      case reference(EntityReference.Target)
      case absent
    }
  }

  /// Finds entities with the same natural key, once references are settled (a plugin's key holds its scope).
  private mutating func reportDuplicates() {
    var seen: [NaturalKey: Int] = [:]
    for (position, entity) in state.entities.enumerated() {
      for (index, fields) in entity.kind.naturalKeys.enumerated() where fields.count > 1 {
        guard let key = naturalKey(index, fields, of: entity) else { continue }
        if let other = seen[key] {
          report(position, isAgain: other, because: entity.kind == .plugin ? "the same name and scope" : "the same key")
        } else {
          seen[key] = position
        }
      }
    }
  }

  private func naturalKey(_ index: Int, _ fields: [String], of entity: Entity) -> NaturalKey? {
    let parts = fields.map { field -> NaturalKey.Part in
      if let reference = entity.reference(field) { return .reference(reference.target) }
      return entity.fields[field]?.string.map { .text(TextBlock.canonical($0)) } ?? .absent
    }
    guard parts.contains(where: { $0 != .absent }) else { return nil }
    return NaturalKey(kind: entity.kind, index: index, parts: parts)
  }

  private mutating func report(_ position: Int, isAgain other: Int, because reason: String) {
    let entity = state.entities[position]
    let hint =
      entity.kind == .plugin
      ? "a gateway takes one plugin of a name on one scope, whatever its instance_name" : "keep one of the two"
    diagnostics.error(
      code: "duplicate-entity", "\(state.title(position)) is defined twice (\(reason))", at: entity.place, hint: hint,
      notes: [Diagnostic.Note("first defined here", at: state.entities[other].place)])
  }
}
