import ArgumentParser
import Diagnostics
import Reconciliation
import Reporting
import StateFiles

/// `plan show`: a saved plan for people to read.
struct PlanShowCommand: Verb {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show a saved plan, what would be deleted first.",
    discussion: """
      EXAMPLES
        fairlead plan show plan.json
        fairlead plan show --format html -o plan.html plan.json
        fairlead plan show --format markdown plan.json >> "$GITHUB_STEP_SUMMARY"
      """)

  @Argument(help: "The saved plan; - for standard input.")
  var plan: String

  @Option(help: "text, markdown, html or json.")
  var format = SavedPlanFormat.text

  @Option(name: [.customShort("o"), .customLong("output-file")], help: "File to write; - for standard output.")
  var outputFile = "-"

  func run(in context: CommandContext) async throws(DiagnosticError) -> ExitStatus {
    let plan = try SavedPlanReader.read(try InputFiles.text(plan))
    let style = outputFile == "-" ? Console(context).outputStyle : TextStyle(isColoured: false)
    try DocumentOutput.write(format.render(plan, style: style), to: outputFile, in: context)
    return .success
  }
}

extension SavedPlanFormat: ExpressibleByArgument {}
