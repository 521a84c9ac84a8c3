import ArgumentParser
import Diagnostics
import GatewayModel
import Reconciliation
import StateFiles

/// The flags that verbs have which compare files with a gateway.
struct PlanningOptions: ParsableArguments {
  @Option(name: .customLong("protect-tag"), help: "Neither change nor delete entities with one of these tags.")
  var protectTags: [String] = []

  @Flag(
    name: .customLong("include-plugin-definitions"), help: "Also manage definitions of cloned and custom plugins.")
  var includesPluginDefinitions = false

  @OptionGroup var severity: SeverityOptions

  /// How severe diagnostics are.
  func severities() throws(DiagnosticError) -> SeverityRules { try severity.rules() }
}

/// The flags that weigh diagnostics otherwise.
struct SeverityOptions: ParsableArguments {
  @Option(
    name: [.customShort("E"), .customLong("warnings-as-errors")],
    help: "Warnings that count as errors, by their codes; comma-separated.")
  var warningsAsErrors: [String] = []

  @Option(
    name: [.customShort("W"), .customLong("errors-as-warnings")],
    help: "Errors that count as warnings, by their codes; comma-separated.")
  var errorsAsWarnings: [String] = []

  /// How severe diagnostics are.
  func rules() throws(DiagnosticError) -> SeverityRules {
    try SeverityRules(errors: warningsAsErrors, warnings: errorsAsWarnings)
  }
}

/// Which diagnostics the user wants to weigh otherwise (`-E`, `-W`).
struct SeverityRules {
  /// The codes whose weight is open to choice.
  static let codes = FormatAdvice.codes

  private var errors: Set<String> = []
  private var warnings: Set<String> = []

  /// The weights as they are.
  init() {}

  /// Checks the codes; an error outweighs a warning where both are asked for.
  init(errors: [String], warnings: [String]) throws(DiagnosticError) {
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
  func weigh(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
    diagnostics.map { diagnostic in
      var diagnostic = diagnostic
      if errors.contains(diagnostic.code) { diagnostic.severity = .error }
      if warnings.contains(diagnostic.code) { diagnostic.severity = .warning }
      return diagnostic
    }
  }
}
