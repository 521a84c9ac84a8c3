import ArgumentParser

/// `file`: the verbs that work on state files alone.
struct FileCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "file", abstract: "Check and rewrite state files without a gateway.",
    subcommands: [
      FileValidateCommand.self, RenderCommand.self, MergeCommand.self, PatchCommand.self, AddPluginsCommand.self,
      AddTagsCommand.self, ListTagsCommand.self, RemoveTagsCommand.self, NamespaceCommand.self, FormatCommand.self,
      LintCommand.self, ConvertCommand.self, OpenAPIToKongCommand.self, OpenAPIToMCPCommand.self,
      AI2KongCommand.self, Kong2KICCommand.self, Kong2TFCommand.self,
    ])
}
