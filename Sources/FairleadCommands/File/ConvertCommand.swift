import ArgumentParser
import Diagnostics
import Documents
import GatewayModel
import StateFileTools
import StateFiles

/// `file convert`: state files for another version of the gateway.
struct ConvertCommand: Verb {
  static let configuration = CommandConfiguration(
    commandName: "convert", abstract: "Convert a state file for a later version of the gateway, or for Konnect.",
    discussion: """
      What is changed, and what needs a person's hand, is told on standard error, with its place.

      EXAMPLES
        fairlead file convert --from 3.4 --to 3.10 --input-file kong.yaml -o kong-3.10.yaml
        fairlead file convert --from 3.10 --to 3.14 --input-file kong.yaml --in-place
        fairlead file convert --from kong-gateway --to konnect-control-plane --input-file kong.yaml
      """)

  @Option(help: "kong-gateway, kong-gateway-2.x, 2.8, 3.4 or 3.10.")
  var from = ""

  @Option(help: "konnect, konnect-control-plane, kong-gateway-3.x, 3.4, 3.10 or 3.14.")
  var to = ""

  @Option(
    name: .customLong("input-file"),
    help:
      "State file to read; - for standard input. From kong-gateway-2.x an empty name stands for all files below the working directory, each in place."
  )
  var inputFile = "-"

  @OptionGroup var editing: EditingOptions

  @Flag(help: "Replace an existing file without asking.")
  var yes = false

  @Flag(name: .customLong("expand-env-vars"), help: "Insert the values of variables.")
  var expands = false

  @Flag(name: .customLong("no-expand-env-vars"), help: "Leave expressions as they stand, which is done anyway.")
  var keepsExpressions = false

  @OptionGroup var severity: SeverityOptions

  func run(in context: CommandContext) async -> ExitStatus {
    FileRun.perform(in: context) { run throws(DiagnosticError) in
      try ConnectionCheck.run(in: context)
      let conversion = try Conversion(from: from, to: to)
      guard !expands || !keepsExpressions else {
        throw DiagnosticError(
          Diagnostic(code: "usage", "--expand-env-vars and --no-expand-env-vars exclude each other"))
      }
      if inputFile.isEmpty { return try convertFolder(conversion, &run) }
      let target = ConvertedFile(try editing.target(reading: inputFile), isInPlace: editing.isInPlace)
      guard try target.mayWrite(replacing: yes, readingFrom: inputFile) else { return }
      let bytes = try converted(try run.input(inputFile), conversion, &run)
      try run.stopAtErrors()
      try target.write(bytes, in: context)
    }
  }

  /// All files below the working directory, in place, once none of them has a fault.
  private func convertFolder(_ conversion: Conversion, _ run: inout FileRun) throws(DiagnosticError) {
    guard case .versionThree = conversion else {
      throw DiagnosticError(
        Diagnostic(
          .warning, code: "no-input", "nothing was done: an empty name stands for all files from kong-gateway-2.x only")
      )
    }
    var results: [(String, [UInt8])] = []
    for text in InputFiles.read(["."], &run.diagnostics) {
      results.append((text.name, try converted(text, conversion, &run)))
    }
    try run.stopAtErrors()
    for (name, bytes) in results { try FileOutput.write(bytes, to: name, access: .customary) }
  }

  private func converted(
    _ text: InputText, _ conversion: Conversion, _ run: inout FileRun
  ) throws(DiagnosticError) -> [UInt8] {
    let environment = TemplateEnvironment.expand { [context = run.context] in context.environment[$0] }
    let read = ReadText(text)
    var found = StateFormatCheck.faults(in: text, readAs: read.text)
    if expands { found += StateFormatCheck.values(of: text, environment).diagnostics }
    run.diagnostics.add(contentsOf: found)
    try run.stopAtErrors()
    var file = try EditedFile(read, &run.diagnostics)
    // A folder may hold many.
    defer { if !inputFile.isEmpty { UntilExit.keep(file) } }
    if expands { file.documents = StateFormatCheck.values(of: text, environment).documents }
    let report = conversion.convert(&file.documents)
    run.diagnostics.add(contentsOf: report.diagnostics.diagnostics)
    if report.diagnostics.hasErrors { return [] }
    let changes = report.changes
    for change in changes { run.remark("\(change.place): \(change.message)") }
    if !changes.isEmpty {
      let count = changes.count == 1 ? "one change" : "\(changes.count) changes"
      run.remark("\(text.name): \(count), to be looked through before the file is used")
    }
    return try file.bytes(format: editing.output.format, sortsKeys: editing.sortsKeys)
  }
}

/// Where a converted file goes.
struct ConvertedFile {
  private let path: String
  private let isInPlace: Bool

  init(_ output: DocumentOutput, isInPlace: Bool) {
    self.isInPlace = isInPlace
    let name = output.outputFile.split(separator: "/").last ?? ""
    let isComplete = output.outputFile == "-" || name.contains(".") || isInPlace
    path = isComplete ? output.outputFile : "\(output.outputFile).\((output.format ?? .yaml).rawValue)"
  }

  /// Whether the file may be written: one that is there already is replaced with the user's consent alone.
  func mayWrite(replacing: Bool, readingFrom input: String) throws(DiagnosticError) -> Bool {
    guard path != "-", !isInPlace else { return true }
    do throws(DiagnosticError) {
      try DumpTarget(path: path, fileExtension: "").confirm(replacing: replacing, canReadAnswer: input != "-")
      return true
    } catch {
      if error.diagnostics.contains(where: { $0.severity == .error }) { throw error }
      return false
    }
  }

  /// Writes the file; a new one is for its owner alone, as it may hold secrets.
  func write(_ bytes: [UInt8], in context: CommandContext) throws(DiagnosticError) {
    if path == "-" { return context.output.write(bytes) }
    try FileOutput.write(bytes, to: path, access: .ownerIfNew)
  }
}
