import AIGateway
import ArgumentParser
import Diagnostics
import Documents
import GatewayModel
import Reconciliation
import StateFiles

/// `ai dump`: what a gateway holds within the tag of AI gateways, as files of those have it.
struct AIDumpCommand: TargetVerb {
  static let configuration = CommandConfiguration(
    commandName: "dump", abstract: "Write the models, agents and MCP servers that the gateway holds.",
    discussion: """
      Names of providers and policies that no gateway keeps are made up. The file holds keys in clear; it is written for \
      its owner alone.

      EXAMPLES
        fairlead ai dump -o ai.yaml
        fairlead ai dump --format json
      """)

  @Option(name: [.customShort("o"), .customLong("output-file")], help: "File to write; - for standard output.")
  var outputFile: String?

  @Option(help: "yaml or json.")
  var format = DocumentFormat.yaml

  @Flag(help: "Replace an existing file without asking.")
  var yes = false

  @OptionGroup(title: "Connection") var connection: ConnectionOptions

  func run(in context: CommandContext) async throws(DiagnosticError) -> ExitStatus {
    let target = DumpTarget(path: outputFile ?? "-", fileExtension: format.rawValue)
    try target.confirm(replacing: yes)
    var scope = AIInput.scope(connection)
    let connected = try connection.connection(in: context).forAIGateway.target()
    Console(context).report(connected.notes)
    let reader = try connected.reader()
    scope.workspace = reader.workspace
    let snapshot = try await DumpSnapshot.read(reader, scope: scope, connection)
    var options = DumpOptions()
    options.skipsDefaults = true
    options.schemas = snapshot.schemas
    options.setScope(scope)
    var collector = DiagnosticCollector()
    let document = AIGatewayRecovery.document(of: StateDump.document(of: snapshot.state, options), &collector)
    // In YAML what tells people most comes first.
    try target.write(format.bytes(of: format == .yaml ? document : document.keysSorted()), context)
    let unread = snapshot.unread(in: scope)
    Console(context).report(unread + snapshot.warnings + collector.diagnostics)
    return unread.isEmpty ? .success : .partial
  }
}
