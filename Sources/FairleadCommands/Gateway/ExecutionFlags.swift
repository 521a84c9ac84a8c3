import ArgumentParser
import Reconciliation

/// The flags of verbs that write.
struct ExecutionFlags: ParsableArguments {
  /// What a failed change means for the others.
  enum OnError: String, ExpressibleByArgument, CaseIterable {
    case `continue`
    case stop
  }

  @Option(name: .customLong("on-error"), help: "After a failure, continue with what does not depend on it, or stop.")
  var onError = OnError.continue

  @Flag(help: "Read once more what was written, and end with 3 if it differs from the files.")
  var verify = false

  /// The same for the executor.
  var reaction: ExecutionOptions.OnError { onError == .stop ? .stop : .continue }
}
