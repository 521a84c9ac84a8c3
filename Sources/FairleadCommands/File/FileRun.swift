import Diagnostics
import Documents
import StateFiles

/// What a verb on files does from reading to writing: what goes wrong on the way is collected and told at the end.
struct FileRun {
  let context: CommandContext
  private let console: Console
  private var hasReadStandardInput = false
  /// The texts of instructions, of which parts may come to stand in what is written.
  private var instructionTexts: [SourceText] = []
  /// What went wrong so far.
  var diagnostics = DiagnosticCollector()
  /// How a run ends in which nothing goes wrong.
  var status = ExitStatus.success

  private init(_ context: CommandContext) {
    self.context = context
    console = Console(context)
  }

  /// Does the work of a verb, tells what went wrong and gives the status for it.
  static func perform(
    in context: CommandContext, _ work: (inout FileRun) throws(DiagnosticError) -> Void
  ) -> ExitStatus {
    var run = FileRun(context)
    do throws(DiagnosticError) { try work(&run) } catch {
      run.diagnostics.add(contentsOf: error.diagnostics)
    }
    run.console.report(run.diagnostics.diagnostics)
    return run.diagnostics.hasErrors ? ExitStatus.failure.fitting(run.diagnostics.diagnostics) : run.status
  }

  /// Reads a file or standard input, which is there once.
  mutating func input(_ name: String) throws(DiagnosticError) -> InputText {
    if name == "-" {
      guard !hasReadStandardInput else {
        throw DiagnosticError(Diagnostic(code: "usage", "standard input is named twice, and can be read once"))
      }
      hasReadStandardInput = true
    }
    return try StateInput.read(name, console)
  }

  /// Reads a state file.
  mutating func edited(_ name: String) throws(DiagnosticError) -> EditedFile {
    try EditedFile(try input(name), &diagnostics)
  }

  /// Reads a state file to rewrite it, without what tools write down in it for themselves.
  mutating func edited(_ name: String, for options: EditingOptions) throws(DiagnosticError) -> EditedFile {
    // A wrong target is told before somebody waits for standard input.
    _ = try options.target(reading: name)
    var file = try edited(name)
    file.dropIgnored()
    return file
  }

  /// Reads a file that tells a verb what to do.
  mutating func instructions(_ name: String) throws(DiagnosticError) -> Node {
    try instructions(try input(name))
  }

  /// Reads a text that tells a verb what to do.
  mutating func instructions(_ input: InputText) throws(DiagnosticError) -> Node {
    let file = try EditedFile(input, &diagnostics)
    instructionTexts.append(file.text)
    return file.documents[0]
  }

  /// Says something that is no part of the result.
  func remark(_ line: String) { console.remark(line) }

  /// Ends the run where anything was wrong so far.
  func stopAtErrors() throws(DiagnosticError) {
    if diagnostics.hasErrors { throw DiagnosticError(diagnostics.diagnostics) }
  }

  /// Writes a rewritten file to where the flags say.
  func write(_ file: EditedFile, _ options: EditingOptions) throws(DiagnosticError) {
    try stopAtErrors()
    let target = try options.target(reading: file.name)
    try target.write(
      try file.bytes(format: target.format, sortsKeys: options.sortsKeys, with: instructionTexts), in: context)
    UntilExit.keep(file)
  }
}
