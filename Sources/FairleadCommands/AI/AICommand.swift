import ArgumentParser

/// `ai`: the verbs for the entity model of an AI gateway.
struct AICommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ai", abstract: "Compare, change and save the models, agents and MCP servers of an AI gateway.",
    subcommands: [AIDiffCommand.self, AISyncCommand.self, AIDumpCommand.self])
}
