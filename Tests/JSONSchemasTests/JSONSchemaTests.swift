import Documents
import JSONSchemas
import Testing

/// Schemas, each with a value and what about the value it does not allow.
struct JSONSchemaTests {
  private static func violations(_ schema: String, _ value: String) throws -> [String] {
    let schema = try JSONSchema(JSONReader.read(Array(schema.utf8)))
    return schema.violations(in: try JSONReader.read(Array(value.utf8))).map { violation in
      violation.path.steps.isEmpty ? violation.message : "\(violation.path): \(violation.message)"
    }
  }

  @Test(
    "Each keyword says what it does not allow",
    arguments: [
      (#"{"type": "string"}"#, "1", ["got number, want string"]),
      (#"{"type": ["string", "null"]}"#, "{}", ["got object, want string or null"]),
      (#"{"type": "integer"}"#, "1.5", ["got number, want integer"]), (#"{"type": "integer"}"#, "1.0", []),
      (#"{"type": "number"}"#, "1", []), ("true", "1", []), ("false", "1", ["false schema"]),
      (#"{"const": "a"}"#, #""b""#, ["value must be 'a'"]), (#"{"const": [1]}"#, "[2]", ["const failed"]),
      (#"{"const": 1}"#, "1.0", []),
      (#"{"enum": ["a", 1, null]}"#, #""b""#, ["value must be one of 'a', 1, null"]),
      (#"{"required": ["a", "b"]}"#, "{}", ["missing properties 'a', 'b'"]),
      (#"{"required": ["a"]}"#, #"{"b": 1}"#, ["missing property 'a'"]),
      (#"{"properties": {"a": {"type": "string"}}}"#, #"{"a": 1, "b": 1}"#, ["a: got number, want string"]),
      (
        #"{"properties": {"a": {}}, "additionalProperties": false}"#, #"{"a": 1, "b": 1, "c": 2}"#,
        ["additional properties 'b', 'c' not allowed"]
      ),
      (#"{"additionalProperties": {"type": "string"}}"#, #"{"x": 1}"#, ["x: got number, want string"]),
      (
        #"{"patternProperties": {"^x-": {"type": "string"}}, "additionalProperties": false}"#, #"{"x-a": 1}"#,
        ["x-a: got number, want string"]
      ),
      (#"{"propertyNames": {"maxLength": 1}}"#, #"{"ab": 1}"#, ["ab: maxLength: got 2, want 1"]),
      (#"{"minProperties": 1, "maxProperties": 2}"#, "{}", ["minProperties: got 0, want 1"]),
      (#"{"dependentRequired": {"a": ["b"]}}"#, #"{"a": 1}"#, ["properties 'b' required, if 'a' exists"]),
      (#"{"dependencies": {"a": {"required": ["c"]}}}"#, #"{"a": 1}"#, ["missing property 'c'"]),
      (#"{"minItems": 1}"#, "[]", ["minItems: got 0, want 1"]),
      (#"{"maxItems": 1}"#, "[1, 2]", ["maxItems: got 2, want 1"]),
      (#"{"uniqueItems": true}"#, "[1, 2, 1.0]", ["items at 0 and 2 are equal"]),
      (#"{"uniqueItems": true}"#, #"["b", "a", "a"]"#, ["items at 1 and 2 are equal"]),
      (#"{"items": {"type": "string"}}"#, #"["a", 1]"#, ["[1]: got number, want string"]),
      (
        #"{"prefixItems": [{"type": "string"}], "items": false}"#, "[1, 2]",
        ["[0]: got number, want string", "last 1 additionalItem(s) not allowed"]
      ),
      (#"{"items": [{}], "additionalItems": {"type": "string"}}"#, "[1, 2]", ["[1]: got number, want string"]),
      (#"{"contains": {"const": 1}}"#, "[2]", ["no items match contains schema"]),
      (
        #"{"contains": {"const": 1}, "maxContains": 1}"#, "[1, 1]",
        ["max 1 items required to match contains schema, but matched 2 items at 0, 1"]
      ),
      (#"{"minLength": 2}"#, #""é""#, ["minLength: got 1, want 2"]),
      (#"{"pattern": "^a"}"#, #""b""#, ["'b' does not match pattern '^a'"]),
      (#"{"minimum": 3}"#, "2", ["minimum: got 2, want 3"]),
      (#"{"maximum": 4096}"#, "100000", ["maximum: got 100,000, want 4,096"]),
      (#"{"exclusiveMinimum": 3}"#, "3", ["exclusiveMinimum: got 3, want 3"]),
      (#"{"maximum": 3, "exclusiveMaximum": true}"#, "3", ["exclusiveMaximum: got 3, want 3"]),
      (#"{"multipleOf": 0.1}"#, "0.3", []), (#"{"multipleOf": 2}"#, "3", ["multipleOf: got 3, want 2"]),
      (#"{"not": {"const": 1}}"#, "1", ["not failed"]),
      (
        #"{"allOf": [{"minimum": 3}, {"multipleOf": 2}]}"#, "1",
        ["minimum: got 1, want 3", "multipleOf: got 1, want 2"]
      ),
      (#"{"anyOf": [{"const": 1}, {"const": 2}]}"#, "3", ["value must be 1", "value must be 2"]),
      (#"{"anyOf": [{"const": 1}, {"const": 2}]}"#, "2", []),
      (#"{"oneOf": [{"type": "integer"}, {"minimum": 2}]}"#, "3", ["oneOf failed, subschemas 0, 1 matched"]),
      (#"{"oneOf": [{"type": "integer"}, {"minimum": 2}]}"#, "1", []),
      (
        #"{"if": {"required": ["a"]}, "then": {"required": ["b"]}, "else": {"required": ["c"]}}"#, "{}",
        ["missing property 'c'"]
      ),
      (##"{"$defs": {"s": {"type": "string"}}, "$ref": "#/$defs/s"}"##, "1", ["got number, want string"]),
      (##"{"$ref": "#t", "$defs": {"x": {"$anchor": "t", "const": 1}}}"##, "2", ["value must be 1"]),
      (
        #"{"allOf": [{"properties": {"a": {}}}], "unevaluatedProperties": false}"#, #"{"a": 1, "b": 1}"#,
        ["b: false schema"]
      ),
      (#"{"prefixItems": [{}], "unevaluatedItems": {"type": "string"}}"#, "[1, 2]", ["[1]: got number, want string"]),
      (#"{"format": "date"}"#, #""no date""#, []),
    ])
  func keywords(schema: String, value: String, expected: [String]) throws {
    #expect(try Self.violations(schema, value) == expected)
  }

  @Test("A schema may refer to itself")
  func recursion() throws {
    let schema = ##"{"properties": {"next": {"$ref": "#"}}, "additionalProperties": false}"##
    #expect(
      try Self.violations(schema, #"{"next": {"next": {"x": 1}}}"#) == [
        "next.next: additional properties 'x' not allowed"
      ])
    #expect(try !Self.violations(##"{"$ref": "#"}"##, "1").isEmpty)
  }

  @Test(
    "What is no schema is refused before it is used",
    arguments: [
      "1", #"{"type": "text"}"#, #"{"properties": []}"#, #"{"allOf": {}}"#, #"{"pattern": "("}"#,
      ##"{"$ref": "#/nowhere"}"##, #"{"$ref": "https://schemas.example.com/a.json"}"#, #"{"items": {"not": 1}}"#,
    ])
  func refusals(schema: String) throws {
    let node = try JSONReader.read(Array(schema.utf8))
    #expect(throws: JSONSchemaError.self) { try JSONSchema(node) }
  }
}
