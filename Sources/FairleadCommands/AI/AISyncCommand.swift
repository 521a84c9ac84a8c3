import ArgumentParser
import Diagnostics
import Reconciliation

/// `ai sync`: make a gateway serve what the files of an AI gateway say.
struct AISyncCommand: ReportingVerb {
  static let configuration = CommandConfiguration(
    commandName: "sync", abstract: "Make the gateway hold what the files of an AI gateway say.",
    discussion: """
      The files are converted as 'file ai2kong' does, and synced within the tag managed_by:deck-ai: nothing without that \
      tag is touched.

      EXAMPLES
        fairlead ai sync ai.yaml
        fairlead ai sync --max-deletes 50% models/ agents/
      """)
  static let noun = "ai"

  @OptionGroup var deletion: DeletionOptions
  @OptionGroup var input: AIInput
  @OptionGroup(title: "Execution") var execution: ExecutionFlags
  @OptionGroup(title: "Output") var output: OutputOptions
  @OptionGroup(title: "Connection") var connection: ConnectionOptions

  var isPreview: Bool { false }

  func run(in context: CommandContext, _ output: RunOutput) async throws(DiagnosticError) -> ExitStatus {
    var request = input.request(connection, output)
    request.safety = try deletion.rules()
    let connection = try connection.connection(in: context).forAIGateway
    execution.apply(to: &request, connection, context)
    try output.open()
    let writer = try output.writer(connection)
    output.consent = { deletion.consent($0.plan.count(.delete), output) }
    let (desired, noticed) = try input.load(request)
    return output.finish(
      ExitStatus(try await Run(request, observer: output).carryOut(desired, noticed: noticed, writer)))
  }
}
