import Diagnostics

/// A text whose expressions were replaced by placeholders of the same number of characters.
struct TemplateText {
  /// An expression as it stands in the text.
  struct Expression {
    /// All of it, from `${{` to `}}`.
    var written: String
    /// Where it begins.
    var place: SourcePlace
    /// How many spaces its line begins with.
    var lineIndent: Int
  }

  /// The text with placeholders.
  let bytes: [UInt8]
  /// The expressions in their order.
  let expressions: [Expression]
  /// What the placeholders are made of.
  let alphabet: PlaceholderAlphabet

  init(_ bytes: [UInt8], source: SourceID) throws(DiagnosticError) {
    guard let alphabet = PlaceholderAlphabet(unusedIn: bytes) else {
      throw DiagnosticError(
        Diagnostic(
          code: "template-syntax",
          "the text uses all of Unicode's private use area, which leaves no room for expressions",
          at: SourcePlace(line: 1, column: 1, source: source)))
    }
    var scanner = TemplateScanner(bytes, source: source, alphabet: alphabet)
    scanner.run()
    if !scanner.diagnostics.isEmpty { throw DiagnosticError(scanner.diagnostics) }
    self.bytes = scanner.output
    self.expressions = scanner.expressions
    self.alphabet = alphabet
  }
}
