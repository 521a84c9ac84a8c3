import AdminAPI
import ArgumentParser
import Diagnostics
import GatewayModel
import Reconciliation
import Reporting
import StateFiles

/// `gateway reset`: delete everything, after asking.
struct ResetCommand: Verb {
  static let configuration = CommandConfiguration(
    commandName: "reset", abstract: "Delete what the gateway holds, after showing it and asking.",
    discussion: """
      EXAMPLES
        fairlead gateway reset --dry-run
        fairlead gateway reset --select-tag team-a
        fairlead gateway reset --force --skip-consumers
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

  @OptionGroup(title: "Scope") var scope: ScopeOptions
  @OptionGroup(title: "Execution") var execution: ExecutionFlags
  @OptionGroup(title: "Output") var output: OutputOptions
  @OptionGroup(title: "Connection") var connection: ConnectionOptions

  func run(in context: CommandContext) async -> ExitStatus {
    let output = RunOutput("gateway reset", isPreview: dryRun, output, context)
    do throws(DiagnosticError) {
      var request = Preparation.Request()
      request.scope = try scope.scope(
        workspace: connection.workspaceName, includesDefinitions: !skipsPluginDefinitions)
      request.plan.protectTags = Set(protectTags)
      request.skipsWorkspaceCheck = connection.skipsWorkspaceCheck
      request.needsWorkspace = true
      guard !allWorkspaces || connection.workspace == nil else {
        throw DiagnosticError(Diagnostic(code: "usage", "--all-workspaces and --workspace exclude each other"))
      }
      request.reportsDeletions = output.isReporting
      let connection = try connection.connection(in: context)
      return await reset(request, connection, output, context)
    } catch {
      return output.fail(error.diagnostics, .usage)
    }
  }

  private func reset(
    _ request: Preparation.Request, _ connection: Connection, _ first: RunOutput, _ context: CommandContext
  ) async -> ExitStatus {
    do {
      try first.open()
      let writer = try connection.writer()
      guard allWorkspaces else { return try await resetOne(request, writer, connection, first, context) }
      run(first, connection, context).note(writer.reader.inWorkspace(nil))
      return await resetAll(try await Workspaces.all(writer.reader), request, writer, connection, first, context)
    } catch {
      return first.fail(error.diagnostics)
    }
  }

  /// Each workspace is a run of its own; what becomes of all is told in one document.
  private func resetAll(
    _ names: [String], _ request: Preparation.Request, _ writer: AdminWriter, _ connection: Connection,
    _ first: RunOutput, _ context: CommandContext
  ) async -> ExitStatus {
    var status = ExitStatus.success
    for name in names {
      first.print("Workspace \(name)")
      let output = first.part(name)
      let next: ExitStatus
      do {
        next = try await resetOne(request, writer.inWorkspace(name), connection, output, context)
      } catch {
        next = output.fail(error.diagnostics)
      }
      first.report.append(output.report, from: name)
      if next != .success { status = next }
      if next == .interrupted { break }
    }
    let changed = first.report.outcomes?.contains(.done) ?? false
    return first.finish(status == .failure && changed ? .partial : status)
  }

  private func run(_ output: RunOutput, _ connection: Connection, _ context: CommandContext) -> Reconciling {
    Reconciling(connection: connection, output: output, context: context, execution: execution)
  }

  private func resetOne(
    _ request: Preparation.Request, _ writer: AdminWriter, _ connection: Connection, _ output: RunOutput,
    _ context: CommandContext
  ) async throws(DiagnosticError) -> ExitStatus {
    let run = run(output, connection, context)
    var scope = request.scope
    scope.workspace = writer.reader.workspace
    run.note(writer.reader)
    let preparation = try await Preparation.prepare(
      DesiredState(scope: scope), DiagnosticCollector(), request, writer.reader, log: connection.log)
    return try await run.carryOut(preparation, writer) { consent($0, output) }
  }

  private func consent(_ preparation: Preparation, _ output: RunOutput) -> ExitStatus? {
    if dryRun {
      output.begin()
      output.printSummary()
      return output.finish(.success)
    }
    let count = preparation.plan.count(.delete)
    if force || count == 0 { return nil }
    output.showPlan()
    switch Terminal.ask("Delete \(count) \(count == 1 ? "entity" : "entities")?") {
    case true?:
      return nil
    case false?:
      output.report.isPreview = true
      output.remark("Nothing was changed.")
      return output.finish(.success)
    case nil:
      let fault = Diagnostic(
        code: "not-confirmed", "a reset asks before it deletes, and there is no terminal to ask on",
        hint: "--force deletes without asking; --dry-run only shows")
      return output.fail([fault], .refused)
    }
  }
}
