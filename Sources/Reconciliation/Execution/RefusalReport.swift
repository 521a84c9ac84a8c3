import Comparison
import Diagnostics
import Documents
import GatewayModel

/// Puts a gateway's refusal of a change into diagnostics: its own words, each at the line of the field concerned.
enum RefusalReport {
  /// What to report for a change that was not done.
  static func diagnostics(for error: TargetError, change: Change) -> [Diagnostic] {
    let action = "\(change.action.rawValue) \(change.title)"
    guard case .refused(let refusal) = error else {
      return [Diagnostic(code: "gateway-error", "\(action): \(error)", at: change.place, hint: error.hint)]
    }
    let secrets = SecretTexts(change.fields, kind: change.kind)
    let body = Node(.object(change.fields), at: change.place)
    guard refusal.faults.isEmpty else {
      return refusal.faults.map { fault in
        let name = fault.path.steps.isEmpty ? "" : "\(fault.path): "
        return Diagnostic(
          code: "refused", "\(action): \(secrets.hidden(in: name + fault.message))",
          at: place(of: fault.path, in: body, change))
      }
    }
    let path = DocumentPath(refusal.field.map { [.key($0)] } ?? [])
    let status = refusal.status.map { " (status \($0))" } ?? ""
    return [
      Diagnostic(
        code: "refused", "\(action): \(secrets.hidden(in: refusal.message))\(status)",
        at: place(of: path, in: body, change), hint: error.hint)
    ]
  }

  private static func place(of path: DocumentPath, in body: Node, _ change: Change) -> SourcePlace {
    let place = body.nearest(path).place
    return place.isKnown ? place : change.place
  }
}
