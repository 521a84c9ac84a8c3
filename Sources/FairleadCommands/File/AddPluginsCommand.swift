import ArgumentParser
import Diagnostics
import Documents
import StateFileTools
import StateFiles

/// `file add-plugins`: plugins for chosen entities of a state file.
struct AddPluginsCommand: Verb {
  static let configuration = CommandConfiguration(
    commandName: "add-plugins", abstract: "Add plugins to a state file.",
    discussion: """
      Selectors mean the entities that get the plugins, such as $.services[*]; without any the plugins go to the \
      top-level list. A plugin that is there stays, unless it is to be overwritten.

      EXAMPLES
        fairlead file add-plugins -s kong.yaml --config '{"name":"prometheus"}'
        fairlead file add-plugins -s kong.yaml --selector '$.services[*]' --config '{"name":"cors"}' -o out.yaml
        fairlead file add-plugins --in-place -s kong.yaml shared-plugins.yaml
      """)

  @Argument(help: "Files with 'add-plugins': a list of selectors, plugins and overwrite.")
  var pluginFiles: [String] = []

  @OptionGroup var input: StateInput
  @OptionGroup var selection: SelectorOptions

  @Option(help: "A plugin in JSON or YAML; may be repeated.")
  var config: [String] = []

  @Flag(help: "Let plugins of --config take the place of those of their name.")
  var overwrite = false

  @OptionGroup var editing: EditingOptions

  func run(in context: CommandContext) async -> ExitStatus {
    FileRun.perform(in: context) { run throws(DiagnosticError) in
      try ConnectionCheck.run(in: context)
      if !selection.texts.isEmpty, config.isEmpty {
        throw DiagnosticError(
          Diagnostic(code: "usage", "--selector is given without --config", hint: "name the plugins to add"))
      }
      var additions: [PluginAddition] = []
      if !config.isEmpty {
        var plugins: [Node] = []
        for (index, text) in config.enumerated() { plugins.append(try plugin(text, index, &run)) }
        additions.append(
          PluginAddition(selectors: try selection.selectors(), plugins: plugins, overwrites: overwrite))
      }
      for name in pluginFiles { additions += PluginFile.read(try run.instructions(name), &run.diagnostics) }
      try run.stopAtErrors()
      var file = try run.edited(input.state, for: editing)
      for addition in additions {
        for index in file.documents.indices {
          try addition.apply(to: &file.documents[index], isFirst: index == 0)
        }
      }
      try run.write(file, editing)
    }
  }

  private func plugin(_ text: String, _ index: Int, _ run: inout FileRun) throws(DiagnosticError) -> Node {
    let input = InputText(name: "--config \(index + 1)", bytes: Array(text.utf8))
    return try run.instructions(input)
  }
}
