import ArgumentParser
import Diagnostics
import GatewayModel
import Reconciliation

/// `gateway apply`: create and update, never delete.
struct ApplyCommand: ReportingVerb {
  static let configuration = CommandConfiguration(
    commandName: "apply", abstract: "Create and update what the files say, and delete nothing.",
    discussion: """
      Entities that no file has are kept and counted. The files may refer to anything that the gateway has.
      An entity that a file has is replaced as a whole: fields that the file leaves out take their defaults.

      EXAMPLES
        fairlead gateway apply one-more-route.yaml
        fairlead gateway apply --json-output part.yaml
        fairlead gateway apply --atomic one-more-route.yaml
      """)

  @Argument(help: "State files, directories of such, or - for standard input.")
  var files: [String] = []

  @Option(help: "Only these kinds, such as services,routes.")
  var only: [String] = []

  @Option(help: "Leave these kinds alone, and what belongs to them.")
  var skip: [String] = []

  @Flag(help: "Answer every question with yes.")
  var yes = false

  @OptionGroup var approval: ApprovalOptions
  @OptionGroup(title: "Planning") var planning: PlanningOptions
  @OptionGroup(title: "Execution") var execution: ExecutionFlags
  @OptionGroup(title: "Execution") var journal: JournalOptions
  @OptionGroup(title: "Execution") var atomic: AtomicOptions
  @OptionGroup(title: "Output") var output: OutputOptions
  @OptionGroup(title: "Connection") var connection: ConnectionOptions

  var isPreview: Bool { false }

  func run(in context: CommandContext, _ output: RunOutput) async throws(DiagnosticError) -> ExitStatus {
    var request = RunRequest()
    request.scope = try KindNames.scope(only: only, skip: skip)
    request.scope.workspace = connection.workspaceName
    request.scope.includesDefinitions = planning.includesPluginDefinitions
    request.plan.deletes = false
    request.plan.refersToGateway = true
    request.skipsWorkspaceCheck = connection.skipsWorkspaceCheck
    try planning.apply(to: &request)
    let connection = try connection.connection(in: context)
    execution.apply(to: &request, connection, context)
    approval.apply(to: &request, verb: "apply", context)
    request.journal = try journal.request("gateway apply", files: files, context)
    try output.open()
    let loaded = try Run(request, observer: output).load(files, digests: request.approval != nil, context)
    let target = try connection.aimed(by: loaded.desired).target()
    try atomic.apply(to: &request, "gateway apply", files: files, yes: yes, target, context)
    let run = Run(request, observer: output)
    let writer = try output.writer(target, connection)
    return output.finish(
      ExitStatus(try await run.carryOut(loaded.desired, noticed: loaded.noticed, files: loaded.files, writer)))
  }
}
