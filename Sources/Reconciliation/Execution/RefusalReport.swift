import AdminAPI
import Diagnostics
import Documents
import GatewayModel

/// Puts a gateway's refusal of a change into diagnostics: its own words, each at the line of the field concerned.
enum RefusalReport {
  /// What to report for a change that was not done.
  static func diagnostics(for error: AdminError, change: Change) -> [Diagnostic] {
    let action = "\(change.action.rawValue) \(change.title)"
    guard case .refused(let refusal) = error else {
      return [Diagnostic(code: "gateway-error", "\(action): \(error)", at: change.place, hint: error.hint)]
    }
    let secrets = SecretTexts(change.fields, kind: change.kind)
    let body = Node(.object(change.fields), at: change.place)
    // Only a schema violation tells of each field what is wrong with it; elsewhere `fields` repeats values.
    if refusal.code == 2, let fields = refusal.fields {
      var found: [Diagnostic] = []
      collect(fields, at: DocumentPath()) { path, message in
        let name = path.steps.isEmpty ? "" : "\(path): "
        found.append(
          Diagnostic(
            code: "refused", "\(action): \(secrets.hidden(in: name + message))", at: place(of: path, in: body, change)))
      }
      if !found.isEmpty { return found }
    }
    let path = DocumentPath(refusal.fields?.object?.members.first.map { [.key($0.key)] } ?? [])
    return [
      Diagnostic(
        code: "refused", "\(action): \(secrets.hidden(in: refusal.message)) (status \(refusal.status))",
        at: place(of: path, in: body, change), hint: error.hint)
    ]
  }

  private static func place(of path: DocumentPath, in body: Node, _ change: Change) -> SourcePlace {
    let place = body.nearest(path).place
    return place.isKnown ? place : change.place
  }

  /// Visits each text of nested `fields`; `@entity` concerns the mapping it stands in, null items are fine.
  private static func collect(_ node: Node, at path: DocumentPath, _ visit: (DocumentPath, String) -> Void) {
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
