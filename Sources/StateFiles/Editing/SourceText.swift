package import Diagnostics
package import Documents

/// A text that people wrote, with the documents in it, to be written again with other documents and as much of the text
/// as still holds.
package struct SourceText: Sendable {
  /// The text.
  package let bytes: [UInt8]
  /// The documents that hold something. Expressions are texts as they stand; aliases and merge keys are followed.
  package let documents: [Node]
  /// What the text was read as.
  package let notation: Notation

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
    let notation = notation ?? self.notation
    if notation == self.notation, documents == self.documents { return bytes }
    return notation.write(documents)
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
    let documents = TemplatedDocument.read(
      bytes, source: source, environment: .verbatim, limits: limits, diagnostics: &diagnostics)
    return SourceText(bytes: bytes, documents: documents, notation: .yaml)
  }
}
