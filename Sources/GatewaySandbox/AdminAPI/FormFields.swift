import Documents
import GatewayModel
import GatewaySchemas

/// Turns the flat parameters of a form into fields: `config.minute=5`, `tags[]=a`, `paths[1]=/x`.
enum FormFields {
  /// The fields, every value still a text.
  static func untyped(_ parameters: [(name: String, value: String)]) -> Object {
    var result = Object()
    for (name, value) in parameters {
      let path = steps(name)
      guard !path.isEmpty else { continue }
      result = set(value, at: path[...], in: result)
    }
    return result
  }

  /// The fields with values of the schema's types, where the texts allow it.
  static func typed(_ fields: Object, _ schema: Schema) -> Object { typed(fields, schema.root) }

  /// The names on the way: dots and brackets separate them; an empty one or a number stands for a list's item.
  private static func steps(_ name: String) -> [String] {
    name.replacing("]", with: "").replacing("[", with: ".").split(separator: ".", omittingEmptySubsequences: false)
      .prefix(16).map(String.init)
  }

  private static func set(_ value: String, at path: ArraySlice<String>, in object: Object) -> Object {
    guard let first = path.first else { return object }
    var result = object
    let rest = path.dropFirst()
    let isItem = rest.count == 1 && (rest.first == "" || rest.first.flatMap { Int($0) } != nil)
    if rest.isEmpty {
      result[first] = Node(.string(value))
    } else if isItem {
      result[first] = Node(.array((result[first]?.array ?? []) + [Node(.string(value))]))
    } else {
      result[first] = Node(.object(set(value, at: rest, in: result[first]?.object ?? Object())))
    }
    return result
  }

  private static func typed(_ object: Object, _ record: RecordSchema) -> Object {
    Object(
      object.map { member in
        guard let field = record[member.key] ?? record.shorthand(member.key)?.field else { return member }
        return Object.Member(key: member.key, node: typed(member.node, field))
      })
  }

  private static func typed(_ node: Node, _ field: SchemaField) -> Node {
    switch field.type {
    case .record:
      guard let record = field.record, let object = node.object else { return node }
      return Node(.object(typed(object, record)))
    case .foreign:
      return node
    case .array, .set:
      guard let elements = field.elements else { return node }
      if node.string == "" { return .null }
      return Node(.array((node.array ?? [node]).map { typed($0, elements) }))
    case .map:
      guard let values = field.values, let object = node.object else { return node }
      return Node(.object(object.mapNodes { typed($1, values) }))
    case .integer, .number:
      guard let text = node.string else { return node }
      if text.isEmpty { return .null }
      if let integer = Int(text) { return Node(.integer(integer)) }
      return Double(text).map { $0.isFinite ? Node(.decimal(DecimalNumber($0))) : node } ?? node
    case .boolean:
      switch node.string {
      case "true": return true
      case "false": return false
      case "": return .null
      default: return node
      }
    default:
      return node.string == "" ? .null : node
    }
  }
}
