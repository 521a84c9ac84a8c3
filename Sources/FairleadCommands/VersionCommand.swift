import ArgumentParser

/// `version`: which program is this?
struct VersionCommand: Verb {
  static let configuration = CommandConfiguration(commandName: "version", abstract: "Tell the version.")

  func run(in context: CommandContext) async -> ExitStatus {
    context.output.line("fairlead \(context.version)")
    return .success
  }
}
