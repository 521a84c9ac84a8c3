import Documents
import GatewayModel

/// Brings the fields of an entity into the form in which a file says the same: second names of fields left out, a null
/// written where leaving it out would mean a default, and what equals its default left out if that is asked for.
struct DefaultStripper {
  let schemas: SchemaSet

  /// Settles the fields of an entity.
  func settle(_ entity: inout Entity, skipsDefaults: Bool) {
    guard let root = schemas.entities[entity.kind.collection]?.root else { return }
    let own = schemas.configuration(for: entity)
    var fields = entity.fields
    for field in root.fields where entity.kind.reference(field.name) == nil {
      let isConfig = field.name == entity.kind.configField
      let rule = isConfig || field.name == "protocols" ? own?.root[field.name] ?? field : field
      if isConfig && rule.record == nil { continue }
      guard let node = fields[field.name] else {
        if rule.defaultValue != nil, !rule.required, !rule.auto { fields[field.name] = .null }
        continue
      }
      if skipsDefaults, !isKept(field.name, entity.kind), isDefault(rule, node) {
        fields.removeValue(forKey: field.name)
      } else {
        fields[field.name] = stripped(node, rule, skipsDefaults: skipsDefaults)
      }
    }
    entity.fields = fields
  }

  /// Fields that tell an entity from others, or that other readers of the format want.
  private func isKept(_ field: String, _ kind: EntityKind) -> Bool {
    kind.alwaysDumped.contains(field) || kind.naturalKeys.contains { $0.contains(field) }
      || kind.configuration?.selector == field
  }

  /// Whether leaving the field out means the same.
  private func isDefault(_ field: SchemaField, _ node: Node) -> Bool {
    if field.auto { return node.isNull }
    var comparison = FieldComparison()
    comparison.compare(field: field, name: field.name, desired: nil, live: node)
    return comparison.differences.isEmpty
  }

  private func stripped(_ node: Node, _ field: SchemaField, skipsDefaults: Bool) -> Node {
    var copy = node
    switch node.value {
    case .object(let object):
      if let record = field.record { copy.value = .object(stripped(object, record, skipsDefaults: skipsDefaults)) }
    case .array(let items):
      if let elements = field.elements, elements.record != nil {
        copy.value = .array(items.map { stripped($0, elements, skipsDefaults: skipsDefaults) })
      }
    default: break
    }
    return copy
  }

  private func stripped(_ object: Object, _ record: RecordSchema, skipsDefaults: Bool) -> Object {
    Object(
      object.compactMap { member in
        if let shorthand = record.shorthand(member.key), record[member.key] == nil, !shorthand.replacements.isEmpty {
          return nil
        }
        guard let field = record[member.key] else { return member }
        if skipsDefaults, isDefault(field, member.node) { return nil }
        var copy = member
        copy.node = stripped(member.node, field, skipsDefaults: skipsDefaults)
        return copy
      })
  }
}
