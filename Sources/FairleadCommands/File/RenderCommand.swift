import ArgumentParser
import Diagnostics
import GatewayModel
import Documents
import StateFileTools
import StateFiles
import Targets

/// `file render`: one state file that means what several mean.
struct RenderCommand: Verb {
  static let configuration = CommandConfiguration(
    commandName: "render", abstract: "Write several state files as one.",
    discussion: """
      Variables are not read unless asked for: 'env' then gives the variable's own name. What is to be mounted (--dbless) has their
      values always.

      EXAMPLES
        fairlead file render services.yaml consumers.yaml -o kong.yaml
        fairlead file render --populate-env-vars --format json states/
        fairlead file render --dbless states/ -o declarative.yaml
      """)

  @Argument(help: "State files, directories of such, or - for standard input.")
  var files: [String] = []

  @Option(name: [.customShort("o"), .customLong("output-file")], help: "File to write; - for standard output.")
  var outputFile = "-"

  @Option(help: "yaml or json.")
  var format = DocumentFormat.yaml

  @Flag(name: .customLong("populate-env-vars"), help: "Insert the values of variables.")
  var populates = false

  @Flag(help: "Write the document that a gateway without a database reads when it starts.")
  var dbless = false

  @Flag(help: ArgumentHelp("Accepted: an existing file is replaced anyway.", visibility: .hidden))
  var yes = false

  @OptionGroup var severity: SeverityOptions

  func run(in context: CommandContext) async -> ExitStatus {
    let console = Console(context)
    let severities: SeverityRules
    do throws(DiagnosticError) { severities = try severity.rules() } catch {
      return console.fail(error.diagnostics, .usage)
    }
    var collector = DiagnosticCollector()
    let texts = InputFiles.read(files, &collector)
    // A gateway would take the name of a variable for the secret itself, which anybody can guess.
    let environment = populates || dbless ? TemplateEnvironment.expand { context.environment[$0] } : .mock
    var scope = Scope()
    scope.includesDefinitions = true
    // They stay under _info, which a gateway without a database does not know.
    scope.leavesTags = !dbless
    let state = StateFileLoader.load(texts, environment: environment, scope: scope, types: .values, &collector)
    guard var desired = state else {
      return console.fail(FormatTypes.toldOnce(collector.diagnostics))
    }
    let schemas = OfflineSchemas([], &collector).schemas(for: desired)
    if dbless {
      collector.add(contentsOf: StateFileCheck.faults(in: &desired, schemas: schemas))
      collector.add(contentsOf: MountedDocument.faults(in: desired))
    } else {
      collector.add(contentsOf: StateFileCheck.references(of: desired))
      collector.add(contentsOf: StateFileCheck.faultsOfForm(in: desired, schemas: schemas))
    }
    let found = severities.weigh(FormatTypes.toldOnce(collector.diagnostics) + FormatAdvice.find(in: desired))
    console.report(found)
    if found.contains(where: { $0.severity == .error }) { return .failure }
    let target = DumpTarget(path: outputFile, fileExtension: format.rawValue)
    do {
      if dbless {
        let pieces = MountedDocument.configuration(of: desired).pieces(format.form)
        try target.write(pieces: pieces, access: .ownerIfNew, context)
      } else {
        _ = DesiredNormaliser.normalise(&desired, schemas: schemas)
        let document = StateFileRendering.document(of: desired)
        try target.write(format.bytes(of: document), access: .ownerIfNew, context)
      }
      return .success
    } catch {
      return console.fail(error.diagnostics)
    }
  }
}
