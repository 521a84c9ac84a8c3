import ArgumentParser
import Diagnostics
import Reporting

/// The command line as a whole.
struct RootCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fairlead", abstract: "Keeps an API gateway's configuration where its files say it should be.",
    discussion: """
      Flags may stand before or after the verb. Each flag can also be set by an environment variable \
      (--kong-addr by FAIRLEAD_KONG_ADDR) and in a configuration file; `fairlead config show` tells what holds and why.
      """,
    version: "fairlead \(FairleadProgram.version)",
    subcommands: [
      GatewayCommand.self, AICommand.self, PlanCommand.self, FileCommand.self, JournalCommand.self, ConfigCommand.self,
      CompletionCommand.self, ManualCommand.self, VersionCommand.self,
    ])
}

/// The program: arguments in, exit status out.
package enum FairleadProgram {
  /// The version of this program.
  package static let version = "0.1.0"

  /// Runs a command line, without the program's own name.
  package static func run(_ arguments: [String], in context: CommandContext) async -> ExitStatus {
    var context = context
    do {
      let reader = try ArgumentReader(arguments)
      if let fault = CommandNames.fault(in: reader.words) { throw fault }
      var command = try RootCommand.parseAsRoot(try parserArguments(reader, &context))
      if let verb = command as? any Verb { return await run(verb, in: context) }
      // Anything else is a request for help, which running it throws.
      try command.run()
      return .success
    } catch let fault as ArgumentReader.Fault {
      return fail([Diagnostic(code: "usage", fault.message)], arguments, context)
    } catch let fault as ApprovedPlan.Unreadable {
      return fail(fault.diagnostics, arguments, context, .failure)
    } catch let fault as DiagnosticError {
      return fail(fault.diagnostics, arguments, context)
    } catch {
      let text = RootCommand.fullMessage(for: error)
      if RootCommand.exitCode(for: error).isSuccess {
        context.output.line(text)
        return .success
      }
      context.errors.line(text)
      writeJSON([Diagnostic(code: "usage", RootCommand.message(for: error))], arguments, context)
      return .usage
    }
  }

  private static func run(_ verb: any Verb, in context: CommandContext) async -> ExitStatus {
    do {
      return try await verb.run(in: context)
    } catch {
      return Console(context).fail(error.diagnostics)
    }
  }

  private static func fail(
    _ faults: [Diagnostic], _ arguments: [String], _ context: CommandContext, _ status: ExitStatus = .usage
  ) -> ExitStatus {
    writeJSON(faults, arguments, context)
    return Console(context).fail(faults, status, showsLines: false)
  }

  /// Who asked for JSON gets it also where the command line goes no further.
  private static func writeJSON(_ faults: [Diagnostic], _ arguments: [String], _ context: CommandContext) {
    guard arguments.contains("--json-output") || arguments.contains("--json-output=true") else { return }
    var report = RunReport(toolVersion: context.version, command: "", isPreview: true)
    report.diagnostics = faults
    context.output.write(ReportFormat.deck.render(report))
  }

  /// Settles the settings, and writes the command line as the parser takes it: words, then flags with their values.
  private static func parserArguments(
    _ reader: ArgumentReader, _ context: inout CommandContext
  ) throws -> [String] {
    if reader.asksForHelp { return reader.words + reader.rest }
    let speaks = CommandNames.command(reader.command) is any TargetVerb.Type
    let showsAll = reader.command == ConfigCommand.showCommand
    context.settings = try SettingsResolver.resolve(
      reader.given, rows: FlagTable.rows(for: reader.command), environment: context.environment)
    if !showsAll { try ApprovedPlan.read(&context, reader.command) }
    let settings = context.settings.settings.filter { !showsAll && (speaks || !$0.row.isPersistent) }
    return reader.words + settings.flatMap(\.arguments) + reader.rest
  }
}
