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

  @Flag(help: "Have the gateway judge every entity that is to be written, before anything is.")
  var preflight = false

  @Flag(
    name: .customLong("skip-hash-for-basic-auth"),
    help: "The passwords of basic-auth credentials are hashes already (Konnect).")
  var skipsHashing = false

  @OptionGroup var severity: SeverityOptions

  /// Puts into a request what these flags say.
  func apply(to request: inout RunRequest) throws(DiagnosticError) {
    request.plan.protectTags = Set(protectTags)
    request.severities = try severity.rules()
    if preflight { request.asking = .all }
  }
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
