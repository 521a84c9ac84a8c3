/// The formats of a report, and the one place that tells them apart.
package enum ReportFormat: String, Sendable, CaseIterable {
  /// The JSON that decK writes (`--json-output`).
  case deck
  /// Our own JSON, with places, reasons and dependencies; ``ReportDocument/schema`` names its version.
  case json
  /// A comment for a pull request.
  case markdown
  /// Test results, one for each change.
  case junit
  /// One JSON document a line, written while the run goes on.
  case events

  /// Formats that `--report` takes.
  package static let offered: [ReportFormat] = [.json, .markdown, .junit, .events]

  /// Writes a report in this format; for events, the lines of a run that is over.
  package func render(_ report: RunReport) -> [UInt8] {
    switch self {
    case .deck: DeckReport.render(report)
    case .json: ReportDocument.render(report)
    case .markdown: MarkdownReport.render(report)
    case .junit: JUnitReport.render(report)
    case .events: EventLines.render(report)
    }
  }
}
