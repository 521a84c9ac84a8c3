import ArgumentParser
import Diagnostics
import GatewayModel
import Reconciliation
import StateFiles

/// `gateway undo`: take back what a run did.
struct UndoCommand: ReportingVerb {
  static let configuration = CommandConfiguration(
    commandName: "undo", abstract: "Take back what a run did, as its journal tells, after showing it and asking.",
    discussion: """
      What is no longer as the run left it is left alone and named. An undo keeps a journal of its own: undoing that is \
      the run again.

      EXAMPLES
        fairlead gateway undo run.journal --dry-run
        fairlead gateway undo run.journal --yes
        fairlead gateway undo run.journal --on-conflict overwrite --journal undo.journal
      """)

  /// What becomes of entities that are not as the run left them.
  enum OnConflict: String, ExpressibleByArgument, CaseIterable {
    case keep, overwrite
  }

  @Argument(help: "The journal of the run.")
  var journalToUndo: String

  @Flag(help: "Do not ask.")
  var yes = false

  @Flag(name: .customLong("dry-run"), help: "Only show what would be taken back.")
  var dryRun = false

  @Option(name: .customLong("plan-out"), help: "Also save the plan of the way back, for 'plan show'.")
  var planOut: String?

  @Option(
    name: .customLong("on-conflict"),
    help: "What was changed since: keep leaves it alone, overwrite brings it back all the same.")
  var onConflict = OnConflict.keep

  @OptionGroup(title: "Execution") var journal: JournalOptions
  @OptionGroup(title: "Output") var output: OutputOptions
  @OptionGroup(title: "Connection") var connection: ConnectionOptions

  var isPreview: Bool { dryRun }

  func run(in context: CommandContext, _ output: RunOutput) async throws(DiagnosticError) -> ExitStatus {
    var request = RunRequest.undo()
    request.reportsDeletions = output.isReporting || planOut != nil
    request.skipsWorkspaceCheck = connection.skipsWorkspaceCheck
    let workspace = connection.workspaceName
    let connection = try connection.connection(in: context)
    request.execution.parallelism = connection.parallelism
    request.execution.isInterrupted = { [interruption = context.interruption] in interruption.isRequested }
    let undone = try Journal.read(journalToUndo)
    if !dryRun { request.journal = try ownJournal(context) }
    try output.open()
    if let workspace, workspace != undone.header.workspace {
      return output.fail([UndoCommand.otherWorkspace(workspace, undone)], .refused)
    }
    let writer = try output.writer(connection).inWorkspace(undone.header.workspace)
    output.loaded(DesiredState(scope: Scope(), entities: undone.fedEntities))
    output.consent = { consent($0, output) }
    let run = Run(request, observer: output)
    var end: RunEnd
    if dryRun {
      end = try await run.previewUndo(undone, overwrites: onConflict == .overwrite, writer.reader)
      if end == .differences { end = .success }
      output.printSummary()
    } else {
      end = try await run.undo(undone, overwrites: onConflict == .overwrite, writer)
    }
    if let planOut, let preparation = output.preparation {
      let origin = PlanFile.origin(context, verb: "undo", targetName: nil)
      try PlanFile.write(SavedPlan(preparation, origin, of: writer.reader), to: planOut, context)
    }
    return output.finish(ExitStatus(end))
  }

  /// Where no journal is asked for, one beside that of the run.
  private func ownJournal(_ context: CommandContext) throws(DiagnosticError) -> JournalRequest? {
    let command = "gateway undo"
    if let request = try journal.request(command, files: [journalToUndo], context) { return request }
    var path = "\(journalToUndo).undo"
    var number = 1
    while JournalOptions.isThere(path) {
      number += 1
      path = "\(journalToUndo).undo-\(number)"
    }
    return try JournalOptions.request(path, command, files: [journalToUndo], context)
  }

  private func consent(_ preparation: Preparation, _ output: RunOutput) -> Confirmation {
    if yes || !preparation.differs { return .granted }
    let count = preparation.plan.changes.count
    switch output.asks("Take this back, in \(count) \(count == 1 ? "change" : "changes")?") {
    case true?: return .granted
    case false?: return .declined
    case nil:
      return .refused([
        Diagnostic(
          code: "not-confirmed", "an undo asks before it changes anything, and there is no terminal to ask on",
          hint: "--yes changes without asking; --dry-run only shows")
      ])
    }
  }

  private static func otherWorkspace(_ name: String, _ journal: Journal) -> Diagnostic {
    Diagnostic(
      code: "other-target",
      "the journal is of a run in the \(journal.header.workspace.map { "workspace '\($0)'" } ?? "default workspace"), not in '\(name)'"
    )
  }
}
