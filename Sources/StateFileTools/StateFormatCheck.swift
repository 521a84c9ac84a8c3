package import Diagnostics
package import Documents
package import StateFiles

/// Whether a text is a state file at all, whatever the version of the gateway: keys and types, but no plugin's configuration
/// and no reference, which other files may hold.
package enum StateFormatCheck {
  private static let ofFile: Set<String> = ["missing-field", "unknown-key", "unknown-kind", "wrong-type"]

  /// What is wrong with the text, expressions being taken for whatever fits, and not judged themselves.
  ///
  /// - Parameter source: The text as it was read to be edited.
  package static func faults(in text: InputText, readAs source: SourceText) -> [Diagnostic] {
    var collector = DiagnosticCollector()
    // A large text is not read twice where that would give the same again.
    let state =
      source.isReadPlainly
      ? StateFileLoader.load(read: source.documents, from: text.name, types: .valuesAndFields, &collector)
      : StateFileLoader.load([text], environment: .opaque, types: .valuesAndFields, &collector)
    guard let desired = state else {
      return FormatTypes.toldOnce(collector.diagnostics).filter { $0.severity == .error && $0.code != "format-version" }
    }
    var offline = DiagnosticCollector()
    var schemas = OfflineSchemas([], &offline).schemas(for: desired)
    schemas.configurations = [:]
    // What a gateway needs besides may come from another file.
    let found =
      collector.diagnostics.filter { ofFile.contains($0.code) }
      + StateFileCheck.faultsOfForm(in: desired, schemas: schemas)
    return FormatTypes.toldOnce(found).filter { $0.severity == .error && !$0.place.origin.isEnvironment }
  }

  /// The documents of a text with the values of variables in place of expressions.
  package static func values(
    of text: InputText, _ environment: TemplateEnvironment
  ) -> (documents: [Node], diagnostics: [Diagnostic]) {
    var collector = DiagnosticCollector()
    let documents = TemplatedDocument.read(
      text.bytes, source: SourceID(name: text.name), environment: environment, diagnostics: &collector)
    return (documents, collector.diagnostics)
  }
}
