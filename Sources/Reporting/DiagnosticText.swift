package import Diagnostics

/// Diagnostics as text: `file:line:column: error: …`, with hint and further places on lines of their own.
package enum DiagnosticText {
  /// One diagnostic, without a newline at its end.
  package static func render(_ diagnostic: Diagnostic, style: TextStyle = TextStyle(isColoured: false)) -> String {
    let severity = style.apply(diagnostic.severity == .error ? .deletion : .update, "\(diagnostic.severity.rawValue):")
    var lines = ["\(prefix(diagnostic.place))\(severity) \(line(diagnostic.message))"]
    for note in diagnostic.notes {
      lines.append("  \(prefix(note.place))\(line(note.message))")
    }
    if let hint = diagnostic.hint {
      lines.append("  \(style.apply(.faint, "hint:")) \(line(hint))")
    }
    return lines.joined(separator: "\n")
  }

  private static func prefix(_ place: SourcePlace) -> String { place.isKnown ? "\(place): " : "" }

  /// Control characters, which could rewrite what a terminal shows, as spaces.
  private static func line(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: { $0.value < 0x20 || (0x7f...0x9f).contains($0.value) }) else {
      return text
    }
    var scalars = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      scalars.append(scalar.value < 0x20 || (0x7f...0x9f).contains(scalar.value) ? " " : scalar)
    }
    return String(scalars)
  }
}
