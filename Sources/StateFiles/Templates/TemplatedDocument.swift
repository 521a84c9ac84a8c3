package import Diagnostics
package import Documents

/// Reads state files, whose values may hold expressions such as `${{ env "DECK_TOKEN" }}`.
///
/// Expressions are replaced by opaque characters of the same number before the text is parsed, and filled in afterwards:
/// places stay exact, and no content of a variable can change the structure of a document.
package enum TemplatedDocument {
  /// Reads all documents of a text and fills in its expressions.
  ///
  /// A value made from variables keeps its line and column, and names the variables as its origin. Messages name
  /// variables, never their values.
  ///
  /// - Parameters:
  ///   - bytes: The text, YAML or JSON, in UTF-8.
  ///   - source: What the places of the nodes name.
  ///   - environment: Where values come from.
  ///   - limits: How large the text may be.
  ///   - diagnostics: Receives what is wrong with the text or its expressions.
  /// - Returns: The documents, without empty ones.
  package static func read(
    _ bytes: [UInt8], source: SourceID, environment: TemplateEnvironment, limits: DocumentLimits = .standard,
    diagnostics: inout DiagnosticCollector
  ) -> [Node] {
    guard bytes.count <= limits.maximumBytes else {
      return DocumentReader.read(bytes, source: source, limits: limits, diagnostics: &diagnostics)
    }
    let glance = TemplateGlance(bytes)
    diagnostics.add(contentsOf: glance.warnings(bytes, source: source))
    guard glance.mayHoldExpressions else {
      return DocumentReader.read(bytes, source: source, limits: limits, diagnostics: &diagnostics)
    }
    let text: TemplateText
    do throws(DiagnosticError) {
      text = try TemplateText(bytes, source: source, isTolerant: environment.mode == .opaque)
    } catch {
      diagnostics.add(contentsOf: error.diagnostics)
      return []
    }
    let filler = TemplateFiller(text: text, environment: environment)
    return DocumentReader.read(
      text.bytes, source: source, limits: limits.admitting(text), resolver: filler, diagnostics: &diagnostics)
  }
}
