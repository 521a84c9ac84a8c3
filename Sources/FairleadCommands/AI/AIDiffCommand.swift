import ArgumentParser
import Diagnostics
import Reconciliation

/// `ai diff`: what would `ai sync` do?
struct AIDiffCommand: ReportingVerb {
  static let configuration = CommandConfiguration(
    commandName: "diff", abstract: "Show what ai sync would change, without changing anything.",
    discussion: """
      EXAMPLES
        fairlead ai diff ai.yaml
        fairlead ai diff --non-zero-exit-code models/ agents/
      """)
  static let noun = "ai"

  @Flag(name: .customLong("non-zero-exit-code"), help: "End with 2 if there are differences.")
  var nonZeroExitCode = false

  @OptionGroup var input: AIInput
  @OptionGroup(title: "Output") var output: OutputOptions
  @OptionGroup(title: "Connection") var connection: ConnectionOptions

  var isPreview: Bool { true }

  func run(in context: CommandContext, _ output: RunOutput) async throws(DiagnosticError) -> ExitStatus {
    let request = input.request(connection, output)
    let connection = try connection.connection(in: context).forAIGateway
    try output.open()
    let reader = try output.reader(connection)
    let (desired, noticed) = try input.load(request)
    let end = try await Run(request, observer: output).preview(desired, noticed: noticed, reader)
    output.printSummary()
    return output.finish(end == .differences && !nonZeroExitCode ? .success : ExitStatus(end))
  }
}
