import Diagnostics
import Reporting

/// The two streams of a command with their styles.
struct Console {
  private let context: CommandContext
  private let errorStyle: TextStyle
  /// Plans and results in the style of standard output.
  let plans: PlanText

  init(_ context: CommandContext, _ options: ConnectionOptions) {
    self.context = context
    self.errorStyle = TextStyle(isColoured: options.isColoured(context.errors, context))
    self.plans = PlanText(style: TextStyle(isColoured: options.isColoured(context.output, context)))
  }

  /// Writes a line of the result.
  func print(_ line: String) {
    context.output.line(line)
  }

  /// Writes what went wrong to standard error.
  func report(_ diagnostics: [Diagnostic]) {
    for diagnostic in diagnostics { context.errors.line(DiagnosticText.render(diagnostic, style: errorStyle)) }
  }

  /// Writes what went wrong, and gives the status for it.
  func fail(_ diagnostics: [Diagnostic], _ status: ExitStatus = .failure) -> ExitStatus {
    report(diagnostics)
    return status
  }
}
