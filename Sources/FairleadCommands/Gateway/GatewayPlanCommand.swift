import ArgumentParser
import Diagnostics
import GatewayModel
import Reconciliation
import StateFiles

/// `gateway plan`: what would be done, to be approved and then carried out as it is.
struct GatewayPlanCommand: ReportingVerb {
  static let configuration = CommandConfiguration(
    commandName: "plan", abstract: "Save what sync would change, to have it approved and then carry out just that.",
    discussion: """
      The plan holds no secret. 'gateway sync --plan' makes it anew from the same files, and goes on only if the same comes \
      out; 'plan show' makes a page of it. Without -o the plan is written to standard output.

      EXAMPLES
        fairlead gateway plan kong.yaml -o plan.json
        fairlead gateway plan --for apply part.yaml -o plan.json
        fairlead gateway sync --plan plan.json kong.yaml
      """)

  /// The verbs that a plan can be for.
  enum Purpose: String, ExpressibleByArgument, CaseIterable {
    case sync, apply, reset
  }

  @Option(name: [.customShort("o"), .customLong("output-file")], help: "File to write; - for standard output.")
  var outputFile = "-"

  @Option(name: .customLong("for"), help: "The verb that is to carry it out: sync, apply or reset.")
  var purpose = Purpose.sync

  @Flag(name: .customLong("non-zero-exit-code"), help: "End with 2 if there are differences.")
  var nonZeroExitCode = false

  @Flag(name: .customLong("skip-plugin-definitions"), help: "For a reset: leave definitions of plugins alone.")
  var skipsPluginDefinitions = false

  @OptionGroup var limits: DeletionLimits
  @OptionGroup var failure: OnErrorOption
  @OptionGroup var target: TargetNameOption
  @OptionGroup(title: "Drift") var base: BaseOptions
  @OptionGroup var input: FileOptions
  @OptionGroup(title: "Output") var output: OutputOptions
  @OptionGroup(title: "Connection") var connection: ConnectionOptions

  var isPreview: Bool { true }

  func run(in context: CommandContext, _ output: RunOutput) async throws(DiagnosticError) -> ExitStatus {
    let flags = try PlanFlags.recorded(context.settings, for: purpose.rawValue)
    var request = try self.request(output)
    if purpose == .sync {
      try base.apply(to: &request, context)
    } else if !base.paths.isEmpty || base.onDrift != .overwrite {
      throw DiagnosticError(
        Diagnostic(code: "usage", "gateway \(purpose.rawValue) has neither --base nor --on-drift"))
    }
    let connection = try connection.connection(in: context)
    request.execution.parallelism = connection.parallelism
    output.isSilent = outputFile == "-"
    try output.open()
    let run = Run(request, observer: output)
    let loaded: LoadedFiles
    let reader: any TargetReader
    if purpose == .reset {
      reader = try output.reader(connection)
      request.scope.workspace = reader.workspace
      loaded = LoadedFiles(desired: DesiredState(scope: request.scope))
    } else {
      loaded = try run.load(input.files, digests: true, context)
      reader = try output.reader(connection.aimed(by: loaded.desired))
    }
    let end = try await run.preview(loaded.desired, noticed: loaded.noticed, reader)
    output.printSummary()
    var origin = PlanFile.origin(context, verb: purpose.rawValue, target: target, flags: flags)
    origin.files = loaded.files
    origin.base = request.base?.files ?? []
    if end != .refused, let preparation = output.preparation {
      try PlanFile.write(SavedPlan(preparation, origin, of: reader), to: outputFile, context)
    }
    return output.finish(end == .differences && !nonZeroExitCode ? .success : ExitStatus(end))
  }

  private func request(_ output: RunOutput) throws(DiagnosticError) -> RunRequest {
    if self.output.json, outputFile == "-" {
      throw DiagnosticError(
        Diagnostic(
          code: "usage", "--json-output and the plan would both be written to standard output",
          hint: "-o FILE writes the plan into a file"))
    }
    var request = try input.request(connection, output)
    request.reportsDeletions = true
    switch purpose {
    case .sync: request.safety = try limits.rules()
    case .apply:
      request.plan.deletes = false
      request.plan.refersToGateway = true
    case .reset:
      guard input.files.isEmpty else {
        throw DiagnosticError(Diagnostic(code: "usage", "a plan for a reset is made of no files"))
      }
      request.scope.includesDefinitions = !skipsPluginDefinitions
      request.needsWorkspace = true
    }
    return request
  }
}
