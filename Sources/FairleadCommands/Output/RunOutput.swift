import Diagnostics
import Reconciliation
import Reporting
import StateFiles

/// Where a run tells what it does: text or JSON on standard output, and the reports asked for.
///
/// Every way in which a run can end leads through ``finish(_:)``, so that JSON is complete and reports are written also
/// where it went wrong.
final class RunOutput {
  /// What has been found out about the run so far.
  var report: RunReport
  private let console: Console
  private let context: CommandContext
  private let options: OutputOptions
  private var files: [ReportFile] = []
  private var streams: [TextStream] = []
  private var progress: Progress?
  private var waiting: [Int: ExecutionResult.Outcome] = [:]
  private var next = 0
  /// The workspace that is deleted when all else is done; nil for none.
  private var spareWorkspace: String?

  /// What the run has found out before anything was written, once it has.
  private(set) var preparation: Preparation?
  /// Whether nothing is written as text, since standard output is for something else.
  var isSilent = false
  /// What shows requests and answers, which has to know what must not be shown.
  var log: RequestLog?
  /// What the user has to say to a plan.
  var consent: (Preparation) -> Confirmation = { _ in .granted }

  /// Prepares for a run.
  init(_ command: String, isPreview: Bool, _ options: OutputOptions, _ context: CommandContext) {
    self.report = RunReport(toolVersion: context.version, command: command, isPreview: isPreview)
    self.console = Console(context)
    self.context = context
    self.options = options
  }

  /// The output for one workspace of a run over several: it writes as this one does, but no document of its own.
  func part(_ workspace: String) -> RunOutput {
    let part = RunOutput(report.command, isPreview: report.isPreview, options, context)
    part.report.part = RunReport.Part(workspace: workspace, firstChange: report.plan.changes.count)
    part.streams = streams
    return part
  }

  /// Whether the summary and changes are written as text.
  var isText: Bool { !options.json && !isSilent }

  /// Whether anything but text is written.
  var isReporting: Bool { options.json || !options.reports.isEmpty }

  /// Settles where reports go; nothing is written yet.
  func open() throws(DiagnosticError) {
    for text in options.reports {
      let file = try ReportFile(text)
      if file.format == .events { streams.append(try file.openStream(context)) } else { files.append(file) }
    }
  }

  /// Notes what is worth knowing, and says it.
  func note(_ diagnostics: [Diagnostic]) {
    report.diagnostics += diagnostics
    console.report(diagnostics)
  }

  /// Says something on the way that is no result.
  func remark(_ line: String) { console.remark(line) }

  /// Writes a line of the result as text.
  func print(_ line: String) {
    if isText { console.print(line) }
  }

  /// Tells of the plan: in a preview each change, else that it begins.
  func begin() {
    write(EventLines.start(report))
    if let workspace = report.createdWorkspace, !options.silencesEvents { print("Creating workspace \(workspace)") }
    if let workspace = spareWorkspace, !options.silencesEvents { print("Deleting workspace \(workspace)") }
    guard report.isPreview else {
      progress = Progress(of: report.plan.changes.count, on: context.errors)
      return
    }
    showPlan()
    for index in report.plan.changes.indices where !streams.isEmpty {
      write(EventLines.change(index, nil, in: report))
    }
  }

  /// Writes the changes of the plan as text.
  func showPlan() {
    guard isText, !options.silencesEvents else { return }
    for change in report.plan.changes { console.print(console.plans.change(change)) }
  }

  /// Notes which target it is.
  func reached(_ reader: any TargetReader) {
    report.gateway = RunReport.Gateway(address: reader.address, workspace: reader.workspace)
  }

  /// Tells what became of a change; lines come in the plan's order, events as they happen.
  func settled(_ index: Int, _ outcome: ExecutionResult.Outcome) {
    if !streams.isEmpty { write(EventLines.change(index, outcome, in: report)) }
    progress?.advance()
    guard isText, !options.silencesEvents else { return }
    waiting[index] = outcome
    while let outcome = waiting.removeValue(forKey: next) {
      console.print(console.plans.outcome(outcome, of: report.plan.changes[next], in: report.plan))
      next += 1
    }
  }

  /// Ends an execution with its result.
  func executed(_ result: ExecutionResult) {
    progress?.end()
    report.outcomes = result.outcomes
    report.diagnostics += result.diagnostics
    printSummary()
    console.report(result.diagnostics)
  }

  /// Writes the block at the end.
  func printSummary() {
    print(report.summaryText(console.plans))
  }

  /// Ends the run with what went wrong.
  func fail(_ diagnostics: [Diagnostic], _ status: ExitStatus = .failure) -> ExitStatus {
    note(diagnostics)
    return finish(status.fitting(diagnostics))
  }

  /// Ends the run: writes JSON and reports, and gives the status, or that of a report that cannot be written.
  func finish(_ status: ExitStatus) -> ExitStatus {
    report.result = status.end
    report.exitCode = status.rawValue
    if report.part != nil { return status }
    if options.json { context.output.write(ReportFormat.deck.render(report)) }
    write(EventLines.end(report))
    var status = status
    for file in files {
      do {
        try file.write(report, context)
      } catch {
        console.report(error.diagnostics)
        // Without its report a run is not as asked, and the code must not say that nothing was changed.
        let changed = report.outcomes?.contains(.done) ?? false
        if status == .success || status == .differences { status = changed ? .partial : .failure }
      }
    }
    return status
  }

  private func write(_ bytes: [UInt8]) {
    for stream in streams { stream.write(bytes) }
  }
}

extension RunOutput: RunObserver {
  func loaded(_ desired: DesiredState) {
    log?.hide(desired)
  }

  func prepared(_ preparation: Preparation) {
    UntilExit.keep(preparation)
    self.preparation = preparation
    report.plan = preparation.plan
    report.schemas = preparation.schemas
    report.createdWorkspace = preparation.missingWorkspace
    report.isOneLoad = preparation.snapshot.information.capabilities.writing == .allAtOnce
    spareWorkspace = preparation.spareWorkspace
    report.gateway?.workspace = preparation.plan.workspace
    report.gateway?.version = preparation.snapshot.information.version
    report.gateway?.edition = preparation.snapshot.information.edition
  }

  func confirm(_ preparation: Preparation) -> Confirmation {
    let answer = consent(preparation)
    if case .declined = answer {
      report.isPreview = true
      remark("Nothing was changed.")
    }
    return answer
  }

  func keeps(journal: JournalRequest) {
    context.interruption.name(journal: journal.path)
    if journal.isKept { remark("journal: \(journal.path) (it holds secrets in clear, for its owner alone)") }
  }

  func takesBack() {
    progress?.end()
    remark("not all was done: what was done is taken back")
  }

  func willWrite() {
    context.interruption.beginWriting()
  }
}

extension ExitStatus {
  /// The status of a run that ended like this.
  init(_ end: RunEnd) {
    self =
      switch end {
      case .success: .success
      case .failure: .failure
      case .differences: .differences
      case .partial: .partial
      case .refused: .refused
      case .interrupted: .interrupted
      }
  }

  /// How a run that ends with this status ended.
  var end: RunEnd {
    switch self {
    case .success: .success
    case .failure, .usage: .failure
    case .differences: .differences
    case .partial: .partial
    case .refused: .refused
    case .interrupted: .interrupted
    }
  }
}
