import ArgumentParser
import Diagnostics
import Reconciliation
import Reporting

/// `gateway diff`: what would sync do?
struct DiffCommand: Verb {
  static let configuration = CommandConfiguration(
    commandName: "diff", abstract: "Show what sync would change, without changing anything.",
    discussion: """
      EXAMPLES
        fairlead gateway diff kong.yaml
        fairlead gateway diff --non-zero-exit-code states/
        fairlead gateway diff --report markdown=plan.md --select-tag team-a team-a.yaml
      """)

  @Argument(help: "State files, directories of such, or - for standard input.")
  var files: [String] = []

  @Flag(name: .customLong("non-zero-exit-code"), help: "End with 2 if there are differences.")
  var nonZeroExitCode = false

  @Flag(help: "Answer every question with yes.")
  var yes = false

  @Flag(
    name: .customLong("no-mask-deck-env-vars-value"),
    help: "Show values from the environment, unless their fields make them secret.")
  var showsEnvironment = false

  @Flag(
    name: .customLong("skip-consumers-with-consumer-groups"), help: "Leave members of consumer groups alone.")
  var skipsMembers = false

  @Flag(
    name: .customLong("consumer-group-policy-overrides"),
    help: "Keep limits of consumer groups in their older form, as overrides instead of plugins.")
  var usesPolicyOverrides = false

  @OptionGroup(title: "Scope") var scope: ScopeOptions
  @OptionGroup(title: "Planning") var planning: PlanningOptions
  @OptionGroup(title: "Output") var output: OutputOptions
  @OptionGroup(title: "Connection") var connection: ConnectionOptions

  func run(in context: CommandContext) async -> ExitStatus {
    let output = RunOutput("gateway diff", isPreview: true, output, context)
    do {
      var request = Preparation.Request()
      request.scope = try scope.scope(
        workspace: connection.workspaceName, includesDefinitions: planning.includesPluginDefinitions,
        skipsMembers: skipsMembers, usesPolicyOverrides: usesPolicyOverrides)
      request.plan.protectTags = Set(planning.protectTags)
      request.severities = try planning.severities()
      request.showsEnvironment = showsEnvironment
      request.reportsDeletions = output.isReporting
      request.skipsWorkspaceCheck = connection.skipsWorkspaceCheck
      let run = Reconciling(connection: try connection.connection(in: context), output: output, context: context)
      return await run.preview(files, request, tellsByCode: nonZeroExitCode)
    } catch {
      return output.fail(error.diagnostics, .usage)
    }
  }
}
