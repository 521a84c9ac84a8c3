import Diagnostics
import Reporting
import StateFileTools

/// The two streams of a command with their styles.
struct Console {
  private let context: CommandContext
  private let errorStyle: TextStyle
  /// The style of standard output.
  let outputStyle: TextStyle
  /// Plans and results in the style of standard output.
  let plans: PlanText

  /// Takes the streams of a context, coloured where they end at a terminal and nobody objects.
  init(_ context: CommandContext) {
    self.context = context
    let wantsColour = !context.settings.isOn("no-color") && (context.environment["NO_COLOR"] ?? "").isEmpty
    self.errorStyle = TextStyle(isColoured: wantsColour && context.errors.isTerminal)
    self.outputStyle = TextStyle(isColoured: wantsColour && context.output.isTerminal)
    self.plans = PlanText(style: outputStyle)
  }

  /// Writes a line of the result.
  func print(_ line: String) {
    context.output.line(line)
  }

  /// Writes a line that is no part of the result.
  func remark(_ line: String) {
    context.errors.line(line)
  }

  /// Writes what went wrong to standard error, file by file from top to bottom; what has no place comes last.
  ///
  /// - Parameter showsLines: Whether the lines of files are shown; of a file with settings they may hold a token.
  func report(_ diagnostics: [Diagnostic], showsLines: Bool = true) {
    var snippets = SourceSnippets()
    let showsLines = showsLines && !context.settings.isOn("no-snippets")
    for diagnostic in diagnostics.inOrder() {
      let snippet = showsLines ? snippets.lines(for: diagnostic.place) : []
      context.errors.line(DiagnosticText.render(diagnostic, snippet: snippet, style: errorStyle))
    }
  }

  /// Writes what went wrong, and gives the status for it.
  func fail(
    _ diagnostics: [Diagnostic], _ status: ExitStatus = .failure, showsLines: Bool = true
  ) -> ExitStatus {
    report(diagnostics, showsLines: showsLines)
    return status.fitting(diagnostics)
  }
}
