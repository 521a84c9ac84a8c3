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

  /// Writes what went wrong to standard error, file by file from top to bottom; what has no place comes last.
  func report(_ diagnostics: [Diagnostic]) {
    for diagnostic in diagnostics.sorted(by: Console.isBefore) {
      context.errors.line(DiagnosticText.render(diagnostic, style: errorStyle))
    }
  }

  /// Writes what went wrong, and gives the status for it.
  func fail(_ diagnostics: [Diagnostic], _ status: ExitStatus = .failure) -> ExitStatus {
    report(diagnostics)
    return status
  }

  private static func isBefore(_ left: Diagnostic, _ right: Diagnostic) -> Bool {
    func key(_ place: SourcePlace) -> (Int, UInt32, UInt32) {
      (place.isKnown ? Int(place.source.rawValue) : .max, place.line, place.column)
    }
    return key(left.place) < key(right.place)
  }
}
