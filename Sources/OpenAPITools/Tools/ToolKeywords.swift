import Documents

/// Which keywords of a schema an MCP client can use, and what they are called in JSON Schema.
enum ToolKeywords {
  private static let kept: Set<String> = [
    "type", "format", "description", "title", "enum", "const", "default", "required", "pattern", "minimum", "maximum",
    "exclusiveMinimum", "exclusiveMaximum", "multipleOf", "minLength", "maxLength", "minItems", "maxItems",
    "uniqueItems",
    "minProperties", "maxProperties", "minContains", "maxContains", "additionalProperties", "items", "examples",
    "dependentRequired", "contentEncoding", "contentMediaType",
  ]

  /// Whether a keyword that holds no schema is kept.
  static func isKept(_ key: String, _ value: Node) -> Bool {
    guard kept.contains(key) else { return false }
    switch value.value {
    case .null: return key == "const" || key == "default"
    case .array(let items): return !items.isEmpty || key == "default" || key == "const"
    case .string(let text): return !text.isEmpty || key == "default" || key == "const"
    default: return true
    }
  }

  /// A schema of OpenAPI as one of JSON Schema: limits that are switches are OpenAPI 3.0's own. That a value may be null
  /// is left out: a tool's caller leaves out the value instead.
  static func asJSONSchema(_ schema: Object) -> Object {
    var schema = schema
    if let types = schema["type"]?.array {
      let others = types.filter { $0.string != "null" }
      schema["type"] = others.count == 1 ? others[0] : Node(.array(others.isEmpty ? types : others))
    }
    for (limit, exclusive) in [("minimum", "exclusiveMinimum"), ("maximum", "exclusiveMaximum")] {
      guard let isExclusive = schema[exclusive]?.bool else { continue }
      schema.removeValue(forKey: exclusive)
      if isExclusive, let value = schema.removeValue(forKey: limit) { schema[exclusive] = value }
    }
    return schema
  }
}
