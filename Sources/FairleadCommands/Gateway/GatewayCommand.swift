import ArgumentParser

/// `gateway`: the verbs that speak with a running gateway.
struct GatewayCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gateway", abstract: "Compare, change and save what a running gateway holds.",
    subcommands: [
      PingCommand.self, DiffCommand.self, GatewayPlanCommand.self, SyncCommand.self, ApplyCommand.self,
      DumpCommand.self, ResetCommand.self, UndoCommand.self, ValidateCommand.self, SchemasCommand.self,
    ])
}
