import Documents

/// Writes the gateway's schema documents as JSON Schemas.
enum JSONSchemaForm {
  private static let owners: Set<String> = ["consumer", "upstream"]
  private static let shared: Set<String> = ["id", "consumer", "created_at", "updated_at", "tags"]

  /// A record: an entity, or one within it.
  static func record(_ document: Node) -> Node {
    var properties = Object()
    var required: [Node] = []
    for item in document["fields"]?.array ?? [] {
      guard let field = item.object?.members.first else { continue }
      properties[field.key] = property(field.node)
      if isRequired(field.key, field.node) { required.append(Node(.string(field.key))) }
    }
    for item in document["shorthand_fields"]?.array ?? [] {
      guard let field = item.object?.members.first, var schema = property(field.node).object else { continue }
      schema["writeOnly"] = true
      properties[field.key] = Node(.object(schema))
    }
    var schema: Object = ["type": "object", "properties": Node(.object(properties)), "additionalProperties": false]
    if !required.isEmpty { schema["required"] = Node(.array(required)) }
    return Node(.object(schema))
  }

  /// A credential: what is its own stands in a member `value`.
  static func wrapped(_ schema: Node) -> Node {
    let properties = schema["properties"]?.object ?? Object()
    var outer = Object(properties.filter { shared.contains($0.key) })
    var inner: Object = [
      "type": "object", "properties": Node(.object(Object(properties.filter { !shared.contains($0.key) }))),
      "additionalProperties": false,
    ]
    inner["required"] = schema["required"]
    outer["value"] = Node(.object(inner))
    return ["type": "object", "properties": Node(.object(outer)), "required": ["value"]]
  }

  private static func isRequired(_ name: String, _ field: Node) -> Bool {
    field["required"]?.bool == true && field["default"] == nil && field["auto"] == nil
      && field["type"]?.string != "record" && !owners.contains(name)
  }

  /// A field.
  static func property(_ field: Node) -> Node {
    var schema = typed(field)
    if let value = field["default"], !value.isNull { schema["default"] = value }
    let limits = [
      ("one_of", "enum"), ("at_least", "minimum"), ("at_most", "maximum"), ("len_min", "minLength"),
      ("len_max", "maxLength"), ("encrypted", "x-encrypted"), ("referenceable", "x-referenceable"),
    ]
    for (ours, theirs) in limits { if let value = field[ours] { schema[theirs] = value } }
    if let range = field["between"]?.array, range.count == 2 {
      schema["minimum"] = range[0]
      schema["maximum"] = range[1]
    }
    return Node(.object(schema))
  }

  private static func typed(_ field: Node) -> Object {
    switch field["type"]?.string {
    case "record" where field["fields"] != nil: return record(field).object ?? Object()
    case "foreign":
      return ["type": "object", "properties": ["id": ["type": "string"]], "additionalProperties": false]
    case "array": return ["type": "array", "items": property(field["elements"] ?? [:])]
    case "set": return ["type": "array", "items": property(field["elements"] ?? [:]), "uniqueItems": true]
    case "map": return ["type": "object", "additionalProperties": property(field["values"] ?? [:])]
    case "record", "json", "any", nil: return ["type": "object", "additionalProperties": true]
    case "function": return ["type": "string"]
    case let type?: return ["type": Node(.string(type))]
    }
  }
}
