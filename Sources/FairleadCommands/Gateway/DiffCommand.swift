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
        fairlead gateway diff --plan-out plan.json kong.yaml
        fairlead gateway diff --base main/ --drift-only --non-zero-exit-code main/
        fairlead gateway diff --report markdown=plan.md --select-tag team-a team-a.yaml
      """)

  @Flag(name: .customLong("non-zero-exit-code"), help: "End with 2 if there are differences.")
  var nonZeroExitCode = false

  @Flag(help: "Answer every question with yes.")
  var yes = false

  @Option(name: .customLong("plan-out"), help: "Also save the plan, for 'gateway sync --plan'.")
  var planOut: String?

  @Flag(name: .customLong("drift-only"), help: "Show only what others changed on the gateway.")
  var driftOnly = false

  @OptionGroup var target: TargetNameOption
  @OptionGroup(title: "Drift") var base: BaseOptions
  @OptionGroup var input: FileOptions
  @OptionGroup(title: "Output") var output: OutputOptions
  @OptionGroup(title: "Connection") var connection: ConnectionOptions

  var isPreview: Bool { true }

  func run(in context: CommandContext, _ output: RunOutput) async throws(DiagnosticError) -> ExitStatus {
    try check()
    let flags = try planOut.map { _ throws(DiagnosticError) in try PlanFlags.recorded(context.settings, for: "sync") }
    var request = try input.request(connection, output)
    request.reportsDeletions = request.reportsDeletions || planOut != nil
    try base.apply(to: &request, context)
    request.showsDriftOnly = driftOnly
    let connection = try connection.connection(in: context)
    request.execution.parallelism = connection.parallelism
    request.safety = SafetyRules()
    try output.open()
    let run = Run(request, observer: output)
    let loaded = try run.load(input.files, digests: planOut != nil, context)
    let reader = try output.reader(connection.aimed(by: loaded.desired))
    let end = try await run.preview(loaded.desired, noticed: loaded.noticed, reader)
    output.printSummary()
    if let planOut, let flags, let preparation = output.preparation {
      var origin = PlanFile.origin(context, verb: "sync", target: target, flags: flags)
      origin.files = loaded.files
      origin.base = request.base?.files ?? []
      try PlanFile.write(SavedPlan(preparation, origin, of: reader), to: planOut, context)
    }
    return output.finish(end == .differences && !nonZeroExitCode ? .success : ExitStatus(end))
  }

  /// Flags that contradict each other.
  private func check() throws(DiagnosticError) {
    guard planOut != "-" else {
      throw DiagnosticError(
        Diagnostic(
          code: "usage", "--plan-out takes the name of a file", hint: "gateway plan writes to standard output"))
    }
    guard driftOnly else { return }
    if base.paths.isEmpty { throw BaseOptions.missing("--drift-only") }
    if planOut != nil || base.onDrift != .overwrite {
      throw DiagnosticError(
        Diagnostic(
          code: "usage", "--drift-only goes neither with --plan-out nor with --on-drift",
          hint: "it shows a part of the plan, and none that is carried out"))
    }
  }
}
