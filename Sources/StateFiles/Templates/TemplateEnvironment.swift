/// Where the expressions of a state file, `${{ … }}`, get their values from.
package struct TemplateEnvironment: Sendable {
  /// What becomes of an expression.
  package enum Mode: Sendable, Hashable {
    /// Its value takes its place.
    case expand
    /// The variable's own name stands in for its value, 42 for numbers and false for booleans: nothing is looked up.
    case mock
    /// It stays as it is written.
    case verbatim
    /// It is some value or other, and nobody looks at what it says.
    case opaque
  }

  /// What becomes of expressions.
  package var mode: Mode
  /// The value of an environment variable; nil where it is not set.
  package var lookup: @Sendable (String) -> String?

  /// Expressions are replaced by their values.
  package static func expand(_ lookup: @escaping @Sendable (String) -> String?) -> TemplateEnvironment {
    TemplateEnvironment(mode: .expand, lookup: lookup)
  }

  /// Expressions are replaced by what shows that a value will stand there.
  package static let mock = TemplateEnvironment(mode: .mock) { _ in nil }

  /// Expressions stay as they are written.
  package static let verbatim = TemplateEnvironment(mode: .verbatim) { _ in nil }

  /// Expressions are values that nobody knows, whatever they say.
  package static let opaque = TemplateEnvironment(mode: .opaque) { _ in nil }

  /// Makes an environment.
  package init(mode: Mode, lookup: @escaping @Sendable (String) -> String?) {
    self.mode = mode
    self.lookup = lookup
  }

  /// What the names of variables must begin with, so that a file cannot reach the rest of the environment.
  package static let prefixes = ["DECK_", "FAIRLEAD_"]
}
