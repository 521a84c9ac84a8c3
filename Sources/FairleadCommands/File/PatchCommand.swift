import ArgumentParser
import Diagnostics
import StateFileTools

/// `file patch`: chosen values of a state file changed.
struct PatchCommand: Verb {
  static let configuration = CommandConfiguration(
    commandName: "patch", abstract: "Change values of a state file.",
    discussion: """
      Selectors mean what is changed. KEY:JSON sets a key of a mapping, KEY: removes it, a JSON list is appended to a list.

      EXAMPLES
        fairlead file patch -s kong.yaml --selector '$.services[*]' --value 'read_timeout:15000'
        fairlead file patch -s kong.yaml --selector '$.services[?@.name=="orders"]' --value 'host:"orders.test"'
        fairlead file patch --in-place -s kong.yaml patches.yaml
      """)

  @Argument(help: "Files with 'patches': a list of selectors, values and keys to remove.")
  var patchFiles: [String] = []

  @OptionGroup var input: StateInput
  @OptionGroup var selection: SelectorOptions

  @Option(name: .customLong("value"), help: "KEY:JSON, KEY: or a list in JSON; may be repeated.")
  var values: [String] = []

  @OptionGroup var editing: EditingOptions

  func run(in context: CommandContext) async -> ExitStatus {
    FileRun.perform(in: context) { run throws(DiagnosticError) in
      try checkUsage()
      var patches: [Patch] = []
      if patchFiles.isEmpty {
        patches.append(try Patch(selectors: try selection.selectors(), instructions: values))
      }
      for name in patchFiles { patches += PatchFile.read(try run.instructions(name), &run.diagnostics) }
      try run.stopAtErrors()
      var file = try run.edited(input.state, for: editing)
      for patch in patches {
        for index in file.documents.indices {
          try patch.apply(to: &file.documents[index], isFirst: index == 0)
        }
      }
      try run.write(file, editing)
    }
  }

  private func checkUsage() throws(DiagnosticError) {
    func usage(_ message: String) -> DiagnosticError { DiagnosticError(Diagnostic(code: "usage", message)) }
    if patchFiles.isEmpty {
      if selection.texts.isEmpty, values.isEmpty {
        throw usage("there is nothing to do: give files of patches, or --selector and --value")
      }
      if selection.texts.isEmpty { throw usage("--value is given without --selector") }
      if values.isEmpty { throw usage("--selector is given without --value") }
    } else if !selection.texts.isEmpty || !values.isEmpty {
      throw usage("files of patches exclude --selector and --value")
    }
  }
}
