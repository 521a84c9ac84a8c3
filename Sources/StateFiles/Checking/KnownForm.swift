import Comparison
import Documents
import GatewaySchemas

/// Looking at keys and types alone, which takes a fraction of judging the values.
extension RecordSchema {
  /// Whether each key of a mapping is one of a field's own and its value of that field's type, however deep it stands; false
  /// says nothing.
  func knowsForm(of object: Object) -> Bool {
    object.allSatisfy { member in self[member.key].map { $0.knowsForm(of: member.node) } ?? false }
  }
}

extension SchemaField {
  fileprivate func knowsForm(of node: Node) -> Bool {
    switch (type, node.value) {
    case (.record, .object(let object)): record.map { $0.knowsForm(of: object) } ?? true
    case (.map, .object(let object)):
      values.map { values in object.allSatisfy { values.knowsForm(of: $0.node) } } ?? true
    case (.array, .array(let items)), (.set, .array(let items)):
      elements.map { elements in items.allSatisfy { elements.knowsForm(of: $0) } } ?? true
    case (.string, .string), (.function, .string), (.integer, .integer), (.number, .integer), (.number, .decimal),
      (.boolean, .bool), (.foreign, _), (.json, _), (.any, _), (_, .null):
      true
    case (.boolean, .string(let word)): Normaliser.truth(of: word) != nil
    default: false
    }
  }
}
