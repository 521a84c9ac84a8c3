import Comparison
import Documents
import GatewayModel
import GatewaySchemas

/// Brings the fields of an entity into the form in which a file says the same: second names of fields left out, a null
/// written where leaving it out would mean a default, and what equals its default left out if that is asked for.
struct DefaultStripper {
  let schemas: SchemaSet

  /// Settles the fields of an entity.
  func settle(_ entity: inout Entity, skipsDefaults: Bool) {
    guard let root = schemas.entities[entity.kind.collection]?.root else { return }
    let own = schemas.configuration(for: entity)
    guard skipsDefaults else { return settleNames(&entity, root, own) }
    var fields = entity.fields
    for field in root.fields where entity.kind.reference(field.name) == nil {
      let isConfig = field.name == entity.kind.configField
      let rule = isConfig || field.name == "protocols" ? own?.root[field.name] ?? field : field
      if isConfig && rule.record == nil { continue }
      guard let node = fields[field.name] else {
        if rule.leavesNull { fields[field.name] = .null }
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

  /// Leaves out of a plugin what decK does not know of one below a consumer group, where its absence says the same.
  func settleBelowGroup(_ entity: inout Entity) {
    guard let root = schemas.entities[entity.kind.collection]?.root else { return }
    let own = schemas.configuration(for: entity)?.root
    for name in ["enabled", "protocols"] {
      guard let field = own?[name] ?? root[name], let node = entity.fields[name], isDefault(field, node) else {
        continue
      }
      entity.fields.removeValue(forKey: name)
    }
  }

  /// Settles the fields of an entity that keeps its defaults: most have nothing to be settled.
  private func settleNames(_ entity: inout Entity, _ root: RecordSchema, _ own: Schema?) {
    for field in root.defaultedFields where entity.kind.reference(field.name) == nil {
      guard entity.fields.position(of: field.name) == nil else { continue }
      if field.name == entity.kind.configField { continue }
      let rule = field.name == "protocols" ? own?.root[field.name] ?? field : field
      if rule.leavesNull { entity.fields[field.name] = .null }
    }
    if let field = own?.root["protocols"], field.leavesNull, entity.fields.position(of: field.name) == nil {
      entity.fields[field.name] = .null
    }
    for field in root.fields where (field.hasShorthands || field.record != nil) && field.name != entity.kind.configField
    {
      guard let node = entity.fields[field.name] else { continue }
      entity.fields[field.name] = withoutNulls(stripped(node, field, skipsDefaults: false), field)
    }
    if let name = entity.kind.configField, let rule = own?.root[name] ?? root[name], rule.record != nil,
      rule.hasShorthands, let node = entity.fields[name]
    {
      entity.fields[name] = stripped(node, rule, skipsDefaults: false)
    }
  }

  /// A null within a core entity says what leaving the field out says, where there is no default that it stands in place
  /// of; other readers of the format refuse it.
  private func withoutNulls(_ node: Node, _ field: SchemaField) -> Node {
    guard let record = field.record, let object = node.object else { return node }
    var copy = node
    copy.value = .object(
      object.compactMapNodes { key, node in
        guard let inner = record[key] else { return node }
        return node.isNull && inner.defaultValue == nil ? nil : withoutNulls(node, inner)
      })
    return copy
  }

  /// Fields that tell an entity from others, or that other readers of the format want.
  private func isKept(_ field: String, _ kind: EntityKind) -> Bool {
    kind.fileFacts.alwaysDumped.contains(field) || kind.naturalKeys.contains { $0.contains(field) }
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
    object.compactMapNodes { key, node in
      guard let field = record[key] else {
        let isReplaced = record.shorthand(key).map { !$0.replacements.isEmpty } ?? false
        return isReplaced ? nil : node
      }
      if skipsDefaults, isDefault(field, node) { return nil }
      return stripped(node, field, skipsDefaults: skipsDefaults)
    }
  }
}
