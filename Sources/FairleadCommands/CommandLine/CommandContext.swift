import Glibc
import Reconciliation

/// What a command has of the world around it: nothing in the commands reaches for more.
package struct CommandContext: Sendable {
  /// The environment variables.
  package var environment: [String: String]
  /// For results.
  package var output: TextStream
  /// For everything else.
  package var errors: TextStream
  /// The version of the program.
  package var version: String
  /// What command line, environment and configuration files set, once they were read.
  var settings = ResolvedSettings()
  /// The plan that was approved (`--plan`); nil for none.
  var approvedPlan: SavedPlan?
  /// What becomes of Ctrl-C.
  package var interruption = Interruption()

  /// Makes a context.
  package init(environment: [String: String], output: TextStream, errors: TextStream, version: String) {
    self.environment = environment
    self.output = output
    self.errors = errors
    self.version = version
  }

  /// The context of a process: its environment, standard streams and signals.
  package static func process(version: String) -> CommandContext {
    var context = CommandContext(
      environment: processEnvironment(), output: TextStream(descriptor: STDOUT_FILENO),
      errors: TextStream(descriptor: STDERR_FILENO), version: version)
    context.interruption = Interruption.install()
    return context
  }

  private static func processEnvironment() -> [String: String] {
    var variables: [String: String] = [:]
    var entry = environ
    while let pointer = entry.pointee {
      let text = String(cString: pointer)
      if let equals = text.firstIndex(of: "=") {
        variables[String(text[..<equals])] = String(text[text.index(after: equals)...])
      }
      entry += 1
    }
    return variables
  }
}
