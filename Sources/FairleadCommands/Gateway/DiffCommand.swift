import ArgumentParser
import Diagnostics
import Reconciliation

/// `gateway diff`: what would sync do?
struct DiffCommand: ReportingVerb {
  static let configuration = CommandConfiguration(
    commandName: "diff", abstract: "Show what sync would change, without changing anything.",
    discussion: """
      EXAMPLES
        fairlead gateway diff kong.yaml
        fairlead gateway diff --non-zero-exit-code states/
        fairlead gateway diff --report markdown=plan.md --select-tag team-a team-a.yaml
      """)

  @Flag(name: .customLong("non-zero-exit-code"), help: "End with 2 if there are differences.")
  var nonZeroExitCode = false

  @Flag(help: "Answer every question with yes.")
  var yes = false

  @OptionGroup var input: FileOptions
  @OptionGroup(title: "Output") var output: OutputOptions
  @OptionGroup(title: "Connection") var connection: ConnectionOptions

  var isPreview: Bool { true }

  func run(in context: CommandContext, _ output: RunOutput) async throws(DiagnosticError) -> ExitStatus {
    var request = try input.request(connection, output)
    let connection = try connection.connection(in: context)
    request.execution.parallelism = connection.parallelism
    request.safety = SafetyRules()
    try output.open()
    let run = Run(request, observer: output)
    let (desired, noticed) = try run.load(input.files, context)
    let reader = try output.reader(connection, for: desired)
    let end = try await run.preview(desired, noticed: noticed, reader)
    output.printSummary()
    return output.finish(end == .differences && !nonZeroExitCode ? .success : ExitStatus(end))
  }
}
