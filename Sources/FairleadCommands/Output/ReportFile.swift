import Diagnostics
import Glibc
import Reporting

/// A report to write into a file, as `--report FORMAT=FILE` asks for it.
struct ReportFile {
  /// The format.
  let format: ReportFormat
  /// The file; `-` is standard output.
  let path: String

  /// Reads `FORMAT=FILE`.
  init(_ text: String) throws(DiagnosticError) {
    let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
    let formats = ReportFormat.offered.map(\.rawValue).joined(separator: ", ")
    guard parts.count == 2, !parts[1].isEmpty else {
      throw DiagnosticError(
        Diagnostic(code: "usage", "--report takes FORMAT=FILE, such as markdown=plan.md; formats are \(formats)"))
    }
    guard let format = ReportFormat(rawValue: parts[0].lowercased()), ReportFormat.offered.contains(format) else {
      throw DiagnosticError(Diagnostic(code: "usage", "there is no report '\(parts[0])'; formats are \(formats)"))
    }
    self.format = format
    self.path = parts[1]
  }

  /// Opens a file that is written while a run goes on.
  func openStream(_ context: CommandContext) throws(DiagnosticError) -> TextStream {
    if path == "-" { return context.output }
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw FileOutput.failure(path, errno) }
    return TextStream(descriptor: descriptor)
  }

  /// Writes a report that is complete.
  func write(_ report: RunReport, _ context: CommandContext) throws(DiagnosticError) {
    let bytes = format.render(report)
    if path == "-" { return context.output.write(bytes) }
    try FileOutput.write(bytes, to: path)
  }
}
