import ArgumentParser
import Diagnostics
import Documents
import GatewayModel
import Reconciliation

/// `gateway schemas`: save the gateway's schemas, for checking files without it.
struct SchemasCommand: Verb {
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
    let reader = try connection.connection(in: context).reader()
    let information: TargetInformation
    do throws(TargetError) {
      information = try await reader.information()
    } catch {
      throw DiagnosticError(Diagnostic(error))
    }
    let entities = try await fetch(EntityKind.all.map(\.schemaName), below: [], reader)
    let plugins = try await fetch(information.plugins.sorted(), below: ["plugins"], reader)
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
    let answers = await withTaskGroup(of: (Int, Result<Node?, TargetError>).self) { group in
      for (index, name) in names.enumerated() {
        group.addTask { (index, await SchemasCommand.document(path + [name], reader)) }
      }
      var answers: [Int: Result<Node?, TargetError>] = [:]
      for await (index, answer) in group { answers[index] = answer }
      return answers
    }
    var documents: [(name: String, document: Node)] = []
    for (index, name) in names.enumerated() {
      do throws(TargetError) {
        if let document = try answers[index]?.get() ?? nil { documents.append((name, document)) }
      } catch {
        throw DiagnosticError(Diagnostic(error))
      }
    }
    return documents
  }

  private static func document(_ path: [String], _ reader: any TargetReader) async -> Result<Node?, TargetError> {
    do {
      return .success(try await reader.schemaDocument(path))
    } catch {
      return .failure(error)
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
