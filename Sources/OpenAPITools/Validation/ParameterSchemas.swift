import Diagnostics
import Documents
import OpenAPI

/// The parameters of an operation as request-validator wants them.
struct ParameterSchemas {
  private let document: APIDocument
  private let naming: Naming

  init(_ document: APIDocument, _ naming: Naming) {
    self.document = document
    self.naming = naming
  }

  /// The parameters of the path that the operation does not have itself, then its own; cookies cannot be validated.
  func list(
    for operation: Operation, in item: PathItem, _ diagnostics: inout DiagnosticCollector
  ) -> [Node] {
    let inherited = item.parameters.filter { parameter in
      !operation.parameters.contains { $0.name == parameter.name && $0.location == parameter.location }
    }
    return (inherited + operation.parameters).compactMap { parameter in
      guard parameter.location != "cookie" else {
        diagnostics.warning(
          code: "cookie-parameter", "the cookie '\(parameter.name)' is not validated: the plugin has no cookies",
          at: parameter.place)
        return nil
      }
      return entry(parameter, &diagnostics)
    }
  }

  private func entry(_ parameter: Parameter, _ diagnostics: inout DiagnosticCollector) -> Node? {
    let style = parameter.style ?? (parameter.location == "query" ? "form" : "simple")
    var entry = Object()
    entry["name"] = Node(
      .string(parameter.location == "path" ? naming.capture(parameter.name) : parameter.name))
    entry["in"] = Node(.string(parameter.location))
    entry["required"] = Node(.bool(parameter.isRequired))
    entry["style"] = Node(.string(style))
    entry["explode"] = Node(.bool(parameter.explodes ?? (style == "form")))
    if let schema = parameter.schema, let alone = StandaloneSchema.schema(schema, of: document, &diagnostics) {
      guard ParameterSchemas.hasTypes(alone) else {
        diagnostics.error(
          code: "untyped-parameter",
          "the schema of the parameter '\(parameter.name)' needs a 'type' beside its oneOf or anyOf: request-validator "
            + "refuses it otherwise", at: schema.place)
        return nil
      }
      entry["schema"] = Node(.string(JSONText.of(alone)))
    }
    return Node(.object(entry))
  }

  /// Whether each alternative stands beside a type, but for those of a list's items.
  private static func hasTypes(_ schema: Node, isItems: Bool = false) -> Bool {
    guard let object = schema.object else { return true }
    if object["oneOf"] != nil || object["anyOf"] != nil { return isItems || object["type"]?.string != nil }
    return object.allSatisfy { hasTypes($0.node, isItems: $0.key == "items") }
  }
}
