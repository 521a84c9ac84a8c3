import Diagnostics
import Documents

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

    /// What it says where a text of this style holds it, whose own escapes are undone.
    ///
    /// People write it without any within double quotation marks, too: its own bare ones tell.
    func text(in style: Scalar.Style) -> String {
      switch style {
      case .singleQuoted: written.replacing("''", with: "'")
      case .doubleQuoted where written.contains("\\"): TemplateText.unescaped(written) ?? written
      case .doubleQuoted, .plain, .literal, .folded: written
      }
    }
  }

  /// The text with placeholders.
  let bytes: [UInt8]
  /// The expressions in their order.
  let expressions: [Expression]
  /// What the placeholders are made of.
  let alphabet: PlaceholderAlphabet

  /// Takes the expressions out of a text.
  ///
  /// - Parameter isTolerant: Whether what only looks like an expression is text.
  init(_ bytes: [UInt8], source: SourceID, isTolerant: Bool = false) throws(DiagnosticError) {
    guard let alphabet = PlaceholderAlphabet(unusedIn: bytes) else {
      throw DiagnosticError(
        Diagnostic(
          code: "template-syntax",
          "the text uses all of Unicode's private use area, which leaves no room for expressions",
          at: SourcePlace(line: 1, column: 1, source: source)))
    }
    var scanner = TemplateScanner(bytes, source: source, alphabet: alphabet)
    scanner.run()
    if !isTolerant, !scanner.diagnostics.isEmpty { throw DiagnosticError(scanner.diagnostics) }
    self.bytes = scanner.output
    self.expressions = scanner.expressions
    self.alphabet = alphabet
  }

  /// A stretch of a text in double quotation marks as it reads; nil where it is none.
  private static func unescaped(_ written: String) -> String? {
    let bytes = [UInt8(ascii: "\"")] + Array(written.utf8) + [UInt8(ascii: "\"")]
    do throws(DiagnosticError) { return try JSONReader.read(bytes).string } catch {
      var ignored = DiagnosticCollector()
      let documents = YAMLReader.read(bytes, source: .none, diagnostics: &ignored)
      return ignored.hasErrors ? nil : documents.first?.string
    }
  }
}
