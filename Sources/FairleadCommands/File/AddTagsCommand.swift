import ArgumentParser
import Diagnostics
import StateFileTools

/// `file add-tags`: tags for the entities of a state file.
struct AddTagsCommand: Verb {
  static let configuration = CommandConfiguration(
    commandName: "add-tags", abstract: "Add tags to the entities of a state file.",
    discussion: """
      Without selectors every entity that can have tags gets them. A tag that is there is not added again.

      EXAMPLES
        fairlead file add-tags -s kong.yaml team-a
        fairlead file add-tags -s kong.yaml --selector '$.services[*]' audited -o out.yaml
      """)

  @Argument(help: "The tags.")
  var tags: [String]

  @OptionGroup var input: StateInput
  @OptionGroup var selection: SelectorOptions
  @OptionGroup var editing: EditingOptions

  func run(in context: CommandContext) async -> ExitStatus {
    FileRun.perform(in: context) { run throws(DiagnosticError) in
      try ConnectionCheck.run(in: context)
      let selectors = try selection.selectors()
      var file = try run.edited(input.state, for: editing)
      for index in file.documents.indices {
        try EntityTags.add(tags, to: &file.documents[index], selectors: selectors)
      }
      try run.write(file, editing)
    }
  }
}
