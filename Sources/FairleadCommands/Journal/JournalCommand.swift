import ArgumentParser

/// `journal`: the records of runs.
struct JournalCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "journal", abstract: "Look at the journals of runs.", subcommands: [JournalListCommand.self])
}
