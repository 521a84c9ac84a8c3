import Diagnostics
import Documents
import GatewayModel
import GatewaySchemas
import Reconciliation
import StateFiles

/// What a target in memory holds, and what it keeps of it: ids and other keys are unique, references lead somewhere, a
/// replacement returns what it leaves out to its default, and what belongs to an entity goes with it.
struct InMemoryContent: Sendable {
  private(set) var entities = KindMap<[Entity]> { _ in [] }
  private let schemas: SchemaSet

  init(schemas: SchemaSet) {
    self.schemas = schemas
  }

  /// Carries out a change; returns the fields that are kept.
  mutating func carryOut(_ write: EntityWrite) throws(TargetError) -> Object? {
    switch write.change.action {
    case .create: return try store(write, over: nil)
    case .update, .free: return try store(write, over: try position(write.change.kind, write.id))
    case .delete:
      guard let position = entities[write.change.kind].firstIndex(where: { $0.id == write.id }) else { return nil }
      try delete(entities[write.change.kind][position])
      return nil
    }
  }

  /// What is wrong with the entity that a change makes, seen by itself.
  func faults(of write: EntityWrite) -> TargetError.Refusal? {
    let entity = Entity(
      kind: write.change.kind, fields: write.change.fields,
      references: write.references.map { EntityReference(field: $0.field, target: .id($0.id), item: $0.item) })
    let faults = EntityFaults.find(in: entity, title: entity.kind.name, schemas: schemas)
    return faults.first.map { TargetError.Refusal(.invalid, message: "schema violation (\($0.message))", status: 400) }
  }

  private mutating func store(_ write: EntityWrite, over position: Int?) throws(TargetError) -> Object? {
    let kind = write.change.kind
    let stored = position.map { entities[kind][$0] }
    if write.change.isPartial, let stored {
      return try keep(
        merged(write.change.fields, into: stored.fields), references(of: write, over: stored), kind, at: position)
    }
    if let refusal = faults(of: write) { throw .refused(refusal) }
    var fields = try filled(write)
    if kind.hasID { fields["id"] = Node(.string(write.id)) }
    return try keep(fields, references(of: write, over: nil), kind, at: position)
  }

  private mutating func keep(
    _ fields: Object, _ references: [EntityReference], _ kind: EntityKind, at position: Int?
  ) throws(TargetError) -> Object? {
    var entity = Entity(kind: kind, fields: fields, references: references)
    entity.fields.removeAll { $0.node.isNull }
    if !kind.hasID { entity = kind.link(references, fields: entity.fields) }
    try checkReferences(of: entity)
    try checkKeys(of: entity, at: position)
    if let position { entities[kind][position] = entity } else { entities[kind].append(entity) }
    return entity.fields
  }

  private func position(_ kind: EntityKind, _ id: String) throws(TargetError) -> Int {
    guard let position = entities[kind].firstIndex(where: { $0.id == id }) else {
      throw .refused(TargetError.Refusal(.missing, message: "there is no \(kind.name) of this id", status: 404))
    }
    return position
  }

  private func merged(_ changes: Object, into fields: Object) -> Object {
    var fields = fields
    for member in changes { fields[member.key] = member.node }
    return fields
  }

  private func references(of write: EntityWrite, over stored: Entity?) -> [EntityReference] {
    let sent = write.references.map { EntityReference(field: $0.field, target: .id($0.id), item: $0.item) }
    let kept = stored?.references.filter { old in !sent.contains { $0.field == old.field } } ?? []
    return kept + sent
  }

  /// The fields with the defaults of the schemas in place of what is left out.
  private func filled(_ write: EntityWrite) throws(TargetError) -> Object {
    let entity = Entity(kind: write.change.kind, fields: write.change.fields)
    do throws(Violations) {
      guard let schema = schemas.entities[entity.kind.collection] else { return entity.fields }
      var fields = try schema.filled(entity.fields, context: .write, generated: Self.generated)
      if let field = entity.kind.configField, let own = schemas.configuration(for: entity) {
        fields[field] = try own.filled(entity.fields, context: .write, generated: Self.generated)[field]
      }
      for rule in entity.kind.references where rule.form != .list { fields.removeValue(forKey: rule.field) }
      return fields
    } catch {
      throw .refused(TargetError.Refusal(.invalid, message: error.summary, status: 400))
    }
  }

  /// Values that are told from written ones at a glance, and the same in every run.
  private static let generated = GeneratedValues(
    id: { UniqueID().description }, token: { "generated-by-the-target" }, now: 1)
}

// What must be unique and what must be there.
extension InMemoryContent {
  private func checkKeys(of entity: Entity, at position: Int?) throws(TargetError) {
    let others = entities[entity.kind].enumerated().filter { $0.offset != position }.map(\.element)
    guard !others.contains(where: { $0.id == entity.id }) else {
      throw .refused(TargetError.Refusal(.other, message: "primary key violation", status: 400))
    }
    for key in entity.kind.enforcedKeys {
      guard let own = InMemoryContent.key(key, entity),
        others.contains(where: { InMemoryContent.key(key, $0) == own })
      else { continue }
      var refusal = TargetError.Refusal(
        .taken, message: "UNIQUE violation detected on '\(key.joined(separator: ", "))'", status: 409)
      refusal.field = key.first
      throw .refused(refusal)
    }
  }

  private static func key(_ key: [String], _ entity: Entity) -> NaturalKey? {
    NaturalKey(key, entity.fields, entity.references) { $0 }
  }

  private func checkReferences(of entity: Entity) throws(TargetError) {
    for reference in entity.references {
      guard let rule = entity.kind.reference(reference.field), let kind = EntityKind.collection(rule.collection),
        let id = reference.referredID, !entities[kind].contains(where: { $0.id == id })
      else { continue }
      var refusal = TargetError.Refusal(
        .invalid, message: "the foreign key does not reference an existing '\(kind.collection)' entity", status: 400)
      refusal.field = reference.field
      throw .refused(refusal)
    }
  }

  /// Removes an entity with what belongs to it; refused while something else refers to it.
  private mutating func delete(_ entity: Entity) throws(TargetError) {
    var children: [Entity] = []
    for kind in EntityKind.all {
      for child in entities[kind] {
        for reference in child.references where reference.referredID == entity.id {
          guard let rule = kind.reference(reference.field), rule.collection == entity.kind.collection else { continue }
          guard rule.onDeletion == .cascade else {
            throw .refused(
              TargetError.Refusal(
                .invalid, message: "an existing '\(kind.collection)' entity references this", status: 400))
          }
          children.append(child)
        }
      }
    }
    for child in children { try delete(child) }
    entities[entity.kind].removeAll { $0.id == entity.id }
  }
}
