import Comparison
import Diagnostics
import Documents
import GatewayModel
import StateFiles

/// Holds what the gateway answered to a write against what it was sent: it costs no request, and shows at once where a
/// gateway, or somebody else at the same time, made something else of it.
struct AnswerCheck: Sendable {
  private let schemas: SchemaSet
  private let compared: ComparedFieldsTable

  /// Prepares to judge the answers to a plan's changes.
  init(_ plan: Plan, schemas: SchemaSet) {
    var compared = ComparedFieldsTable(schemas)
    for index in plan.changes.indices { compared.add(plan.changes[index].kind, plan.changes[index].fields) }
    self.schemas = schemas
    self.compared = compared
  }

  /// A warning for each field that is not as it was sent.
  func diagnostics(for change: Change, answer: Object?) -> [Diagnostic] {
    guard change.kind.hasID, let answer, let fields = compared.known(change.kind, change.fields) else { return [] }
    // Nearly all answers end here, before an entity is made of them.
    if !change.references.contains(where: { $0.item != nil }),
      fields.isSeenEqual(change.kind, change.fields, answer)
    {
      return []
    }
    guard let stored = change.kind.entity(fromAnswer: Node(.object(answer))) else { return [] }
    var wanted = Entity(
      kind: change.kind, fields: change.fields, references: stored.references, place: change.place)
    if let rule = change.kind.listReference, let sent = change.fields[rule.field]?.array,
      sent.contains(where: { $0["path"]?.isNull ?? true }), sent.count == stored.fields[rule.field]?.array?.count
    {
      // Where what is shared belongs was left to the gateway.
      wanted.fields[rule.field] = stored.fields[rule.field]
    }
    let comparison = EntityComparison(wanted, stored, by: fields, schemas: schemas) { stored.referenceID($0) }
    // Without a schema of its own nobody knows which defaults an entity's configuration brings for the rest.
    let isPartial =
      change.isPartial
      || change.kind.configuration?.isRequired == true && schemas.configuration(for: wanted) == nil
    return comparison.differences.compactMap { difference in
      guard case .key(let name)? = difference.path.steps.first else { return nil }
      if isPartial && change.fields[name] == nil { return nil }
      return Diagnostic(
        .warning, code: "stored-otherwise",
        "\(change.title): the gateway stored another \(difference.path) than it was sent",
        at: difference.place.isKnown ? difference.place : change.place,
        hint: "the next diff will show it again")
    }
  }
}
