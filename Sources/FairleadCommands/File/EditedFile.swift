import Diagnostics
import Documents
import StateFileTools
import StateFiles

/// A state file while a verb rewrites it.
struct EditedFile {
  /// The name by which it was read.
  let name: String
  /// What was read.
  let text: SourceText
  /// What is to be written.
  var documents: [Node]

  /// Takes a text that holds nothing but mappings, of which there is one at least.
  init(_ input: InputText, _ diagnostics: inout DiagnosticCollector) throws(DiagnosticError) {
    try self.init(ReadText(input), &diagnostics)
  }

  /// Takes a text that was read, if it holds nothing but mappings, of which there is one at least.
  init(_ read: ReadText, _ diagnostics: inout DiagnosticCollector) throws(DiagnosticError) {
    let found = read.diagnostics
    text = read.text
    diagnostics.add(contentsOf: found.diagnostics.filter { $0.severity != .error })
    if found.hasErrors { throw DiagnosticError(found.diagnostics.filter { $0.severity == .error }) }
    name = read.name
    documents = text.documents
    let others = documents.filter { $0.object == nil }
    if let other = others.first {
      throw DiagnosticError(
        Diagnostic(
          code: "no-mapping", "a mapping is expected here, not \(other.value.kindDescription)", at: other.place))
    }
    if documents.isEmpty {
      throw DiagnosticError(
        Diagnostic(
          code: "empty-file", "the file is empty", at: SourcePlace(line: 1, column: 1, source: SourceID(name: name)),
          hint: "a state file holds at least: _format_version: \"3.0\""))
    }
  }

  /// Leaves out what tools write down for themselves.
  mutating func dropIgnored() {
    for index in documents.indices { documents[index].changeObject { _ = $0.removeValue(forKey: "_ignore") } }
  }

  /// The documents as text; in another notation than they were read in, and in decK's style, all of it is written anew.
  ///
  /// - Parameters:
  ///   - format: What to write; nil for what was read.
  ///   - sortsKeys: Whether to write in decK's order and style.
  ///   - others: Further texts that parts of the documents come from.
  func bytes(
    format: DocumentFormat?, sortsKeys: Bool, with others: [SourceText] = []
  ) throws(DiagnosticError) -> [UInt8] {
    if format == .json || sortsKeys {
      var diagnostics = DiagnosticCollector()
      let documents = format == .json ? [try joined(&diagnostics)] : documents
      if sortsKeys { return DeckStyle.write(documents, in: (format ?? .yaml).notation) }
      return text.written(as: documents, in: .json, with: others)
    }
    return text.written(as: documents, in: format?.notation, with: others)
  }

  /// All documents as the one that they are to their readers: JSON has room for one.
  func joined(_ diagnostics: inout DiagnosticCollector) throws(DiagnosticError) -> Node {
    guard documents.count > 1 else { return documents[0] }
    var merge = FileMerge()
    for document in documents { try merge.add(document, &diagnostics) }
    return merge.document()
  }
}

/// A text as it was read to be edited, with what is wrong with it.
struct ReadText {
  /// The name by which it was read.
  let name: String
  let text: SourceText
  let diagnostics: DiagnosticCollector

  init(_ input: InputText) {
    var found = DiagnosticCollector()
    name = input.name
    text = EditedText.read(input.bytes, source: SourceID(name: input.name), diagnostics: &found)
    diagnostics = found
  }
}

extension DocumentFormat {
  /// The notation of the format.
  var notation: Notation {
    switch self {
    case .yaml: .yaml
    case .json: .json
    }
  }
}
