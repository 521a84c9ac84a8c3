import Comparison
import Documents
import GatewayModel
import GatewaySchemas
import StateFiles

/// What of a kind's entities is compared, a configuration's own schema in its place: worked out once for all that have
/// the same configuration, not once for each entity.
struct ComparedFields: Sendable {
  /// The schema of the kind; nil where the gateway serves none, so that what a file has is all that is known.
  let root: RecordSchema?
  /// The fields to compare.
  let record: RecordSchema?
  /// Whether nothing is known of the configuration, so that what a file has of it is compared.
  let assumesConfiguration: Bool
  /// Whether what the target leaves out has its default.
  private let leavesDefaultsOut: Bool

  init(_ kind: EntityKind, configuration own: Schema?, schemas: SchemaSet) {
    root = schemas.entities[kind.collection]?.root
    leavesDefaultsOut = schemas.leavesDefaultsOut
    guard let root else {
      record = nil
      assumesConfiguration = false
      return
    }
    (record, assumesConfiguration) = ComparedFields.compared(root, kind, own)
  }

  /// The fields to compare where all that is known of a kind is what an entity has.
  static func assumed(_ root: RecordSchema, of entity: Entity, _ schemas: SchemaSet) -> RecordSchema {
    compared(root, entity.kind, schemas.configuration(for: entity)).record
  }

  private static func compared(
    _ root: RecordSchema, _ kind: EntityKind, _ own: Schema?
  ) -> (record: RecordSchema, assumesConfiguration: Bool) {
    var isUnknown = false
    let fields = root.fields.compactMap { field -> SchemaField? in
      let name = field.name
      guard !EntityComparison.isManaged(name), !kind.unlistedFields.contains(name),
        kind.reference(name).map({ $0.form == .list }) ?? true
      else { return nil }
      guard name == kind.configField || name == "protocols" else { return field }
      // A plugin's own schema knows its configuration, and its own default for `protocols`.
      let rule = own?.root[name] ?? field
      guard name == kind.configField, rule.record?.fields.isEmpty ?? (own?.root[name] == nil) else { return rule }
      isUnknown = true
      return nil
    }
    let record = RecordSchema(
      comparing: fields, shorthands: root.shorthands,
      ignoring: Set(root.fields.map(\.name)).union(kind.unlistedFields).union(["id"]))
    return (record, isUnknown)
  }
}

extension ComparedFields {
  /// Whether the gateway's fields are just what is wanted, seen without taking anything apart; false says nothing.
  func isSeenEqual(_ kind: EntityKind, _ wanted: Object, _ live: Object) -> Bool {
    guard kind.isComparedPlainly, let record, !assumesConfiguration,
      kind.unlistedFields.allSatisfy({ wanted.position(of: $0) == nil && live[$0]?.isNull ?? true })
    else { return false }
    var comparison = FieldComparison(unordered: kind.unorderedFields, leavesDefaultsOut: leavesDefaultsOut)
    comparison.compare(record: record, desired: wanted, live: live)
    return comparison.differences.isEmpty && !comparison.hasUnknownFields
  }
}

/// The compared fields of all kinds, made once for each.
struct ComparedFieldsTable: Sendable {
  private let schemas: SchemaSet
  /// Of kinds whose entities are all alike.
  private var plain = KindMap<ComparedFields?> { _ in nil }
  /// Of kinds with configurations, by the name of that.
  private var configured = KindMap<[String: ComparedFields]> { _ in [:] }

  init(_ schemas: SchemaSet) {
    self.schemas = schemas
  }

  /// The compared fields of an entity, made where they are asked for first.
  mutating func fields(_ kind: EntityKind, _ fields: Object) -> ComparedFields {
    known(kind, fields) ?? make(kind, fields)
  }

  /// Makes the compared fields of entities with such fields, unless they are there.
  mutating func add(_ kind: EntityKind, _ fields: Object) {
    if known(kind, fields) == nil { make(kind, fields) }
  }

  /// The compared fields of entities with such fields, if they were made.
  func known(_ kind: EntityKind, _ fields: Object) -> ComparedFields? {
    guard let rule = kind.configuration else { return plain[kind] }
    return configured[kind][fields[rule.selector]?.string ?? ""]
  }

  @discardableResult
  private mutating func make(_ kind: EntityKind, _ fields: Object) -> ComparedFields {
    let entity = Entity(kind: kind, fields: fields)
    let made = ComparedFields(kind, configuration: schemas.configuration(for: entity), schemas: schemas)
    if let rule = kind.configuration {
      configured[kind][fields[rule.selector]?.string ?? ""] = made
    } else {
      plain[kind] = made
    }
    return made
  }
}
