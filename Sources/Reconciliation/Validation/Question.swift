import Diagnostics
import Documents
import GatewayModel
import StateFiles

/// An entity that is to be written, put to the target beforehand: would it take it?
struct Question {
  /// The change that would write it, as a whole.
  var change: Change
  /// What the rule book has against it; whether the target has such rules, only it can say.
  var suspicions: [Diagnostic] = []
  /// Whether the target can judge it before the rest of the plan is done.
  var isAskable = true

  /// Stands for any entity that is referred to and not there yet: nobody looks whether it is.
  static let someID = "00000000-0000-4000-8000-000000000000"

  /// The question with the ids of what it refers to.
  var write: EntityWrite { EntityWrite(change, id: change.id ?? Question.someID, ids: []) }
}

/// Which of the entities that are to be written are put to the target before anything is.
package enum Asking: Sendable {
  /// Those that break a rule of the book.
  case suspects
  /// All whose schemas leave something open; of those that differ in plain names alone, one.
  case undecided
  /// Every one.
  case all
}
