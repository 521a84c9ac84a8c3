import ArgumentParser

/// `plan`: the verbs on saved plans.
struct PlanCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan", abstract: "Look at a saved plan.", subcommands: [PlanShowCommand.self])
}
