import ArgumentParser
import Diagnostics
import Documents
import GatewayModel
import Reconciliation
import StateFiles

/// `gateway dump`: save what the gateway holds as a state file.
struct DumpCommand: TargetVerb {
  static let configuration = CommandConfiguration(
    commandName: "dump", abstract: "Write what the gateway holds as a state file.",
    discussion: """
      The file holds keys and other secrets in clear; it is written for its owner alone.

      EXAMPLES
        fairlead gateway dump -o kong.yaml
        fairlead gateway dump --only services,routes --format json
        fairlead gateway dump --all-workspaces --yes
      """)

  @Option(name: [.customShort("o"), .customLong("output-file")], help: "File to write; - for standard output.")
  var outputFile: String?

  @Option(help: "yaml or json.")
  var format = DocumentFormat.yaml

  @Flag(name: .customLong("with-id"), help: "Keep the ids of entities that have a name.")
  var withID = false

  @Flag(name: .customLong("skip-defaults"), help: "Leave out what equals its default; nulls that were set are kept.")
  var skipsDefaults = false

  @Flag(help: "Replace texts by hashes, so that the dump can be shown to others.")
  var sanitize = false

  @Option(name: .customLong("sanitization-salt"), help: .hidden)
  var sanitizationSalt: String?

  @Flag(help: "Replace existing files without asking.")
  var yes = false

  @Flag(
    name: .customLong("all-workspaces"), help: "Write a file WORKSPACE.yaml for each workspace into this directory.")
  var allWorkspaces = false

  @Flag(
    name: .customLong("include-plugin-definitions"), help: "Also dump definitions of cloned and custom plugins.")
  var includesPluginDefinitions = false

  @Flag(name: .customLong("no-mask-deck-env-vars-value"), help: .hidden)
  var showsEnvironment = false

  @OptionGroup var groups: GroupOptions
  @OptionGroup(title: "Scope") var scope: ScopeOptions
  @OptionGroup(title: "Connection") var connection: ConnectionOptions

  func run(in context: CommandContext) async throws(DiagnosticError) -> ExitStatus {
    let scope = try scope.scope(
      workspace: connection.workspaceName, includesDefinitions: includesPluginDefinitions, groups)
    let connected = try connection.connection(in: context).target()
    Console(context).report(connected.notes)
    guard allWorkspaces else {
      let target = DumpTarget(path: outputFile ?? "-", fileExtension: format.rawValue)
      try target.confirm(replacing: yes)
      return try await dump(try connected.reader(), scope, to: target, context)
    }
    guard outputFile == nil, connection.workspace == nil else {
      throw DiagnosticError(
        Diagnostic(code: "usage", "--all-workspaces goes neither with --output-file nor with --workspace"))
    }
    let reader = try connected.reader()
    let names = try await Workspaces.all(reader)
    // Every name is checked before the first file is written; a name comes from the gateway and becomes a path.
    let targets = names.filter { !$0.contains("/") && !$0.hasPrefix(".") }.map {
      ($0, DumpTarget(path: "\($0).\(format.rawValue)", fileExtension: format.rawValue))
    }
    for (_, target) in targets { try target.confirm(replacing: yes) }
    var status = ExitStatus.success
    for (name, target) in targets {
      let next = try await dump(reader.inWorkspace(name), scope, to: target, context)
      if next != .success { status = next }
    }
    return status
  }

  private func dump(
    _ reader: any TargetReader, _ scope: Scope, to target: DumpTarget, _ context: CommandContext
  ) async throws(DiagnosticError) -> ExitStatus {
    var scope = scope
    scope.workspace = reader.workspace
    let snapshot = try await DumpSnapshot.read(reader, scope: scope, connection)
    // Who may read nothing at all has the wrong token: a dump of nothing must not take the place of an older one.
    let listed = scope.kinds.filter { !snapshot.state.absent.contains($0) }
    if let reason = listed.lazy.compactMap({ snapshot.state.unreadable[$0] }).first,
      listed.allSatisfy({ snapshot.state.unreadable[$0] != nil })
    {
      throw DiagnosticError(
        Diagnostic(
          code: "unreadable", "the gateway lets nothing be read (\(reason)); nothing was written",
          hint: "check the admin token, and what its role may do in this workspace"))
    }
    let document = StateDump.document(of: snapshot.state, options(snapshot, scope, reader))
    UntilExit.keep((snapshot, document))
    try target.write(format.bytes(of: document), context)
    let unread = snapshot.unread(in: scope)
    // A sanitized dump holds made-up secrets in place of the hashes.
    Console(context).report(unread + snapshot.warnings.filter { !sanitize || $0.code != "hashed-secret" })
    return unread.isEmpty ? .success : .partial
  }

  private func options(
    _ snapshot: DumpSnapshot, _ scope: Scope, _ reader: any TargetReader
  ) -> DumpOptions {
    var options = DumpOptions()
    options.keepsIDs = withID
    options.skipsDefaults = skipsDefaults
    options.schemas = snapshot.schemas
    options.setScope(scope, from: reader.dumpHeader)
    if sanitize { options.sanitizer = Sanitizer(salt: sanitizationSalt ?? UniqueID().description) }
    return options
  }
}
