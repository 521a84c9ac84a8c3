import ArgumentParser

/// `file`: the verbs that work on state files alone.
struct FileCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "file", abstract: "Check and rewrite state files without a gateway.",
    subcommands: [FileValidateCommand.self, RenderCommand.self, OpenAPIToKongCommand.self])
}
