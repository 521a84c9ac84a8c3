import ArgumentParser
import Diagnostics
import StateFiles

/// The flag of a verb that turns a state into another form.
struct ExportInput: ParsableArguments {
  @Option(name: .shortAndLong, help: "State file, a directory of such, or - for standard input.")
  var state = "-"

  /// Reads the state with its expressions filled in; nil where it has faults.
  func read(_ context: CommandContext, _ diagnostics: inout DiagnosticCollector) -> StateTree? {
    let before = diagnostics.diagnostics.count
    let texts = InputFiles.read([state], &diagnostics)
    guard diagnostics.diagnostics.count == before else { return nil }
    let environment = TemplateEnvironment.expand { context.environment[$0] }
    return StateTree.read(texts, environment: environment, &diagnostics)
  }
}
