import Diagnostics

/// The codes with which a command ends; scripts depend on them.
package enum ExitStatus: Int32, Sendable {
  /// All is as asked.
  case success = 0
  /// An error, and nothing was changed.
  case failure = 1
  /// There are differences, and the caller asked to be told by the code.
  case differences = 2
  /// Done in part.
  case partial = 3
  /// A safety rule said no.
  case refused = 4
  /// The command line has a fault.
  case usage = 64
  /// Stopped by the user.
  case interrupted = 130
}

extension ExitStatus {
  /// The status for what went wrong: a fault of the command line is wrong usage, wherever it was found; and where the
  /// user answered no to a question, all is as asked.
  func fitting(_ diagnostics: [Diagnostic]) -> ExitStatus {
    guard self == .failure, !diagnostics.isEmpty else { return self }
    let errors = diagnostics.filter { $0.severity == .error }
    if errors.isEmpty { return .success }
    return errors.allSatisfy { $0.code == "usage" } ? .usage : self
  }
}
