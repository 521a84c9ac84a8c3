package import Documents

/// A JSON Schema: what a value has to be like.
///
/// The keywords are those of draft 2020-12, and of earlier drafts where they have other names or forms: `items` as a list,
/// `additionalItems`, `dependencies`, `definitions`, booleans as `exclusiveMinimum`. `format` and the keywords on content say
/// nothing about validity. References lead to places within the schema; nothing is ever fetched.
package struct JSONSchema: Sendable {
  let root: Node
  /// What `$anchor`, `$id` and pointers of references name.
  let targets: [String: Node]
  let expressions: [String: RegularExpression]

  /// Takes a schema as it stands in a document.
  ///
  /// - Throws: What about it is no schema.
  package init(_ document: Node) throws(JSONSchemaError) {
    var reading = SchemaReading(root: document)
    try reading.read(document, depth: 0)
    try reading.resolveReferences()
    root = document
    targets = reading.targets
    expressions = reading.expressions
  }

  /// What of a value the schema does not allow, from the outside in; alternatives that all fail are each told.
  package func violations(in value: Node) -> [Violation] {
    var validator = SchemaValidator(schema: self)
    return validator.validate(value, by: root, at: DocumentPath()).violations
  }

  /// One thing that a value should be and is not.
  package struct Violation: Sendable, Hashable {
    /// Where in the value.
    package var path: DocumentPath
    /// What is wrong.
    package var message: String
  }
}

/// Why something is no schema.
package struct JSONSchemaError: Error, Sendable {
  /// What is wrong.
  package var message: String
  /// The part concerned.
  package var node: Node
}
