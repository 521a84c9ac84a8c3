package import Diagnostics
package import Documents

/// Why a target did not do or tell what it was asked.
package enum TargetError: Error, Sendable {
  /// No complete answer came, or none that can be understood.
  case unanswered(Silence)
  /// The target said no.
  case refused(Refusal)

  /// What is known where no answer came.
  package struct Silence: Sendable {
    /// What went wrong, in one sentence without a full stop.
    package var description: String
    /// What to do about it.
    package var hint: String?
    /// Whether nothing can be asked any more: the target cannot be reached.
    package var isLost: Bool
    /// Whether the target may have been reached, and may yet do what it was asked.
    package var mayHaveBeenSent: Bool

    /// Makes a description of what went wrong.
    package init(_ description: String, hint: String? = nil, isLost: Bool, mayHaveBeenSent: Bool = true) {
      self.description = description
      self.hint = hint
      self.isLost = isLost
      self.mayHaveBeenSent = mayHaveBeenSent
    }
  }

  /// What a target says where it says no.
  package struct Refusal: Sendable {
    /// What a refusal is about.
    package enum Reason: Sendable, Hashable {
      /// The target does not know who asks, or does not let them.
      case forbidden
      /// There is no such thing.
      case missing
      /// The entity is not as it has to be.
      case invalid
      /// Another entity holds a value that only one may have.
      case taken
      /// Anything else.
      case other
    }

    /// What it is about.
    package var reason: Reason
    /// The target's own words; they may quote values, secret ones too.
    package var message: String
    /// The number that stands for it where the target has such: the status of an answer.
    package var status: Int?
    /// The refusal in one sentence, who said it included.
    package var description: String
    /// What to do about it.
    package var hint: String?
    /// Whether it was asked before and gave no answer, or said that it had failed: that attempt may have been done.
    package var followsAnother = false
    /// What is wrong with single fields, in order.
    package var faults: [FieldFault] = []
    /// The field that the message is about, if it names one.
    package var field: String?

    /// Makes a refusal.
    package init(_ reason: Reason, message: String, status: Int? = nil, description: String? = nil) {
      self.reason = reason
      self.message = message
      self.status = status
      self.description = description ?? message
    }
  }

  /// What is wrong with one field.
  package struct FieldFault: Sendable {
    /// The field; empty for the entity as a whole.
    package var path: DocumentPath
    /// The target's own words.
    package var message: String

    /// Makes a fault.
    package init(path: DocumentPath, message: String) {
      self.path = path
      self.message = message
    }
  }

  /// What to do about it, when there is more to say than the description does.
  package var hint: String? {
    switch self {
    case .unanswered(let silence): silence.hint
    case .refused(let refusal): refusal.hint
    }
  }

  /// Whether another entity stands in the way.
  var isConflict: Bool { if case .refused(let refusal) = self { refusal.reason == .taken } else { false } }

  /// Whether nothing can be asked any more.
  package var isLost: Bool { if case .unanswered(let silence) = self { silence.isLost } else { false } }
}

extension TargetError: CustomStringConvertible {
  /// What went wrong, in one sentence without a full stop.
  package var description: String {
    switch self {
    case .unanswered(let silence): silence.description
    case .refused(let refusal): refusal.description
    }
  }
}

extension Diagnostic {
  /// What keeps a run from speaking with its target.
  package init(_ error: TargetError) {
    self.init(code: "gateway-error", error.description, hint: error.hint)
  }
}
