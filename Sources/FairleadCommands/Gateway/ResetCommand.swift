import ArgumentParser
import Diagnostics
import GatewayModel
import Reconciliation
import Reporting
import StateFiles

/// `gateway reset`: delete everything, after asking.
struct ResetCommand: ReportingVerb {
  static let configuration = CommandConfiguration(
    commandName: "reset", abstract: "Delete what the gateway holds, after showing it and asking.",
    discussion: """
      EXAMPLES
        fairlead gateway reset --dry-run
        fairlead gateway reset --select-tag team-a
        fairlead gateway reset --force --skip-consumers
        fairlead gateway reset --journal before.journal
      """)

  @Flag(name: .shortAndLong, help: "Do not ask.")
  var force = false

  @Flag(name: .customLong("dry-run"), help: "Only show what would be deleted.")
  var dryRun = false

  @Flag(name: .customLong("all-workspaces"), help: "In every workspace, one after the other.")
  var allWorkspaces = false

  @Flag(name: .customLong("skip-plugin-definitions"), help: "Leave definitions of cloned and custom plugins alone.")
  var skipsPluginDefinitions = false

  @Flag(
    name: .customLong("no-mask-deck-env-vars-value"),
    help: "Accepted as decK does; a reset shows no values.")
  var showsEnvironment = false

  @Option(name: .customLong("protect-tag"), help: "Do not delete entities with one of these tags.")
  var protectTags: [String] = []

  @OptionGroup var approval: ApprovalOptions
  @OptionGroup(title: "Scope") var scope: ScopeOptions
  @OptionGroup(title: "Execution") var execution: ExecutionFlags
  @OptionGroup(title: "Execution") var journal: JournalOptions
  @OptionGroup(title: "Output") var output: OutputOptions
  @OptionGroup(title: "Connection") var connection: ConnectionOptions

  var isPreview: Bool { dryRun }

  func run(in context: CommandContext, _ output: RunOutput) async throws(DiagnosticError) -> ExitStatus {
    var request = RunRequest()
    request.scope = try scope.scope(
      workspace: connection.workspaceName, includesDefinitions: !skipsPluginDefinitions)
    request.plan.protectTags = Set(protectTags)
    request.skipsWorkspaceCheck = connection.skipsWorkspaceCheck
    request.needsWorkspace = true
    request.reportsDeletions = output.isReporting
    guard !allWorkspaces || connection.workspace == nil else {
      throw DiagnosticError(Diagnostic(code: "usage", "--all-workspaces and --workspace exclude each other"))
    }
    guard context.approvedPlan == nil || !allWorkspaces && !dryRun else {
      throw DiagnosticError(
        Diagnostic(code: "usage", "--plan goes neither with --all-workspaces nor with --dry-run"))
    }
    guard !allWorkspaces || journal.file == nil else {
      throw DiagnosticError(
        Diagnostic(
          code: "usage", "a journal is of one workspace, so that --journal does not go with --all-workspaces",
          hint: "--journal-dir makes one for each workspace"))
    }
    let connection = try connection.connection(in: context)
    execution.apply(to: &request, connection, context)
    approval.apply(to: &request, verb: "reset", context)
    try output.open()
    let writer = try output.writer(connection)
    guard allWorkspaces else { return output.finish(try await reset(request, writer, output, context)) }
    output.reached(writer.reader.inWorkspace(nil))
    return try await resetAll(request, writer, output, context)
  }

  /// Each workspace is a run of its own; what becomes of all is told in one document.
  private func resetAll(
    _ request: RunRequest, _ writer: any TargetWriter, _ output: RunOutput, _ context: CommandContext
  ) async throws(DiagnosticError) -> ExitStatus {
    let names = try await Workspaces.all(writer.reader)
    let end = await Workspaces.each(names) { name in
      output.print("Workspace \(name)")
      let part = output.part(name)
      let status: ExitStatus
      do throws(DiagnosticError) {
        status = part.finish(try await reset(request, writer.inWorkspace(name), part, context))
      } catch {
        status = part.fail(error.diagnostics)
      }
      output.report.append(part.report, from: name)
      return status.end
    }
    let changed = output.report.outcomes?.contains(.done) ?? false
    return output.finish(end == .failure && changed ? .partial : ExitStatus(end))
  }

  private func reset(
    _ request: RunRequest, _ writer: any TargetWriter, _ output: RunOutput, _ context: CommandContext
  ) async throws(DiagnosticError) -> ExitStatus {
    var request = request
    if !dryRun { request.journal = try journal.request("gateway reset", files: [], context) }
    var scope = request.scope
    scope.workspace = writer.reader.workspace
    output.reached(writer.reader)
    output.consent = { consent($0.plan.count(.delete), output) }
    let run = Run(request, observer: output)
    guard dryRun else { return ExitStatus(try await run.carryOut(DesiredState(scope: scope), writer)) }
    _ = try await run.preview(DesiredState(scope: scope), writer.reader)
    output.printSummary()
    return .success
  }

  private func consent(_ deletions: Int, _ output: RunOutput) -> Confirmation {
    if force || deletions == 0 { return .granted }
    switch output.asks(toDelete: deletions) {
    case true?: return .granted
    case false?: return .declined
    case nil:
      return .refused([
        Diagnostic(
          code: "not-confirmed", "a reset asks before it deletes, and there is no terminal to ask on",
          hint: "--force deletes without asking; --dry-run only shows")
      ])
    }
  }
}
