/// The keywords of schemas, by what their values are.
enum SchemaKeywords {
  /// One schema.
  static let schema: Set<String> = [
    "items", "not", "additionalProperties", "additionalItems", "contains", "propertyNames", "if", "then", "else",
    "unevaluatedItems", "unevaluatedProperties", "contentSchema",
  ]
  /// A list of schemas.
  static let list: Set<String> = ["allOf", "anyOf", "oneOf", "prefixItems"]
  /// Schemas by names.
  static let map: Set<String> = ["properties", "patternProperties", "dependentSchemas", "$defs"]
  /// Other values.
  static let plain: Set<String> = [
    "$anchor", "$comment", "$dynamicAnchor", "$dynamicRef", "$id", "$schema", "$vocabulary", "const", "contentEncoding",
    "contentMediaType", "default", "dependentRequired", "deprecated", "description", "discriminator", "enum", "example",
    "examples", "exclusiveMaximum", "exclusiveMinimum", "externalDocs", "format", "maxContains", "maxItems",
    "maxLength",
    "maxProperties", "maximum", "minContains", "minItems", "minLength", "minProperties", "minimum", "multipleOf",
    "nullable", "pattern", "readOnly", "required", "title", "type", "uniqueItems", "writeOnly", "xml",
  ]
  /// Values that may be null.
  static let nullable: Set<String> = ["const", "default", "example"]
  /// Switches that are off where they are missing.
  static let switches: Set<String> = ["deprecated", "nullable", "readOnly", "uniqueItems", "writeOnly"]

  /// Whether a keyword is one of any kind, or an extension.
  static func isKnown(_ key: String) -> Bool {
    plain.contains(key) || schema.contains(key) || list.contains(key) || map.contains(key) || key.hasPrefix("x-")
  }
}
