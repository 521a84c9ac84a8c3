package import Diagnostics

/// What became of a plan: for each change whether it was done, and what was wrong where it was not.
package struct ExecutionResult: Sendable {
  /// What became of one change.
  package enum Outcome: Sendable, Equatable {
    /// The gateway did it.
    case done
    /// The gateway refused it, or no answer came.
    case failed
    /// It was not sent.
    case notTried(Reason)
  }

  /// Why a change was not sent.
  package enum Reason: Sendable, Equatable {
    /// A change that it needs, by its position in the plan, was not done.
    case dependsOn(Int)
    /// Deletions are held back when a creation or update was not done.
    case deletionsHeldBack
    /// The gateway can no longer be spoken to.
    case gatewayLost
    /// Another change failed, and the run was told to stop then.
    case stoppedOnError
    /// The user ended the run.
    case interrupted
    /// The change for whose sake it would have come early was refused beforehand.
    case claimantRefused(Int)
    /// The target takes all changes or none.
    case loadRefused
    /// It could not be taken down in the journal.
    case journalLost
    /// It was done, and taken back since something else failed.
    case takenBack
  }

  /// The outcomes by position in the plan.
  package var outcomes: [Outcome]
  /// What was wrong, in the order of the plan.
  package var diagnostics: [Diagnostic] = []
  /// Whether the user ended the run before all was begun.
  package var isInterrupted = false
  /// How the run ends where the outcomes do not tell: a load was not tried for somebody else's sake, or nobody knows what
  /// came of it.
  package var end: RunEnd?

  /// The changes that failed because somebody else holds a value of theirs, by their positions in the plan.
  var conflicts: Set<Int> = []
  /// The changes whose outcomes are not the last word, and were not told: a further plan may find them done.
  var untold: Set<Int> = []
  /// Whether there is more to do than the plan that was shown says.
  var isExceeded = false
  /// The changes that freed a value which was given back.
  var returned: Set<Int> = []

  /// How many changes of an action were done.
  package func done(_ action: Change.Action, of plan: Plan) -> Int {
    zip(plan.changes, outcomes).count { $0.action == action && $1 == .done }
  }

  /// Whether everything was done.
  package var isComplete: Bool { outcomes.allSatisfy { $0 == .done } }
  /// Whether anything was done.
  package var changedAnything: Bool {
    outcomes.indices.contains { outcomes[$0] == .done && !returned.contains($0) }
  }
  /// How many changes failed.
  package var failed: Int { outcomes.count { $0 == .failed } }
  /// How many changes were not sent.
  package var notTried: Int { outcomes.count { if case .notTried = $0 { true } else { false } } }
}
