import AIGateway
import ArgumentParser
import Diagnostics
import Documents
import StateFileTools
import StateFiles

/// `file ai2kong`: the entity model of an AI gateway as a state file.
struct AI2KongCommand: Verb {
  static let configuration = CommandConfiguration(
    commandName: "ai2kong", abstract: "Turn the models, agents and MCP servers of an AI gateway into a state file.",
    discussion: """
      Expressions such as ${{ env "DECK_KEY" }} stay as they stand. What the model has and a gateway cannot hold is told \
      at its line.

      EXAMPLES
        fairlead file ai2kong -s ai.yaml -o kong.yaml
        fairlead file ai2kong -s ai.yaml --format json | jq '.plugins[].name'
      """)

  @Option(name: .shortAndLong, help: "File of the AI gateway; - for standard input.")
  var source: String

  @OptionGroup var output: DocumentOutput

  func run(in context: CommandContext) async throws(DiagnosticError) -> ExitStatus {
    let console = Console(context)
    try ConnectionCheck.run(in: context)
    var collector = DiagnosticCollector()
    let state = AISource.convert(try StateInput.read(source, console), &collector)
    if let state { GeneratedStateCheck.find(in: state, &collector) }
    console.report(collector.diagnostics)
    guard let state else { return .failure }
    try output.write(output.bytes(of: state.keysSorted()), in: context)
    return .success
  }
}

/// A source of the AI verbs.
enum AISource {
  /// Reads and converts a text; nil where it has errors.
  static func convert(_ text: InputText, _ diagnostics: inout DiagnosticCollector) -> Node? {
    var found = DiagnosticCollector()
    let documents = TemplatedDocument.read(
      text.bytes, source: SourceID(name: text.name), environment: .verbatim, diagnostics: &found)
    let state = found.hasErrors ? nil : AIGatewayConversion.convert(documents, &found)
    diagnostics.add(contentsOf: found.diagnostics)
    return state
  }
}
