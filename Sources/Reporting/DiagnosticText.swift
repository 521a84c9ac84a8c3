package import Diagnostics

/// Diagnostics as text: `file:line:column: error: …`, with hint and further places on lines of their own.
package enum DiagnosticText {
  /// One diagnostic, without a newline at its end.
  ///
  /// - Parameters:
  ///   - diagnostic: What to say.
  ///   - snippet: The lines that show where it is.
  ///   - style: How it is coloured.
  package static func render(
    _ diagnostic: Diagnostic, snippet: [String] = [], style: TextStyle = TextStyle(isColoured: false)
  ) -> String {
    let severity = style.apply(diagnostic.severity == .error ? .deletion : .update, "\(diagnostic.severity.rawValue):")
    var lines = ["\(prefix(diagnostic.place))\(severity) \(TextLine.visible(diagnostic.message))"]
    lines += snippet.map { style.apply(.faint, $0) }
    for note in diagnostic.notes {
      lines.append("  \(prefix(note.place))\(TextLine.visible(note.message))")
    }
    if let hint = diagnostic.hint {
      lines.append("  \(style.apply(.faint, "hint:")) \(TextLine.visible(hint))")
    }
    return lines.joined(separator: "\n")
  }

  private static func prefix(_ place: SourcePlace) -> String { place.isKnown ? "\(place): " : "" }
}

/// A text that is to stay on its line.
enum TextLine {
  /// The text with spaces in place of control characters, which could rewrite what a terminal shows, and of those that
  /// turn the direction of writing, so that something else could be read than is there.
  static func visible(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: misleads) else { return text }
    var scalars = String.UnicodeScalarView()
    for scalar in text.unicodeScalars { scalars.append(misleads(scalar) ? " " : scalar) }
    return String(scalars)
  }

  private static func misleads(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7f...0x9f, 0x200e...0x200f, 0x2028...0x202e, 0x2066...0x2069: true
    default: false
    }
  }
}
