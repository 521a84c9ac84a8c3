import ArgumentParser
import Diagnostics

/// A command that does something: it gets its world as a parameter and answers with an exit status.
protocol Verb: ParsableCommand {
  /// Does what the command line asks for; what keeps it from that is thrown, and told in one place.
  func run(in context: CommandContext) async throws(DiagnosticError) -> ExitStatus
}

/// A command that speaks to a target: the flags that say which one are its own.
protocol TargetVerb: Verb {
  /// Which target, and how it is reached.
  var connection: ConnectionOptions { get }
}

/// A command whose run can be reported in several formats, its failures too.
protocol ReportingVerb: TargetVerb {
  /// What it tells, and how.
  var output: OutputOptions { get }
  /// The noun in front of the verb.
  static var noun: String { get }
  /// Whether nothing is to be written.
  var isPreview: Bool { get }

  /// Does what the command line asks for.
  func run(in context: CommandContext, _ output: RunOutput) async throws(DiagnosticError) -> ExitStatus
}

extension ReportingVerb {
  static var noun: String { "gateway" }

  func run(in context: CommandContext) async -> ExitStatus {
    let name = "\(Self.noun) \(Self.configuration.commandName ?? "")"
    let output = RunOutput(name, isPreview: isPreview, output, context)
    do {
      return try await run(in: context, output)
    } catch {
      return output.fail(error.diagnostics)
    }
  }
}
