import ArgumentParser
import Diagnostics
import Documents
import Reporting
import StateFileTools
import StateFiles

/// `file lint`: a state file held against rules.
struct LintCommand: Verb {
  static let configuration = CommandConfiguration(
    commandName: "lint", abstract: "Hold a state file against rules: those of a file, or those of the program.",
    discussion: """
      Rules are written in the language of Spectral: a path, and what has to be true of the values there. The mapping that \
      has the key x-lint-ignore, and all in it, is left alone by the rules named there.

      EXAMPLES
        fairlead file lint -s kong.yaml rules.yaml
        fairlead file lint -s kong.yaml rules.yaml --fail-severity warn --report sarif=lint.sarif
        fairlead file lint --builtin --off missing-tags kong.yaml
      """)

  @Argument(help: "File of rules; with --builtin the state file.")
  var files: [String] = []

  @OptionGroup var input: StateInput

  @Option(name: [.customShort("o"), .customLong("output-file")], help: "File to write; - for standard output.")
  var outputFile = "-"

  @Option(help: "plain, yaml or json.")
  var format = LintReport.Format.plain

  @Option(
    name: [.customShort("F"), .customLong("fail-severity")],
    help: "From which severity on a finding is a failure: hint, info, warn or error.")
  var failSeverity = "error"

  @Flag(name: [.customShort("D"), .customLong("display-only-failures")], help: "Leave out what is no failure.")
  var showsOnlyFailures = false

  @Flag(help: "Use the rules of the program.")
  var builtin = false

  @Option(name: .customLong("off"), help: "Rules of the program that are not to be used.")
  var off: [String] = []

  @Option(
    name: .customLong("report"), help: "Also write a report: FORMAT=FILE, with junit, sarif or github; may be repeated."
  )
  var reports: [String] = []

  func run(in context: CommandContext) async -> ExitStatus {
    FileRun.perform(in: context) { run throws(DiagnosticError) in
      try ConnectionCheck.run(in: context)
      let bound = try severity()
      let targets = try reports.map { text throws(DiagnosticError) in try FindingFile(text) }
      let findings = try builtin ? ownFindings(&run) : ruleFindings(&run)
      let report = LintReport(findings, failingAt: bound, onlyFailures: showsOnlyFailures)
      try DocumentOutput.write(report.render(as: format), to: outputFile, in: context)
      for target in targets { try target.write(report.findings.map { ReportedFinding($0) }, "file lint", context) }
      if report.failures > 0 { run.status = .failure }
    }
  }

  private func severity() throws(DiagnosticError) -> LintSeverity {
    if let severity = LintSeverity(rawValue: failSeverity) { return severity }
    throw usage("there is no severity '\(failSeverity)'", "severities are error, warn, info and hint")
  }

  private func usage(_ message: String, _ hint: String? = nil) -> DiagnosticError {
    DiagnosticError(Diagnostic(code: "usage", message, hint: hint))
  }

  // MARK: Rules of a file

  private func ruleFindings(_ run: inout FileRun) throws(DiagnosticError) -> [LintFinding] {
    guard files.count == 1 else {
      throw usage("one file of rules is needed, not \(files.count)", "or --builtin for the rules of the program")
    }
    guard off.isEmpty else { throw usage("--off is for --builtin", "set a rule's severity to off in its file") }
    let state = try run.input(input.state)
    guard let ruleset = RulesetReader.read(try run.input(files[0]), &run.diagnostics) else {
      // A report without findings would say that all is well.
      throw DiagnosticError(run.diagnostics.diagnostics)
    }
    var found = DiagnosticCollector()
    let documents = TemplatedDocument.read(
      state.bytes, source: SourceID(name: state.name), environment: .verbatim, diagnostics: &found)
    guard let document = documents.first else {
      guard found.hasErrors else {
        run.diagnostics.warning(
          code: "empty-file", "the state file is empty or holds nothing but comments", at: start(of: state),
          hint: "there is nothing to hold against rules")
        return []
      }
      run.diagnostics.add(contentsOf: found.diagnostics)
      return [LintFinding.unreadable(state.name)]
    }
    run.diagnostics.add(contentsOf: found.diagnostics)
    if documents.count > 1 {
      run.diagnostics.warning(
        code: "several-documents", "only the first document of '\(state.name)' is held against the rules",
        at: documents[1].place)
    }
    return try Linter(ruleset, document: document, bytes: state.bytes, file: state.name).findings()
  }

  private func start(of text: InputText) -> SourcePlace {
    SourcePlace(line: 1, column: 1, source: SourceID(name: text.name))
  }

  // MARK: Rules of the program

  private func ownFindings(_ run: inout FileRun) throws(DiagnosticError) -> [LintFinding] {
    let rules = try BuiltinRules(without: off)
    guard files.count <= 1, files.isEmpty || input.state == "-" else {
      throw usage("with --builtin one state file is needed and no file of rules")
    }
    let state = try run.input(files.first ?? input.state)
    var found = DiagnosticCollector()
    let documents = TemplatedDocument.read(
      state.bytes, source: SourceID(name: state.name), environment: .verbatim, diagnostics: &found)
    run.diagnostics.add(contentsOf: found.diagnostics)
    if documents.isEmpty, !found.hasErrors {
      run.diagnostics.warning(
        code: "empty-file", "the state file is empty or holds nothing but comments", at: start(of: state))
    }
    return rules.findings(in: documents)
  }
}

extension LintReport.Format: ExpressibleByArgument {}

/// A report of findings to write into a file, as `--report FORMAT=FILE` asks for it.
struct FindingFile {
  private let format: FindingReport
  private let path: String

  /// Reads `FORMAT=FILE`.
  init(_ text: String) throws(DiagnosticError) {
    let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
    let formats = FindingReport.allCases.map(\.rawValue).joined(separator: ", ")
    guard parts.count == 2, !parts[1].isEmpty, let format = FindingReport(rawValue: parts[0].lowercased()) else {
      throw DiagnosticError(
        Diagnostic(code: "usage", "--report takes FORMAT=FILE, such as sarif=lint.sarif; formats are \(formats)"))
    }
    self.format = format
    path = parts[1]
  }

  /// Writes a report; `-` is standard output.
  func write(_ findings: [ReportedFinding], _ command: String, _ context: CommandContext) throws(DiagnosticError) {
    let bytes = format.render(findings, command: command, version: context.version)
    try DocumentOutput.write(bytes, to: path, in: context)
  }
}
