import ArgumentParser
import Reconciliation

/// The flags of verbs that write.
struct ExecutionFlags: ParsableArguments {
  @OptionGroup var failure: OnErrorOption

  @Flag(help: "Read once more what was written, and end with 3 if it differs from the files.")
  var verify = false

  /// Puts into a request what these flags say.
  func apply(to request: inout RunRequest, _ connection: Connection, _ context: CommandContext) {
    request.verifies = verify
    request.execution.onError = failure.onError
    request.execution.parallelism = connection.parallelism
    request.execution.isInterrupted = { [interruption = context.interruption] in interruption.isRequested }
  }
}

/// The flag that says what a failure means for the rest.
struct OnErrorOption: ParsableArguments {
  @Option(name: .customLong("on-error"), help: "After a failure, continue with what does not depend on it, or stop.")
  var onError = ExecutionOptions.OnError.continue
}

extension ExecutionOptions.OnError: ExpressibleByArgument {}
