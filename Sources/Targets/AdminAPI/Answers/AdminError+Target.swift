import Documents
import Reconciliation

extension TargetError {
  /// What an error of the Admin API means for a run.
  init(_ error: AdminError) {
    switch error {
    case .transport(let silence):
      self = .unanswered(Silence(silence, error.description, hint: error.hint))
    case .unexpectedAnswer:
      self = .unanswered(Silence(error.description, hint: error.hint, isLost: false))
    case .refused(let refusal):
      self = .refused(Refusal(refusal, hint: error.hint))
    }
  }
}

extension TargetError.Silence {
  /// A connection that failed: of more than one attempt, an earlier one may have come through.
  init(_ error: TransportError, _ description: String, hint: String?) {
    self.init(
      description, hint: hint, isLost: true, mayHaveBeenSent: error.mayHaveBeenSent || error.attempts > 1)
  }
}

extension TargetError.Refusal {
  /// A gateway's refusal: of a schema violation `fields` tells of each field what is wrong with it; elsewhere it repeats
  /// values.
  init(_ refusal: GatewayRefusal, hint: String?) {
    self.init(
      Reason(refusal), message: refusal.message, status: refusal.status, description: refusal.description)
    self.hint = hint
    followsAnother = refusal.attempts > 1
    faults = refusal.details.flatMap { detail in
      detail.messages.map { TargetError.FieldFault(path: detail.path, message: $0) }
    }
    guard faults.isEmpty else { return }
    if refusal.code == GatewayRefusal.schemaViolation, let fields = refusal.fields {
      TargetError.Refusal.collect(fields, at: DocumentPath()) { faults.append(.init(path: $0, message: $1)) }
    }
    field = refusal.fields?.object?.members.first?.key
  }

  /// Visits each text of nested `fields`; `@entity` concerns the mapping it stands in, null items are fine.
  static func collect(_ node: Node, at path: DocumentPath, _ visit: (DocumentPath, String) -> Void) {
    switch node.value {
    case .string(let text):
      visit(path, text)
    case .array(let items):
      for (index, item) in items.enumerated() { collect(item, at: path.appending(index), visit) }
    case .object(let object):
      for member in object.sorted() {
        if member.key == "@entity" {
          for item in member.node.array ?? [member.node] { collect(item, at: path, visit) }
        } else {
          collect(member.node, at: path.appending(member.key), visit)
        }
      }
    default:
      break
    }
  }
}

extension TargetError.Refusal.Reason {
  fileprivate init(_ refusal: GatewayRefusal) {
    self =
      switch refusal.status {
      case _ where refusal.isUniqueViolation: .taken
      case 401, 403: .forbidden
      case 404: .missing
      case 400: .invalid
      default: .other
      }
  }
}
