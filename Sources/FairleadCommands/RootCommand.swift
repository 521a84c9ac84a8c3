import ArgumentParser

/// The command line as a whole.
struct RootCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fairlead", abstract: "Keeps an API gateway's configuration where its files say it should be.",
    subcommands: [GatewayCommand.self, VersionCommand.self])
}

/// The program: arguments in, exit status out.
public enum FairleadProgram {
  /// The version of this program.
  public static let version = "0.1.0"

  /// Runs a command line, without the program's own name.
  public static func run(_ arguments: [String], in context: CommandContext) async -> ExitStatus {
    do {
      let command = try RootCommand.parseAsRoot(try ArgumentForms.normalise(arguments))
      guard let verb = command as? any Verb else {
        context.output.line(RootCommand.helpMessage(for: type(of: command)))
        return .success
      }
      return await verb.run(in: context)
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
