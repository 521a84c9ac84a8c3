package import Diagnostics
package import Documents
package import GatewayModel

/// Reads state files into the state that they ask for.
package enum StateFileLoader {
  /// Reads, renders, merges and checks texts as far as that is possible without a gateway.
  ///
  /// - Parameters:
  ///   - texts: The files in the order in which their lists are joined.
  ///   - environment: Where template expressions get their values.
  ///   - scope: The part of the gateway that is concerned as far as others than the files say.
  ///   - diagnostics: Receives every fault found.
  /// - Returns: The desired state; nil where a text could not be read far enough to say what it asks for.
  package static func load(
    _ texts: [InputText], environment: TemplateEnvironment, scope: Scope = Scope(),
    _ diagnostics: inout DiagnosticCollector
  ) -> DesiredState? {
    var content = StateContent(scope: scope)
    for text in texts {
      let source = SourceID(name: text.name)
      var found = DiagnosticCollector()
      let documents = TemplatedDocument.read(text.bytes, source: source, environment: environment, diagnostics: &found)
      diagnostics.add(contentsOf: found.diagnostics)
      if documents.allSatisfy({ $0.isNull || $0.object?.isEmpty == true }) {
        if !found.hasErrors {
          diagnostics.error(
            code: "empty-file", "the file is empty", at: SourcePlace(line: 1, column: 1, source: source),
            hint: "a state file holds at least: _format_version: \"3.0\"")
        }
        content.isBroken = true
      }
      if found.hasErrors { content.isBroken = true }
      for document in documents { content.add(document, to: &diagnostics) }
    }
    let state = state(of: &content, &diagnostics)
    return texts.isEmpty ? nil : state
  }

  /// Takes documents that were made, not read; their places are those of what they were made from.
  package static func load(
    made documents: [Node], scope: Scope = Scope(), _ diagnostics: inout DiagnosticCollector
  ) -> DesiredState? {
    var content = StateContent(scope: scope)
    for document in documents { content.add(document, to: &diagnostics) }
    return state(of: &content, &diagnostics)
  }

  private static func state(of content: inout StateContent, _ diagnostics: inout DiagnosticCollector) -> DesiredState? {
    content.finish(&diagnostics)
    let state = DesiredStateBuilder.build(&content, &diagnostics)
    return content.isBroken ? nil : state
  }
}
