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
  ///   - allowsGaps: Whether entities will do in which expressions that have no value left gaps.
  ///   - types: How far the texts are held against the types of the format; nil for what a gateway's schemas say alone.
  ///   - diagnostics: Receives every fault found.
  /// - Returns: The desired state; nil where a text could not be read far enough to say what it asks for.
  package static func load(
    _ texts: [InputText], environment: TemplateEnvironment, scope: Scope = Scope(), allowsGaps: Bool = false,
    types: FormatTypes.Extent? = nil, _ diagnostics: inout DiagnosticCollector
  ) -> DesiredState? {
    var content = StateContent(scope: scope)
    var ofTypes: [Diagnostic] = []
    for text in texts {
      let source = SourceID(name: text.name)
      var found = DiagnosticCollector()
      let documents = TemplatedDocument.read(text.bytes, source: source, environment: environment, diagnostics: &found)
      diagnostics.add(contentsOf: found.diagnostics)
      if let types { ofTypes += FormatTypes.faults(in: documents, types) }
      let isGapped = allowsGaps && found.diagnostics.allSatisfy { $0.severity != .error || isGap($0, documents) }
      add(documents, of: source, hasFaults: found.hasErrors && !isGapped, to: &content, &diagnostics)
    }
    let state = state(of: &content, &diagnostics)
    FormatTypes.add(ofTypes, to: &diagnostics)
    return texts.isEmpty ? nil : state
  }

  /// Takes the documents of one file, which was read without a fault and holds no expressions.
  package static func load(
    read documents: [Node], from name: String, types: FormatTypes.Extent, _ diagnostics: inout DiagnosticCollector
  ) -> DesiredState? {
    var content = StateContent(scope: Scope())
    add(documents, of: SourceID(name: name), hasFaults: false, to: &content, &diagnostics)
    let state = state(of: &content, &diagnostics)
    FormatTypes.add(FormatTypes.faults(in: documents, types), to: &diagnostics)
    return state
  }

  /// Takes documents that were made, not read; their places are those of what they were made from.
  package static func load(
    made documents: [Node], scope: Scope = Scope(), _ diagnostics: inout DiagnosticCollector
  ) -> DesiredState? {
    var content = StateContent(scope: scope)
    for document in documents { content.add(document, to: &diagnostics) }
    return state(of: &content, &diagnostics)
  }

  /// Whether an error is that of an expression that left a gap in an entity; the keys of a file that say what it is about
  /// have to be known.
  private static func isGap(_ error: Diagnostic, _ documents: [Node]) -> Bool {
    guard error.code.hasPrefix("variable-") || error.code.hasPrefix("template-") else { return false }
    return documents.allSatisfy { document in
      document.object?.allSatisfy { !$0.key.hasPrefix("_") || !$0.node.hasGaps } ?? false
    }
  }

  private static func add(
    _ documents: [Node], of source: SourceID, hasFaults: Bool, to content: inout StateContent,
    _ diagnostics: inout DiagnosticCollector
  ) {
    if hasFaults { content.isBroken = true }
    if documents.allSatisfy({ $0.isNull || $0.object?.isEmpty == true }) {
      if !hasFaults {
        diagnostics.error(
          code: "empty-file", "the file is empty", at: SourcePlace(line: 1, column: 1, source: source),
          hint: "a state file holds at least: _format_version: \"3.0\"")
      }
      content.isBroken = true
    }
    for document in documents { content.add(document, to: &diagnostics) }
  }

  private static func state(of content: inout StateContent, _ diagnostics: inout DiagnosticCollector) -> DesiredState? {
    content.finish(&diagnostics)
    let state = DesiredStateBuilder.build(&content, &diagnostics)
    return content.isBroken ? nil : state
  }
}
