import ArgumentParser
import Diagnostics
import Reconciliation
import Reporting

/// `gateway sync`: make the gateway hold what the files say.
struct SyncCommand: Verb {
  static let configuration = CommandConfiguration(
    commandName: "sync", abstract: "Create, update and delete until the gateway holds what the files say.",
    discussion: """
      On a terminal it asks before it deletes anything. Deletions come last, and only if all else was done.

      EXAMPLES
        fairlead gateway sync kong.yaml
        fairlead gateway sync --max-deletes 50% --report json=result.json states/
        fairlead gateway dump | fairlead --kong-addr http://other:8001 gateway sync -
      """)

  @Argument(help: "State files, directories of such, or - for standard input.")
  var files: [String] = []

  @Flag(help: "Answer every question with yes.")
  var yes = false

  @Flag(name: .customLong("allow-empty"), help: "Let files without any entity empty the gateway.")
  var allowEmpty = false

  @Option(
    name: .customLong("max-deletes"),
    help: "Deletions of one kind that are allowed: N, or N% of kinds with at least 10 entities. (default: 30%)")
  var maxDeletes: String?

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
  @OptionGroup(title: "Execution") var execution: ExecutionFlags
  @OptionGroup(title: "Output") var output: OutputOptions
  @OptionGroup(title: "Connection") var connection: ConnectionOptions

  func run(in context: CommandContext) async -> ExitStatus {
    let output = RunOutput("gateway sync", isPreview: false, output, context)
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
      let rules = try safetyRules()
      let run = Reconciling(
        connection: try connection.connection(in: context), output: output, context: context, execution: execution)
      return await run.carryOut(files, request) { consent($0, rules, output) }
    } catch {
      return output.fail(error.diagnostics, .usage)
    }
  }

  /// Safety rules and, on a terminal, the user have a say before anything is written.
  private func consent(_ preparation: Preparation, _ rules: SafetyRules, _ output: RunOutput) -> ExitStatus? {
    let objections = rules.objections(
      to: preparation.plan, wanted: preparation.wanted, existing: preparation.existing)
    if !objections.isEmpty { return output.fail(objections, .refused) }
    let deletions = preparation.plan.count(.delete)
    guard deletions > 0, !yes, output.isText, Terminal.isAttended else { return nil }
    output.showPlan()
    let question = "Delete \(deletions) \(deletions == 1 ? "entity" : "entities")?"
    guard Terminal.ask(question) == false else { return nil }
    output.report.isPreview = true
    output.remark("Nothing was changed.")
    return output.finish(.success)
  }

  /// The rules as the flags have them; emptying a gateway is asked for on the command line alone.
  private func safetyRules() throws(DiagnosticError) -> SafetyRules {
    var rules = SafetyRules()
    rules.allowsEmpty = allowEmpty
    guard let maxDeletes else { return rules }
    guard let limit = SafetyRules.DeletionLimit(maxDeletes) else {
      throw DiagnosticError(Diagnostic(code: "usage", "--max-deletes is a number or a percentage, such as 5 or 10%"))
    }
    rules.deletionLimit = limit
    return rules
  }
}
