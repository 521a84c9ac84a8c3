import ArgumentParser

/// The command line as a whole.
struct RootCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fairlead", abstract: "Keeps an API gateway's configuration where its files say it should be.",
    subcommands: [GatewayCommand.self, FileCommand.self, VersionCommand.self])
}

/// The program: arguments in, exit status out.
public enum FairleadProgram {
  /// The version of this program.
  public static let version = "0.1.0"

  /// Runs a command line, without the program's own name.
  public static func run(_ arguments: [String], in context: CommandContext) async -> ExitStatus {
    do {
      var command = try RootCommand.parseAsRoot(try ArgumentForms.normalise(arguments))
      if let verb = command as? any Verb { return await verb.run(in: context) }
      // Anything else is a request for help, which running it throws.
      try command.run()
      return .success
    } catch let fault as ArgumentForms.Fault {
      context.errors.line("error: \(fault.message)")
      return .usage
    } catch {
      let text = RootCommand.fullMessage(for: error)
      if RootCommand.exitCode(for: error).isSuccess {
        context.output.line(text)
        return .success
      }
      context.errors.line(text)
      return .usage
    }
  }
}
