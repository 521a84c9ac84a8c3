import Comparison
import Diagnostics
import Documents
import GatewayModel
import Reconciliation

/// A change as a request to the Admin API.
struct ChangeRequest {
  /// What is done to the path.
  private enum Method {
    case put, post, patch, delete
    /// A PUT or, where there is no such path, a POST to this one.
    case putOrPost([String])

    /// Whether the id may have no other place than the body.
    var namesNoID: Bool {
      switch self {
      case .post, .putOrPost: true
      case .put, .patch, .delete: false
      }
    }
  }

  private let method: Method
  /// The path to the entity, or to the collection for a POST.
  private let path: [String]
  /// The path to the entity.
  let ownPath: [String]
  /// The body; of no meaning for a deletion.
  private let body: Node
  /// Whether it joins two entities, which is all there is to it.
  private let isLink: Bool
  /// Lists that stand in the body as one text with commas.
  private let joinedLists: Set<String>
  /// The parameters of the request.
  private let query: [(String, String)]

  /// Puts a change into a request.
  init(_ write: EntityWrite, route: AdminRoute, query: [(String, String)] = []) {
    let change = write.change
    let kind = change.kind
    var parts = ChangeRequest.leavesOwner(change, route) ? route.listing.path + [.id] : route.entity
    switch (change.action, route.creation) {
    case (.delete, _): (method, parts) = (.delete, route.deletion ?? parts)
    case (.create, .put): method = .put
    case (.create, .post(let path)): (method, parts) = (.post, path)
    case (.create, .putOrPost(let path)): method = .putOrPost(ChangeRequest.path(path, write))
    case (.update, _), (.free, _): method = change.isPartial ? .patch : .put
    }
    var body = change.fields
    for reference in write.references {
      if let item = reference.item {
        body[reference.field] = ChangeRequest.list(body[reference.field], setting: item, to: reference.id)
        continue
      }
      // What only the changed fields are sent of keeps its other references.
      let isSent = !change.isPartial || change.changes(reference.field)
      guard !parts.contains(.reference(reference.field)), isSent else { continue }
      body[reference.field] =
        route.bareReferences ? Node(.string(reference.id)) : ChangeRequest.reference(to: reference.id)
    }
    for name in route.joinedLists {
      guard let items = body[name]?.array else { continue }
      body[name] = Node(.string(items.compactMap(\.string).joined(separator: ",")))
    }
    if let fields = route.bodyFields { body = Object(body.filter { fields.contains($0.key) }) }
    if kind.hasID, method.namesNoID || route.repeatsID && change.action != .delete {
      body["id"] = Node(.string(write.id))
    }
    self.path = ChangeRequest.path(parts, write)
    self.ownPath = ChangeRequest.path(route.entity, write)
    self.body = Node(.object(body))
    self.isLink = kind.isLink
    self.joinedLists = route.joinedLists
    self.query = query
  }

  /// The whole that a change makes, for the gateway to judge: what the path says of the owner is part of it.
  static func judgedBody(_ write: EntityWrite) -> Node {
    var body = write.change.fields
    for reference in write.references {
      body[reference.field] =
        reference.item.map { list(body[reference.field], setting: $0, to: reference.id) }
        ?? ChangeRequest.reference(to: reference.id)
    }
    return Node(.object(body))
  }

  private static func reference(to id: String) -> Node {
    Node(.object(Object([Object.Member(key: "id", node: Node(.string(id)))])))
  }

  private static func path(_ parts: [AdminRoute.Part], _ write: EntityWrite) -> [String] {
    parts.flatMap { part in
      switch part {
      case .literal(let text): [text]
      case .id: [write.id]
      case .reference(let field): [write.referenceID(field) ?? ""]
      case .field(let name): (write.text(name) ?? "").split(separator: "/").map(String.init)
      }
    }
  }

  /// Whether only some fields are sent of what moves to another owner: below that, the gateway does not find it yet.
  private static func leavesOwner(_ change: Change, _ route: AdminRoute) -> Bool {
    change.isPartial
      && route.entity.contains { part in
        if case .reference(let field) = part { change.changes(field) } else { false }
      }
  }

  static func list(_ node: Node?, setting item: Int, to id: String) -> Node {
    var items = node?.array ?? []
    if items.indices.contains(item), var object = items[item].object {
      object["id"] = Node(.string(id))
      items[item].value = .object(object)
    }
    return Node(.array(items), at: node?.place ?? .none)
  }

  /// Sends the request and returns what the gateway made of it; the deletion of what is gone already is done.
  @discardableResult
  func send(with writer: AdminWriter) async throws(AdminError) -> Node? {
    switch method {
    case .put: return try await writer.put(path, body: body, query: query)
    case .post: return try await create(at: path, with: writer)
    case .putOrPost(let collection):
      do {
        return try await writer.put(path, body: body, query: query)
      } catch .refused(let refusal) where refusal.status == 404 {
        return try await create(at: collection, with: writer)
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

  private func create(at path: [String], with writer: AdminWriter) async throws(AdminError) -> Node? {
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
