import AdminAPI
import Diagnostics
import Documents
import GatewayModel

/// A change as a request to the Admin API, once the ids of what it refers to are drawn.
struct ChangeRequest {
  /// What is done to the path.
  enum Method: Sendable {
    case put, post, patch, delete
  }

  /// What is done to the path.
  var method: Method
  /// The path to the entity, or to the collection for a POST.
  var path: [String]
  /// The path to the entity.
  var ownPath: [String]
  /// The body; of no meaning for a deletion.
  var body: Node
  /// Whether it joins two entities, which is all there is to it.
  private let isLink: Bool
  /// Lists that stand in the body as one text with commas.
  private let joinedLists: Set<String>
  /// The path of the schema that a body is checked against, below `schemas`.
  var schemaPath: [String]
  /// The body for validation, if it was wanted: what the path says of the owner is part of it.
  var validationBody: Node

  /// Puts a change into a request; `ids` holds the id of each change of the plan.
  ///
  /// - Parameter validates: Whether the body for validation is wanted.
  init(_ change: Change, id: String, ids: [String], validates: Bool = false) {
    let kind = change.kind
    var pathParts = ChangeRequest.leavesOwner(change) ? kind.listing.path + [.id] : kind.entityPath
    switch (change.action, kind.writing.creation, kind.writing.update) {
    case (.delete, _, _): method = .delete
    case (.free, _, _): method = .patch
    case (.create, .put, _): method = .put
    case (.create, .post(let path), _): (method, pathParts) = (.post, path)
    case (.update, _, .patch): method = .patch
    case (.update, _, _): method = change.isPartial ? .patch : .put
    }
    let targets = change.references.map { reference in
      switch reference.target {
      case .id(let id): id
      case .change(let position): ids[position]
      }
    }
    var body = change.fields
    var complete = validates ? change.fields : Object()
    for (reference, target) in zip(change.references, targets) {
      let text = Node(.string(target))
      if let item = reference.item {
        let list = ChangeRequest.list(body[reference.field], setting: item, to: text)
        body[reference.field] = list
        if validates { complete[reference.field] = list }
        continue
      }
      let node = kind.writing.bareReferences ? text : Node(.object(Object([Object.Member(key: "id", node: text)])))
      if validates { complete[reference.field] = node }
      // What only the changed fields are sent of keeps its other references.
      let isSent = change.isPartial ? change.changes(reference.field) : change.action != .free
      if !pathParts.contains(.reference(reference.field)), isSent { body[reference.field] = node }
    }
    for name in kind.writing.joinedLists {
      guard let items = body[name]?.array else { continue }
      body[name] = Node(.string(items.compactMap(\.string).joined(separator: ",")))
    }
    if let fields = kind.writing.bodyFields { body = Object(body.filter { fields.contains($0.key) }) }
    if method == .post, kind.hasID { body["id"] = Node(.string(id)) }
    func path(_ parts: [EntityKind.PathPart]) -> [String] {
      parts.flatMap { part in
        switch part {
        case .literal(let text): [text]
        case .id: [id]
        case .reference(let field):
          [zip(change.references, targets).first { $0.0.field == field }?.1 ?? ""]
        case .field(let name): (change.pathFields[name] ?? "").split(separator: "/").map(String.init)
        }
      }
    }
    self.path = path(pathParts)
    self.ownPath = path(kind.entityPath)
    self.body = Node(.object(body))
    self.validationBody = validates ? Node(.object(complete)) : .null
    self.schemaPath = [kind.schemaName]
    self.isLink = kind.isLink
    self.joinedLists = kind.writing.joinedLists
  }

  /// Whether only some fields are sent of what moves to another owner: below that, the gateway does not find it yet.
  private static func leavesOwner(_ change: Change) -> Bool {
    change.isPartial
      && change.kind.entityPath.contains { part in
        if case .reference(let field) = part { change.changes(field) } else { false }
      }
  }

  private static func list(_ node: Node?, setting item: Int, to id: Node) -> Node {
    var items = node?.array ?? []
    if items.indices.contains(item), var object = items[item].object {
      object["id"] = id
      items[item].value = .object(object)
    }
    return Node(.array(items), at: node?.place ?? .none)
  }

  /// Sends the request and returns what the gateway made of it; the deletion of what is gone already is done.
  @discardableResult
  func send(with writer: AdminWriter) async throws(AdminError) -> Node? {
    switch method {
    case .put: return try await writer.put(path, body: body)
    case .post:
      do {
        // What has no id is known by its key: made twice it is refused the second time, so that it may be tried again.
        return try await writer.post(path, body: body, isRepeatable: true)
      } catch .refused(let refusal) where refusal.isUniqueViolation || refusal.code == 3 {
        // The answer to an earlier attempt may have got lost, and the entity in the way be its work.
        guard let stored = try await writer.reader.getIfPresent(ownPath), isWork(stored) else {
          throw .refused(refusal)
        }
        return stored
      }
    case .patch: return try await writer.patch(path, body: body)
    case .delete:
      do {
        try await writer.delete(path)
      } catch .refused(let refusal) where refusal.status == 404 {
        return Node?.none
      }
      return Node?.none
    }
  }

  /// Whether what is stored is what this change was to make: it has the id that only this change knows or, without ids,
  /// every value that was sent.
  private func isWork(_ stored: Node) -> Bool {
    if let id = body["id"] { return stored["id"] == id }
    guard let sent = body.object else { return false }
    if isLink { return true }
    return sent.allSatisfy { member in
      guard joinedLists.contains(member.key) else { return stored[member.key] == member.node }
      let texts = stored[member.key]?.array?.compactMap(\.string) ?? []
      return Set(texts) == Set((member.node.string ?? "").split(separator: ",").map(String.init))
    }
  }
}

extension Change {
  /// Whether an update changes a field.
  fileprivate func changes(_ field: String) -> Bool { differences.contains { $0.path.steps.first == .key(field) } }
}
