import Comparison
import Diagnostics
package import Documents
import GatewayModel
import GatewaySchemas
package import StateFiles

/// The fields of a change as they may be shown: secrets masked, references by id or name.
package struct ShownEntity {
  /// The fields.
  package private(set) var body: Object
  /// The paths at which something was masked.
  package private(set) var masked: [String] = []

  /// What a change sends.
  package static func new(_ change: Change, in plan: Plan, _ schemas: SchemaSet) -> ShownEntity? {
    guard change.action == .create || change.action == .update else { return nil }
    var entity = ShownEntity(change.fields, of: change, counterpart: nil, schemas)
    if let id = change.id, entity.body["id"] == nil { entity.body["id"] = Node(.string(id)) }
    for reference in change.references {
      switch reference.target {
      case .id(let id): entity.body[reference.field] = ["id": Node(.string(id))]
      case .change(let index):
        let owner = plan.changes[index]
        let key = owner.kind.naturalKeys.first?.first ?? "name"
        let name = owner.id.map { ("id", $0) } ?? (key, owner.label)
        entity.body[reference.field] = Node(.object(Object([.init(key: name.0, node: Node(.string(name.1)))])))
      }
    }
    return entity
  }

  /// What the gateway has; where the new value is secret, so is the old one.
  package static func old(_ change: Change, _ schemas: SchemaSet) -> ShownEntity? {
    guard let old = change.old else { return nil }
    return ShownEntity(old, of: change, counterpart: change.written ?? change.fields, schemas)
  }

  private init(_ fields: Object, of change: Change, counterpart: Object?, _ schemas: SchemaSet) {
    body = Object()
    let shown = ShownEntity.redacted(fields, of: change, counterpart: counterpart, schemas)
    for (member, masked) in zip(fields, shown) {
      note(member.node, masked.node, at: member.key)
      var node = masked.node
      node.place = .none
      body[member.key] = node
    }
  }

  /// The fields of a change, secrets masked.
  static func redacted(_ fields: Object, of change: Change, counterpart: Object?, _ schemas: SchemaSet) -> Object {
    Secrets.redacted(
      fields, of: change.kind, schema: schemas.entities[change.kind.collection],
      configuration: configuration(of: fields, change, counterpart: counterpart, schemas), counterpart: counterpart)
  }

  /// The schema of what an entity is configured with.
  static func configuration(
    of fields: Object, _ change: Change, counterpart: Object?, _ schemas: SchemaSet
  ) -> Schema? {
    // What chooses the schema of a configuration may be among the fields that an update leaves out.
    var entity = Entity(kind: change.kind, fields: fields)
    if let selector = change.kind.configuration?.selector, fields[selector] == nil {
      entity.fields[selector] = counterpart?[selector] ?? change.old?[selector]
    }
    return schemas.configuration(for: entity)
  }

  private mutating func note(_ node: Node, _ shown: Node, at path: String) {
    switch (node.value, shown.value) {
    case (.object(let object), .object(let shown)):
      for member in object {
        if let other = shown[member.key] { note(member.node, other, at: "\(path).\(member.key)") }
      }
    case (.array(let items), .array(let shown)):
      for (index, (item, other)) in zip(items, shown).enumerated() { note(item, other, at: "\(path)[\(index)]") }
    case (_, .string(Secrets.mask)):
      masked.append(path)
    default:
      break
    }
  }
}
