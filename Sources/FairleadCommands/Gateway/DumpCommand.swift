import AdminAPI
import ArgumentParser
import Diagnostics
import Documents
import GatewayModel
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
      let state: GatewayState
      do {
        state = try await LiveStateReader.read(reader, kinds: EntityKind.all)
      } catch {
        return console.fail([Diagnostic(error)])
      }
      let document = StateDump.document(of: state, withIDs: withID)
      try target.write(
        format == .yaml ? YAMLWriter.write(document) : JSONWriter.write(document, indent: 2) + [10], context)
      let unread = EntityKind.all.compactMap { kind in
        state.unreadable[kind].map { reason in
          Diagnostic(
            .warning, code: "unreadable-kind",
            "\(kind.collection) are missing from the dump: the gateway does not let them be read (\(reason))")
        }
      }
      console.report(unread)
      return unread.isEmpty ? .success : .partial
    } catch {
      return console.fail(error.diagnostics)
    }
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
