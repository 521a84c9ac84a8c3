import ArgumentParser
import Diagnostics
import StateFileTools

/// `file format`: a state file in decK's form, or in that of a gateway without a database.
struct FormatCommand: Verb {
  static let configuration = CommandConfiguration(
    commandName: "format", abstract: "Change a state file between decK's form and that of DB-less gateways.",
    discussion: """
      Consumer groups and partials are tied to what uses them within the entities (deck), or by lists of their own (dbless).

      EXAMPLES
        fairlead file format dbless kong.yaml -o declarative.yaml
        fairlead file format deck declarative.yaml
      """)

  @Argument(help: "deck or dbless.")
  var form: String

  @Argument(help: "State file to read; - for standard input.")
  var file: String

  @OptionGroup var editing: EditingOptions

  func run(in context: CommandContext) async -> ExitStatus {
    FileRun.perform(in: context) { run throws(DiagnosticError) in
      try ConnectionCheck.run(in: context)
      guard let form = FileForm(rawValue: form) else {
        throw DiagnosticError(
          Diagnostic(
            code: "usage", "there is no form '\(form)'",
            hint: "there are \(FileForm.allCases.map(\.rawValue).joined(separator: " and "))"))
      }
      var file = try run.edited(file, for: editing)
      // What is tied together may stand in several documents.
      if file.documents.count > 1 { file.documents = [try file.joined(&run.diagnostics)] }
      form.apply(to: &file.documents[0], &run.diagnostics)
      try run.write(file, editing)
    }
  }
}
