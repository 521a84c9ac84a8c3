import AdminAPI
import ArgumentParser
import Diagnostics
import Documents
import GatewayModel
import Reconciliation
import StateFiles

/// `gateway dump`: save what the gateway holds as a state file.
struct DumpCommand: Verb {
  static let configuration = CommandConfiguration(
    commandName: "dump", abstract: "Write what the gateway holds as a state file.",
    discussion: "The file holds keys and other secrets in clear; it is written for its owner alone.")

  /// What a dump can be written as.
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case yaml
    case json
  }

  @Option(name: [.customShort("o"), .customLong("output-file")], help: "File to write; - for standard output.")
  var outputFile = "-"

  @Option(help: "yaml or json.")
  var format: Format?

  @Flag(name: .customLong("with-id"), help: "Keep the ids of entities that have a name.")
  var withID = false

  @Flag(name: .customLong("skip-defaults"), help: "Leave out what equals its default; nulls that were set are kept.")
  var skipDefaults = false

  @Option(name: .customLong("select-tag"), help: "Only entities with this tag; several mean all of them.")
  var selectTags: [String] = []

  @Flag(name: .customLong("rbac-resources-only"), help: "Only roles and their permissions.")
  var rbacOnly = false

  @Flag(name: .customLong("skip-consumers"), help: "Leave out consumers, their groups and what is bound to them.")
  var skipConsumers = false

  @Flag(name: .customLong("skip-ca-certificates"), help: "Leave out CA certificates.")
  var skipCACertificates = false

  @Flag(
    name: .customLong("skip-consumers-with-consumer-groups"), help: "Leave out which consumers are in which groups.")
  var skipGroupMembers = false

  @Flag(name: .customLong("include-plugin-definitions"), help: "With cloned and custom plugins.")
  var includeDefinitions = false

  @Flag(help: "Replace texts by hashes, so that the dump can be shown to others.")
  var sanitize = false

  @Option(name: .customLong("sanitization-salt"), help: .hidden)
  var sanitizationSalt: String?

  @Flag(help: "Replace an existing file without asking.")
  var yes = false

  @OptionGroup var connection: ConnectionOptions

  func run(in context: CommandContext) async -> ExitStatus {
    let console = Console(context, connection)
    do {
      let format = try chosenFormat(context)
      let target = DumpTarget(path: outputFile, fileExtension: format.rawValue)
      try target.confirm(replacing: yes)
      let reader = try connection.connection(in: context).reader()
      let snapshot: DumpSnapshot
      do {
        snapshot = try await DumpSnapshot.read(reader, scope: scope)
      } catch {
        return console.fail([Diagnostic(error)])
      }
      let state = snapshot.state
      let document = StateDump.document(of: state, options(snapshot))
      try target.write(
        format == .yaml ? YAMLWriter.write(document) : JSONWriter.write(document, indent: 2) + [10], context)
      let unread = EntityKind.all.compactMap { kind in
        state.unreadable[kind].map { reason in
          Diagnostic(
            .warning, code: "unreadable-kind",
            "\(kind.collection) are missing from the dump: the gateway does not let them be read (\(reason))")
        }
      }
      console.report(unread + snapshot.warnings)
      return unread.isEmpty ? .success : .partial
    } catch {
      return console.fail(error.diagnostics)
    }
  }

  private var scope: Scope {
    var scope = Scope()
    var seen: Set<String> = []
    scope.selectTags = selectTags.flatMap { $0.split(separator: ",") }.map(String.init)
      .filter { seen.insert($0).inserted }
    scope.isForRBAC = rbacOnly
    scope.skipsConsumers = skipConsumers
    scope.skipsCACertificates = skipCACertificates
    scope.skipsGroupMembers = skipGroupMembers
    scope.includesDefinitions = includeDefinitions
    return scope
  }

  private func options(_ snapshot: DumpSnapshot) -> DumpOptions {
    var options = DumpOptions()
    options.keepsIDs = withID
    options.skipsDefaults = skipDefaults
    options.schemas = snapshot.schemas
    options.setScope(scope)
    if sanitize { options.sanitizer = Sanitizer(salt: sanitizationSalt ?? UniqueID().description) }
    return options
  }

  private func chosenFormat(_ context: CommandContext) throws(DiagnosticError) -> Format {
    if let format { return format }
    guard let (variable, value) = Settings(context.environment).text("format") else { return .yaml }
    guard let format = Format(rawValue: value.lowercased()) else {
      throw DiagnosticError(Diagnostic(code: "usage", "the variable \(variable) is yaml or json"))
    }
    return format
  }
}
