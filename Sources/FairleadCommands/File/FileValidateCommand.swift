import ArgumentParser
import Diagnostics
import GatewayModel
import Reporting
import StateFileTools
import StateFiles

/// `file validate`: do state files make sense?
struct FileValidateCommand: Verb {
  static let configuration = CommandConfiguration(
    commandName: "validate", abstract: "Check state files without a gateway.",
    discussion: """
      Fields, types and references are checked, and the configuration of every plugin whose schema comes with the \
      program or is given. Prints nothing where nothing is wrong.

      EXAMPLES
        fairlead file validate kong.yaml
        fairlead file validate --schemas schemas/ -W oidc-missing-required-config states/
      """)

  @Argument(help: "State files, directories of such, or - for standard input.")
  var files: [String] = []

  @Option(help: "Schemas of further plugins: a file, or a folder of such; may be repeated.")
  var schemas: [String] = []

  @Flag(name: .customLong("rbac-resources-only"), help: "The files are to hold roles alone.")
  var rbacOnly = false

  @Option(
    name: .customLong("report"), help: "Also write a report: FORMAT=FILE, with junit, sarif or github; may be repeated."
  )
  var reports: [String] = []

  @Flag(name: .customLong("konnect-compatibility"), help: "Also tell what Konnect would not take.")
  var konnectCompatibility = false

  @Option(name: .shortAndLong, help: ArgumentHelp("Accepted: no workspace is looked at.", visibility: .hidden))
  var workspace: String?

  @Option(help: ArgumentHelp("Accepted: there are no requests.", visibility: .hidden))
  var parallelism: Int?

  @Option(
    name: .customLong("online-entities-list"),
    help: ArgumentHelp("Accepted: all kinds are looked at.", visibility: .hidden))
  var onlineEntities: [String] = []

  @OptionGroup var severity: SeverityOptions

  func run(in context: CommandContext) async -> ExitStatus {
    let console = Console(context)
    let severities: SeverityRules
    let targets: [FindingFile]
    do throws(DiagnosticError) {
      severities = try severity.rules()
      targets = try reports.map { text throws(DiagnosticError) in try FindingFile(text) }
    } catch {
      return console.fail(error.diagnostics, .usage)
    }
    guard !konnectCompatibility || workspace == nil && !rbacOnly else {
      return console.fail(
        [
          Diagnostic(
            code: "usage", "--konnect-compatibility goes neither with --workspace nor with --rbac-resources-only")
        ], .usage)
    }
    var collector = DiagnosticCollector()
    let texts = InputFiles.read(files, &collector)
    let environment = TemplateEnvironment.expand { context.environment[$0] }
    var scope = Scope()
    scope.isForRBAC = rbacOnly
    scope.includesDefinitions = true
    var konnectFindings: [Diagnostic] = []
    let offline = OfflineSchemas(schemas, &collector)
    if var desired = StateFileLoader.load(
      texts, environment: environment, scope: scope, allowsGaps: true, types: .values, &collector)
    {
      collector.add(contentsOf: StateFileCheck.faults(in: &desired, schemas: offline.schemas(for: desired)))
      collector.add(contentsOf: FormatAdvice.find(in: desired))
      konnectFindings = KonnectCompatibility.findings(
        desired, knowsControlPlane: KonnectCompatibility.namesControlPlane(context.settings))
      UntilExit.keep(desired)
    }
    if konnectCompatibility { collector.add(contentsOf: konnectFindings) }
    let weighed = severities.weigh(FormatTypes.toldOnce(collector.diagnostics))
    let found = FileExceptions.leaveOut(of: weighed, in: texts)
    console.report(found)
    do throws(DiagnosticError) {
      for target in targets {
        try target.write(found.inOrder().map { ReportedFinding($0) }, "file validate", context)
      }
    } catch {
      return console.fail(error.diagnostics)
    }
    return found.contains { $0.severity == .error } ? .failure : .success
  }
}
