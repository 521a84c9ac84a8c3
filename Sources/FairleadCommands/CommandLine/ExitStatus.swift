/// The codes with which a command ends; scripts depend on them.
public enum ExitStatus: Int32, Sendable {
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
