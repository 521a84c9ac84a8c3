import Documents
import GatewayModel

/// A change as requests to the Admin API, once the ids of what it refers to are drawn.
struct ChangeRequest {
  /// The path to the entity.
  var path: [String]
  /// The body of a PUT.
  var body: Node
  /// The path of the schema that a body is checked against, below `schemas`.
  var schemaPath: [String]
  /// The body for validation: what the path says of the owner is part of it.
  var validationBody: Node

  /// Puts a change into requests; `ids` holds the id of each change of the plan.
  init(_ change: Change, id: String, ids: [String]) {
    var references: [String: String] = [:]
    for reference in change.references {
      switch reference.target {
      case .id(let id): references[reference.field] = id
      case .change(let position): references[reference.field] = ids[position]
      }
    }
    var inPath: Set<String> = []
    path = change.kind.entityPath.map { part in
      switch part {
      case .literal(let text): return text
      case .id: return id
      case .reference(let field):
        inPath.insert(field)
        return references[field] ?? ""
      }
    }
    var body = change.fields
    var complete = change.fields
    for rule in change.kind.references {
      guard let target = references[rule.field] else { continue }
      let node = Node(.object(Object([Object.Member(key: "id", node: Node(.string(target)))])))
      complete[rule.field] = node
      if !inPath.contains(rule.field) { body[rule.field] = node }
    }
    self.body = Node(.object(body))
    self.validationBody = Node(.object(complete))
    self.schemaPath = [change.kind.collection]
  }
}
