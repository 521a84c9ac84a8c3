import Documents
import GatewayModel

/// How a journal writes an entity: its fields, secrets included, and the ids of what it refers to.
enum JournalForm {
  /// Reads an entity; nil for null.
  static func entity(_ kind: EntityKind, _ node: Node?) -> Entity? {
    guard let fields = node?["fields"]?.object else { return nil }
    let references = (node?["references"]?.array ?? []).compactMap { node -> EntityReference? in
      guard let field = node["field"]?.string, let id = node["id"]?.string else { return nil }
      return EntityReference(field: field, target: .id(id), item: node["item"]?.integer)
    }
    return Entity(kind: kind, fields: fields, references: references)
  }
}
