import Glibc

/// What a command has of the world around it: nothing in the commands reaches for more.
public struct CommandContext: Sendable {
  /// The environment variables.
  public var environment: [String: String]
  /// For results.
  public var output: TextStream
  /// For everything else.
  public var errors: TextStream
  /// The version of the program.
  public var version: String
  /// What command line, environment and configuration files set, once they were read.
  var settings = ResolvedSettings()
  /// What becomes of Ctrl-C.
  public var interruption = Interruption()

  /// Makes a context.
  public init(environment: [String: String], output: TextStream, errors: TextStream, version: String) {
    self.environment = environment
    self.output = output
    self.errors = errors
    self.version = version
  }

  /// The context of a process: its environment, standard streams and signals.
  public static func process(version: String) -> CommandContext {
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
