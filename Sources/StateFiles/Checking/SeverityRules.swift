package import Diagnostics

/// Which diagnostics the user wants to weigh otherwise (`-E`, `-W`).
package struct SeverityRules: Sendable {
  /// The codes whose weight is open to choice.
  package static let codes = FormatAdvice.codes

  private var errors: Set<String> = []
  private var warnings: Set<String> = []

  /// The weights as they are.
  package init() {}

  /// Checks the codes; an error outweighs a warning where both are asked for.
  package init(errors: [String], warnings: [String]) throws(DiagnosticError) {
    for code in errors + warnings where !SeverityRules.codes.contains(code) {
      throw DiagnosticError(
        Diagnostic(
          code: "usage", "there is no diagnostic '\(code)' to weigh otherwise",
          hint: "-E and -W take \(SeverityRules.codes.joined(separator: ", "))"))
    }
    self.errors = Set(errors)
    self.warnings = Set(warnings).subtracting(errors)
  }

  /// The diagnostics, weighed.
  package func weigh(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
    diagnostics.map { diagnostic in
      var diagnostic = diagnostic
      if errors.contains(diagnostic.code) { diagnostic.severity = .error }
      if warnings.contains(diagnostic.code) { diagnostic.severity = .warning }
      return diagnostic
    }
  }
}
