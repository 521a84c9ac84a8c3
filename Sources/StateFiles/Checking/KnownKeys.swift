import Documents
import GatewaySchemas

/// Looking at keys alone, which takes a fraction of judging the values.
extension RecordSchema {
  /// Whether each key of a mapping is one of a field's own, however deep it stands; false says nothing.
  func knowsKeys(of object: Object) -> Bool {
    object.allSatisfy { member in self[member.key].map { $0.knowsKeys(of: member.node) } ?? false }
  }
}

extension SchemaField {
  fileprivate func knowsKeys(of node: Node) -> Bool {
    switch node.value {
    case .object(let object):
      if let record { return record.knowsKeys(of: object) }
      return values.map { values in object.allSatisfy { values.knowsKeys(of: $0.node) } } ?? true
    case .array(let items):
      return elements.map { elements in items.allSatisfy { elements.knowsKeys(of: $0) } } ?? true
    default: return true
    }
  }
}
