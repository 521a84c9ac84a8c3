import Diagnostics
import Documents
import GatewayModel

/// Turns the nested form of state files into flat entities with references, and settles the references among them.
struct DesiredStateBuilder {
  private var state = DesiredState()
  private var diagnostics: DiagnosticCollector

  /// The entity around a nested one, and the reference that the nesting stands for.
  private struct Parent {
    var position: Int
    var rule: ReferenceRule
  }

  private init(diagnostics: DiagnosticCollector) {
    self.diagnostics = diagnostics
  }

  /// Builds the desired state; faulty entities are reported and left out as far as they are faulty.
  static func build(_ content: StateContent, _ diagnostics: inout DiagnosticCollector) -> DesiredState {
    var builder = DesiredStateBuilder(diagnostics: diagnostics)
    for kind in EntityKind.all {
      for node in content.collections[kind] ?? [] {
        builder.add(node, of: kind, in: nil)
      }
    }
    builder.registerIDs()
    builder.registerNames()
    builder.settleReferences()
    builder.reportDuplicates()
    diagnostics = builder.diagnostics
    return builder.state
  }

  private mutating func add(_ node: Node, of kind: EntityKind, in parent: Parent?) {
    guard let object = node.object else {
      diagnostics.error(
        code: "wrong-type", "a \(kind.name) is a mapping, not \(node.value.kindDescription)", at: node.place,
        hint: "write its fields as KEY: VALUE")
      return
    }
    let position = state.entities.count
    var entity = Entity(kind: kind, fields: Object(), place: node.place)
    if let parent {
      entity.references.append(
        EntityReference(field: parent.rule.field, target: .desired(parent.position), place: node.place))
    }
    var fields: [Object.Member] = []
    fields.reserveCapacity(object.count)
    var children: [(Object.Member, ReferenceRule, EntityKind)] = []
    for member in object {
      if let (rule, nestedKind) = kind.nested.first(where: { $0.rule.nestedKey == member.key }) {
        children.append((member, rule, nestedKind))
      } else if let rule = kind.reference(member.key) {
        addReference(member, rule: rule, parent: parent, to: &entity)
      } else {
        fields.append(member)
      }
    }
    entity.fields = Object(fields)
    Sugar.expand(&entity, &diagnostics)
    requireKey(of: entity)
    state.entities.append(entity)
    for (member, rule, nestedKind) in children {
      addChildren(member, of: nestedKind, in: Parent(position: position, rule: rule), of: kind)
    }
  }

  private mutating func addChildren(
    _ member: Object.Member, of kind: EntityKind, in parent: Parent, of outer: EntityKind
  ) {
    switch member.node.value {
    case .array(let items):
      for item in items { add(item, of: kind, in: parent) }
    case .null:
      break
    default:
      diagnostics.error(
        code: "wrong-type",
        "'\(member.key)' of a \(outer.name) is a list, not \(member.node.value.kindDescription)", at: member.node.place,
        hint: "begin each entry with a dash")
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
    let target: EntityReference.Target
    var place = member.node.place
    switch member.node.value {
    case .null:
      return
    case .string(let text):
      target = .name(text)
    case .object(let object):
      let keys = ["id"] + (EntityKind.collection(rule.collection)?.naturalKeys.first ?? ["name"])
      guard let key = keys.first(where: { object[$0]?.string != nil }), let node = object[key], let text = node.string
      else {
        return reportBadReference(member, rule: rule, entity: entity)
      }
      target = key == "id" ? .id(text) : .name(text)
      place = node.place
    default:
      return reportBadReference(member, rule: rule, entity: entity)
    }
    entity.references.append(EntityReference(field: member.key, target: target, place: place))
  }

  private mutating func reportBadReference(_ member: Object.Member, rule: ReferenceRule, entity: Entity) {
    let example =
      rule.form == .text ? "\(member.key): NAME" : "\(member.key): {name: NAME}, or \(member.key): {id: ID}"
    diagnostics.error(
      code: "wrong-type", "'\(member.key)' of a \(entity.kind.name) refers to one \(rule.field)", at: member.node.place,
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

  private mutating func registerIDs() {
    for (position, entity) in state.entities.enumerated() {
      guard let id = entity.id else { continue }
      if let other = state.register(id: id, of: entity.kind, at: position) {
        report(position, isAgain: other, because: "the same id")
      }
    }
  }

  private mutating func registerNames() {
    for (position, entity) in state.entities.enumerated() {
      guard let key = entity.kind.naturalKeys.first, key.count == 1 else { continue }
      if let name = entity.fields[key[0]]?.string, let other = state.register(name: name, of: entity.kind, at: position)
      {
        report(position, isAgain: other, because: "the same \(key[0])")
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
        let found: Int? =
          switch reference.target {
          case .desired: nil
          case .id(let id): state.position(kind, id: id)
          case .name(let name): state.position(kind, id: name) ?? state.position(kind, name: name)
          }
        if let found { state.entities[position].references[index].target = .desired(found) }
      }
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
      for (index, fields) in entity.kind.naturalKeys.enumerated() where index > 0 || fields.count > 1 {
        guard let key = naturalKey(index, fields, of: entity) else { continue }
        if let other = seen[key] {
          report(
            position, isAgain: other, because: fields.count == 1 ? "the same \(fields[0])" : "the same name and scope")
        } else {
          seen[key] = position
        }
      }
    }
  }

  private func naturalKey(_ index: Int, _ fields: [String], of entity: Entity) -> NaturalKey? {
    let parts = fields.map { field -> NaturalKey.Part in
      if let reference = entity.reference(field) { return .reference(reference.target) }
      return entity.fields[field]?.string.map { .text($0) } ?? .absent
    }
    guard parts.count > 1 || parts.first != .absent else { return nil }
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
