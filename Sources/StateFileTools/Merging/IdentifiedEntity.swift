import Diagnostics
import Documents
import GatewayModel

/// An entity of a state file with all that tells it from others.
struct IdentifiedEntity {
  /// Texts of which two entities share none unless they are the same: by id, and by each natural key.
  var identities: [String]
  /// What to call it.
  var label: String
  /// Where it stands.
  var place: SourcePlace
  /// The way to its list, and its position there.
  var list: DocumentPath
  var index: Int

  /// All entities of a document, nested ones after those that they stand in.
  static func all(in document: Node) -> [IdentifiedEntity] {
    var found: [IdentifiedEntity] = []
    for kind in EntityKind.all where !kind.isLink {
      collect(kind, document[kind.collection], at: DocumentPath().appending(kind.collection), parent: nil, &found)
    }
    return found
  }

  /// The entity that another stands in, and the field that would refer to it.
  private struct Parent {
    var field: String
    var name: String
  }

  private static func collect(
    _ kind: EntityKind, _ list: Node?, at path: DocumentPath, parent: Parent?, _ found: inout [IdentifiedEntity]
  ) {
    for (index, item) in (list?.array ?? []).enumerated() {
      guard let object = item.object else { continue }
      let identities = identities(of: object, kind, parent)
      found.append(
        IdentifiedEntity(
          identities: identities, label: label(of: object, kind, parent), place: item.place, list: path, index: index))
      let itemPath = path.appending(index)
      for (rule, nested) in kind.nested where !nested.isLink {
        guard let key = rule.nestedKey, let list = object[key] else { continue }
        let name = kind.naturalKeys.lazy.compactMap { $0.first.flatMap { object[$0]?.scalarText } }.first
        let parent = Parent(field: rule.field, name: name ?? object["id"]?.scalarText ?? "\(item.place)")
        collect(nested, list, at: itemPath.appending(key), parent: parent, &found)
      }
    }
  }

  private static func identities(of object: Object, _ kind: EntityKind, _ parent: Parent?) -> [String] {
    var identities: [String] = []
    if kind.hasID, let id = object["id"]?.scalarText { identities.append("\(kind.collection)\u{0}id\u{0}\(id)") }
    for fields in kind.naturalKeys {
      var parts: [String] = []
      var isComplete = true
      var isEmpty = true
      for field in fields {
        let value = field == parent?.field ? parent?.name : object[field].flatMap(text)
        if value == nil, kind.reference(field) == nil { isComplete = false }
        if value != nil { isEmpty = false }
        parts.append("\(field)\u{0}\(value ?? "")")
      }
      if isComplete, !isEmpty { identities.append(([kind.collection] + parts).joined(separator: "\u{0}")) }
    }
    return identities
  }

  private static func text(_ node: Node) -> String? {
    switch node.value {
    case .null: nil
    case .object(let object): (object["name"] ?? object["username"] ?? object["id"])?.scalarText
    default: node.scalarText
    }
  }

  private static func label(of object: Object, _ kind: EntityKind, _ parent: Parent?) -> String {
    let name = kind.labelText(fields: object) { field in
      field == parent?.field ? parent?.name : object[field].flatMap(text)
    }
    return "\(kind.name) \(name)"
  }
}
