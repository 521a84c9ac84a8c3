package import Diagnostics
package import Documents

/// A text that people wrote, with the documents in it, to be written again with other documents and as much of the text
/// as still holds.
package struct SourceText: Sendable {
  /// The text.
  package var bytes: [UInt8] { text.bytes }
  /// The documents that hold something. Expressions are texts as they stand; aliases and merge keys are followed.
  package var documents: [Node] { text.documents }
  /// Whether the documents are known to be those that the text has for who only reads it: it has no expressions, no
  /// faults, and nothing in it means something else to decK.
  package let isReadPlainly: Bool
  /// What the text was read as.
  package var notation: Notation { text.notation }

  private let text: EditableText
  private let limits: DocumentLimits

  fileprivate init(_ text: EditableText, _ limits: DocumentLimits, mayHoldExpressions: Bool) {
    self.text = text
    self.limits = limits
    isReadPlainly = text.isReadPlainly && !mayHoldExpressions
  }

  /// The text with other documents in place of the ones that were read: only what differs is written anew.
  ///
  /// What a node is follows from its place: a node that keeps the place it was read with is the text that stands there,
  /// wherever in the documents it is now, and a node of no place is new text.
  ///
  /// - Parameters:
  ///   - documents: The documents to write.
  ///   - notation: What to write; another notation than the text's own is written anew as a whole.
  ///   - others: Further texts that nodes of the documents may have their places in.
  package func written(
    as documents: [Node], in notation: Notation? = nil, with others: [SourceText] = []
  ) -> [UInt8] {
    guard notation ?? self.notation == self.notation else { return (notation ?? self.notation).write(documents) }
    let edited = edited(documents, others)
    if edited == bytes { return edited }
    // A document that says something else would be worse than one that looks otherwise.
    var diagnostics = DiagnosticCollector()
    let reread = EditedText.documents(edited, limits: limits, diagnostics: &diagnostics)
    return !diagnostics.hasErrors && reread == documents ? edited : self.notation.write(documents)
  }

  /// The text with other documents, not yet compared with them.
  package func edited(_ documents: [Node], _ others: [SourceText] = []) -> [UInt8] {
    text.edited(to: documents, with: others.map(\.text))
  }
}

/// Reads texts that are to be edited.
package enum EditedText {
  /// Reads a text, YAML or JSON; its expressions are left as they are.
  ///
  /// - Parameters:
  ///   - bytes: The text in UTF-8.
  ///   - source: What the places of the nodes name; texts whose nodes come together need one each.
  ///   - limits: How large the text may be.
  ///   - diagnostics: Receives what is wrong with the text.
  package static func read(
    _ bytes: [UInt8], source: SourceID, limits: DocumentLimits = .standard, diagnostics: inout DiagnosticCollector
  ) -> SourceText {
    let mayHoldExpressions = mayHoldExpressions(bytes, limits)
    guard mayHoldExpressions, let template = template(bytes, source: source) else {
      let text = EditableText(bytes, source: source, limits: limits, diagnostics: &diagnostics)
      return SourceText(text, limits, mayHoldExpressions: mayHoldExpressions)
    }
    let text = EditableText(
      bytes, parsedAs: template.bytes, source: source, limits: limits.admitting(template),
      resolver: TemplateFiller(text: template, environment: .verbatim), diagnostics: &diagnostics)
    return SourceText(text, limits, mayHoldExpressions: true)
  }

  /// The documents of a text, without what it takes to edit them.
  static func documents(
    _ bytes: [UInt8], limits: DocumentLimits, diagnostics: inout DiagnosticCollector
  ) -> [Node] {
    guard mayHoldExpressions(bytes, limits), let template = template(bytes, source: .none) else {
      return EditableText.documents(parsedAs: bytes, limits: limits, diagnostics: &diagnostics)
    }
    return EditableText.documents(
      parsedAs: template.bytes, limits: limits.admitting(template),
      resolver: TemplateFiller(text: template, environment: .verbatim), diagnostics: &diagnostics)
  }

  private static func mayHoldExpressions(_ bytes: [UInt8], _ limits: DocumentLimits) -> Bool {
    bytes.count <= limits.maximumBytes && TemplateGlance(bytes).mayHoldExpressions
  }

  /// A text with its expressions. What only looks like one is told where values are needed; here it is text.
  private static func template(_ bytes: [UInt8], source: SourceID) -> TemplateText? {
    do throws(DiagnosticError) { return try TemplateText(bytes, source: source, isTolerant: true) } catch { return nil }
  }
}

extension DocumentLimits {
  /// Limits for a text in which placeholders take up to three bytes where the expression took one.
  func admitting(_ template: TemplateText) -> DocumentLimits {
    var limits = self
    limits.maximumBytes = max(limits.maximumBytes, template.bytes.count)
    return limits
  }
}
