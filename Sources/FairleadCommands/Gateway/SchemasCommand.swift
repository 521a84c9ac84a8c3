import ArgumentParser
import Diagnostics
import Documents
import Gathering
import GatewayModel
import Reconciliation

/// `gateway schemas`: save the gateway's schemas, for checking files without it.
struct SchemasCommand: TargetVerb {
  static let configuration = CommandConfiguration(
    commandName: "schemas", abstract: "Save the schemas of the gateway's entities and plugins.",
    discussion: """
      Writes DIR/entities/NAME.json and DIR/plugins/NAME.json, which offline validation and the sandbox can read.

      EXAMPLES
        fairlead gateway schemas -o schemas
      """)

  @Option(name: [.customShort("o"), .customLong("output-file")], help: "Directory to write to.")
  var directory: String

  @OptionGroup(title: "Connection") var connection: ConnectionOptions

  func run(in context: CommandContext) async throws(DiagnosticError) -> ExitStatus {
    let target = try connection.connection(in: context).target()
    Console(context).report(target.notes)
    let reader = try target.reader()
    let names: [String]
    do throws(TargetError) {
      names = try await reader.pluginNames()
    } catch {
      throw DiagnosticError(Diagnostic(error))
    }
    let entities = try await fetch(EntityKind.all.map(\.schemaName), below: [], reader)
    let plugins = try await fetch(names, below: ["plugins"], reader)
    try save(entities, "entities")
    try save(plugins, "plugins")
    Console(context).print(
      "Saved the schemas of \(entities.count) kinds and \(plugins.count) plugins in '\(directory)'")
    return .success
  }

  /// The documents by name; what the gateway does not have is left out.
  private func fetch(
    _ names: [String], below path: [String], _ reader: any TargetReader
  ) async throws(DiagnosticError) -> [(name: String, document: Node)] {
    do {
      let answers = try await gather(names) { name async throws(TargetError) in
        try await reader.schemaDocument(path + [name])
      }
      return zip(names, answers).compactMap { name, answer in answer.map { (name, $0) } }
    } catch {
      throw DiagnosticError(Diagnostic(error))
    }
  }

  private func save(_ documents: [(name: String, document: Node)], _ folder: String) throws(DiagnosticError) {
    try FileOutput.makeDirectory("\(directory)/\(folder)")
    for (name, document) in documents {
      // The name comes from the gateway and becomes a path.
      guard !name.contains("/"), !name.hasPrefix(".") else { continue }
      try FileOutput.write(JSONWriter.write(document, indent: 2) + [0x0A], to: "\(directory)/\(folder)/\(name).json")
    }
  }
}
