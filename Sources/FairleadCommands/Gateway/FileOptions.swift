import ArgumentParser
import Diagnostics
import Reconciliation

/// What diff and sync have in common: which files, compared with what part of a gateway, and how.
struct FileOptions: ParsableArguments {
  @Argument(help: "State files, directories of such, or - for standard input.")
  var files: [String] = []

  @Flag(
    name: .customLong("no-mask-deck-env-vars-value"),
    help: "Show values from the environment, unless their fields make them secret.")
  var showsEnvironment = false

  @OptionGroup var groups: GroupOptions
  @OptionGroup(title: "Scope") var scope: ScopeOptions
  @OptionGroup(title: "Planning") var planning: PlanningOptions

  /// The run that these flags ask for.
  func request(_ connection: ConnectionOptions, _ output: RunOutput) throws(DiagnosticError) -> RunRequest {
    var request = RunRequest()
    request.scope = try scope.scope(
      workspace: connection.workspaceName, includesDefinitions: planning.includesPluginDefinitions, groups)
    request.showsEnvironment = showsEnvironment
    request.reportsDeletions = output.isReporting
    request.skipsWorkspaceCheck = connection.skipsWorkspaceCheck
    try planning.apply(to: &request)
    return request
  }
}

/// The flags about consumer groups.
struct GroupOptions: ParsableArguments {
  @Flag(
    name: .customLong("skip-consumers-with-consumer-groups"), help: "Leave members of consumer groups alone.")
  var skipsMembers = false

  @Flag(
    name: .customLong("consumer-group-policy-overrides"),
    help: "Keep limits of consumer groups in their older form, as overrides instead of plugins.")
  var usesPolicyOverrides = false
}
