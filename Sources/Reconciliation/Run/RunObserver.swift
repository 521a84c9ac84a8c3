package import Diagnostics
package import StateFiles

/// Whoever is told how a run goes, step by step, and has a say before anything is written.
package protocol RunObserver: AnyObject {
  /// Something is worth knowing.
  func note(_ diagnostics: [Diagnostic])
  /// The files were read; nothing was asked of the target yet.
  func loaded(_ desired: DesiredState)
  /// The plan is made.
  func prepared(_ preparation: Preparation)
  /// Whether to go on with a plan that the safety rules have nothing against.
  func confirm(_ preparation: Preparation) -> Confirmation
  /// The plan is shown, or its execution begins.
  func begin()
  /// The journal is made.
  func keeps(journal: JournalRequest)
  /// The run takes itself back.
  func takesBack()
  /// The next step writes.
  func willWrite()
  /// A change came to its end.
  func settled(_ index: Int, _ outcome: ExecutionResult.Outcome)
  /// The execution came to its end.
  func executed(_ result: ExecutionResult)
}

extension RunObserver {
  /// Nothing needs to be said of it.
  package func keeps(journal: JournalRequest) {}
  /// Nothing needs to be said of it.
  package func takesBack() {}
}

/// What the user says to a plan.
package enum Confirmation: Sendable {
  /// To carry it out.
  case granted
  /// To leave everything as it is, which is no error.
  case declined
  /// There is nobody to ask, and nothing may be done unasked.
  case refused([Diagnostic])
}
