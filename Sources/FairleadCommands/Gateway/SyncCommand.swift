import ArgumentParser
import Diagnostics
import Reconciliation

/// `gateway sync`: make the gateway hold what the files say.
struct SyncCommand: ReportingVerb {
  static let configuration = CommandConfiguration(
    commandName: "sync", abstract: "Create, update and delete until the gateway holds what the files say.",
    discussion: """
      On a terminal it asks before it deletes anything. Deletions come last, and only if all else was done.

      EXAMPLES
        fairlead gateway sync kong.yaml
        fairlead gateway sync --plan plan.json kong.yaml
        fairlead gateway sync --max-deletes 50% --report json=result.json states/
        fairlead gateway sync --atomic --journal-dir journals kong.yaml
        fairlead gateway dump | fairlead --kong-addr http://other:8001 gateway sync -
      """)

  @OptionGroup var deletion: DeletionOptions
  @OptionGroup var approval: ApprovalOptions
  @OptionGroup(title: "Drift") var base: BaseOptions
  @OptionGroup var input: FileOptions
  @OptionGroup(title: "Execution") var execution: ExecutionFlags
  @OptionGroup(title: "Execution") var journal: JournalOptions
  @OptionGroup(title: "Execution") var atomic: AtomicOptions
  @OptionGroup(title: "Output") var output: OutputOptions
  @OptionGroup(title: "Connection") var connection: ConnectionOptions

  var isPreview: Bool { false }

  func run(in context: CommandContext, _ output: RunOutput) async throws(DiagnosticError) -> ExitStatus {
    var request = try input.request(connection, output)
    request.safety = try deletion.rules()
    try base.apply(to: &request, context)
    let connection = try connection.connection(in: context)
    execution.apply(to: &request, connection, context)
    approval.apply(to: &request, verb: "sync", context)
    request.journal = try journal.request("gateway sync", files: input.files, context)
    try output.open()
    output.consent = { deletion.consent($0.plan.count(.delete), output) }
    let loaded = try Run(request, observer: output).load(input.files, digests: request.approval != nil, context)
    let target = try connection.aimed(by: loaded.desired).target()
    try atomic.apply(to: &request, "gateway sync", files: input.files, yes: deletion.yes, target, context)
    let run = Run(request, observer: output)
    let writer = try output.writer(target, connection)
    return output.finish(
      ExitStatus(try await run.carryOut(loaded.desired, noticed: loaded.noticed, files: loaded.files, writer)))
  }
}
