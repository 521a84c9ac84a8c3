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
        fairlead gateway sync --max-deletes 50% --report json=result.json states/
        fairlead gateway dump | fairlead --kong-addr http://other:8001 gateway sync -
      """)

  @Flag(help: "Answer every question with yes.")
  var yes = false

  @Flag(name: .customLong("allow-empty"), help: "Let files without any entity empty the gateway.")
  var allowEmpty = false

  @Option(
    name: .customLong("max-deletes"),
    help: "Deletions of one kind that are allowed: N, or N% of kinds with at least 10 entities. (default: 30%)")
  var maxDeletes: String?

  @OptionGroup var input: FileOptions
  @OptionGroup(title: "Execution") var execution: ExecutionFlags
  @OptionGroup(title: "Output") var output: OutputOptions
  @OptionGroup(title: "Connection") var connection: ConnectionOptions

  var isPreview: Bool { false }

  func run(in context: CommandContext, _ output: RunOutput) async throws(DiagnosticError) -> ExitStatus {
    var request = try input.request(connection, output)
    request.safety = try safetyRules()
    let connection = try connection.connection(in: context)
    execution.apply(to: &request, connection, context)
    try output.open()
    let writer = try output.writer(connection)
    output.consent = { consent($0.plan.count(.delete), output) }
    let run = Run(request, observer: output)
    let (desired, noticed) = try run.load(input.files, context)
    return output.finish(ExitStatus(try await run.carryOut(desired, noticed: noticed, writer)))
  }

  /// On a terminal, the user has a say before anything is deleted.
  private func consent(_ deletions: Int, _ output: RunOutput) -> Confirmation {
    guard deletions > 0, !yes, output.isText, Terminal.isAttended else { return .granted }
    return output.asks(toDelete: deletions) == false ? .declined : .granted
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
