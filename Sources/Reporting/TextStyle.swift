/// Colours for terminals; off everywhere else.
package struct TextStyle: Sendable {
  /// What colours tell apart.
  package enum Tone: String, Sendable {
    /// Something comes into being.
    case creation = "32"
    /// Something changes; also warnings.
    case update = "33"
    /// Something goes; also errors.
    case deletion = "31"
    /// A heading.
    case heading = "1"
    /// What is of less importance.
    case faint = "2"
  }

  /// Whether colours are used.
  package let isColoured: Bool

  /// Makes a style.
  package init(isColoured: Bool) {
    self.isColoured = isColoured
  }

  /// The text in the colours of a tone.
  package func apply(_ tone: Tone, _ text: String) -> String {
    isColoured ? "\u{1b}[\(tone.rawValue)m\(text)\u{1b}[0m" : text
  }
}
