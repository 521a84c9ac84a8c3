package import Diagnostics
package import StateFileTools

/// Something found in a file, as reports tell it: a fault that a check came upon, or what a rule does not want.
package struct ReportedFinding: Sendable {
  /// How much it weighs.
  package enum Level: String, Sendable {
    case error
    case warning
    case note
  }

  /// The stable code of the check, or the name of the rule.
  package var code: String
  /// How much it weighs.
  package var level: Level
  /// What is wrong.
  package var message: String
  /// Where it is; `.none` where it concerns no place in a file.
  package var place: SourcePlace
  /// What to do about it.
  package var hint: String?

  /// Takes a diagnostic.
  package init(_ diagnostic: Diagnostic) {
    code = diagnostic.code
    level = diagnostic.severity == .error ? .error : .warning
    message = diagnostic.message
    place = diagnostic.place
    hint = diagnostic.hint
  }

  /// Takes what a rule found.
  package init(_ finding: LintFinding) {
    code = finding.rule
    message = finding.message
    place = finding.place
    hint = finding.hint
    switch finding.weight {
    case .error: level = .error
    case .warn: level = .warning
    case .info, .hint: level = .note
    }
  }

  /// What is wrong and what to do about it.
  var text: String { hint.map { "\(message) (\($0))" } ?? message }
}
