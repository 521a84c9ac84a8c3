import ArgumentParser
import Diagnostics
import StateFileTools

/// `file remove-tags`: fewer tags for the entities of a state file.
struct RemoveTagsCommand: Verb {
  static let configuration = CommandConfiguration(
    commandName: "remove-tags", abstract: "Remove tags from the entities of a state file.",
    discussion: """
      Without selectors from every entity. A list of tags that is empty goes as well.

      EXAMPLES
        fairlead file remove-tags -s kong.yaml draft
        fairlead file remove-tags -s kong.yaml --keep-only team-a team-b -o out.yaml
      """)

  @Argument(help: "The tags.")
  var tags: [String] = []

  @OptionGroup var input: StateInput
  @OptionGroup var selection: SelectorOptions

  @Flag(name: .customLong("keep-empty-array"), help: "Leave lists of tags that are empty.")
  var keepsEmptyLists = false

  @Flag(name: .customLong("keep-only"), help: "Remove all other tags instead of these.")
  var keepsThem = false

  @OptionGroup var editing: EditingOptions

  func run(in context: CommandContext) async -> ExitStatus {
    FileRun.perform(in: context) { run throws(DiagnosticError) in
      try ConnectionCheck.run(in: context)
      if tags.isEmpty, !keepsThem {
        throw DiagnosticError(
          Diagnostic(code: "usage", "there are no tags to remove", hint: "--keep-only without tags removes all"))
      }
      let selectors = try selection.selectors()
      let removal = EntityTags.Removal(tags: Set(tags), keepsThem: keepsThem, keepsEmptyLists: keepsEmptyLists)
      var file = try run.edited(input.state, for: editing)
      for index in file.documents.indices {
        try EntityTags.remove(removal, from: &file.documents[index], selectors: selectors)
      }
      try run.write(file, editing)
    }
  }
}
