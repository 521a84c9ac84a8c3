import ArgumentParser

/// A command that does something: it gets its world as a parameter and answers with an exit status.
protocol Verb: ParsableCommand {
  /// Does what the command line asks for.
  func run(in context: CommandContext) async -> ExitStatus
}
