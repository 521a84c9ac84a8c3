import Diagnostics
import Documents
import OpenAPI

/// Completes the plugin request-validator for one operation with what the document says of its parameters and its body.
struct RequestValidator {
  /// The name of the plugin.
  static let name = "request-validator"

  private let document: APIDocument
  private let naming: Naming

  init(_ document: APIDocument, naming: Naming) {
    self.document = document
    self.naming = naming
  }

  /// The plugin of an operation; nil where there is nothing to validate.
  func plugin(
    _ draft: PluginDraft, for operation: Operation, in item: PathItem, _ diagnostics: inout DiagnosticCollector
  ) -> PluginDraft? {
    var plugin = draft
    guard var config = draft.fields["config"].map({ $0.isNull ? Object() : $0.object }) ?? Object() else {
      diagnostics.error(
        code: "odd-extension", "'config' of a plugin must be a mapping", at: draft.fields["config"]?.place ?? .none)
      return nil
    }
    if config["parameter_schema"] ?? .null == .null {
      let parameters = ParameterSchemas(document, naming).list(for: operation, in: item, &diagnostics)
      if !parameters.isEmpty {
        config["parameter_schema"] = Node(.array(parameters))
        config["version"] = "draft4"
      }
    }
    let types = config["allowed_content_types"] ?? .null
    if config["body_schema"] ?? .null == .null {
      if let schema = bodySchema(of: operation, &diagnostics) {
        config["body_schema"] = Node(.string(schema))
        config["version"] = "draft4"
      } else if config["parameter_schema"] ?? .null == .null {
        if types.isNull { return nil }
        config["body_schema"] = "{}"
        config["version"] = "draft4"
      }
    }
    if types.isNull, let contents = operation.body?.contents, !contents.isEmpty {
      let names = contents.map(\.mediaType).sorted { $0.precedesInBytes($1) }
      config["allowed_content_types"] = Node(.array(names.map { Node(.string($0)) }))
    }
    plugin.fields["config"] = Node(.object(config))
    return plugin
  }

  private func bodySchema(of operation: Operation, _ diagnostics: inout DiagnosticCollector) -> String? {
    for content in operation.body?.contents ?? [] {
      guard let type = MediaType(content.mediaType) else {
        diagnostics.warning(
          code: "odd-media-type", "'\(content.mediaType)' is no media type: the body is not validated",
          at: content.place)
        return nil
      }
      guard type.isJSON else { continue }
      guard let schema = content.schema else { return nil }
      return StandaloneSchema.schema(schema, of: document, &diagnostics).map(JSONText.of)
    }
    return nil
  }
}
