/// How a run ended.
package enum RunEnd: String, Sendable {
  /// All is as asked.
  case success
  /// There are differences, and the caller asked to be told.
  case differences
  /// An error, and nothing was changed.
  case failure
  /// Done in part.
  case partial
  /// A safety rule or the user said no.
  case refused
  /// Stopped by the user.
  case interrupted
}
