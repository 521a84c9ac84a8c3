import Documents
import GatewayModel
import GatewaySchemas

/// The endpoints of collections and entities: `/services`, `/services/x`, `/services/x/routes`, `/routes/x/service`, …
struct EntityEndpoints {
  let catalog: Catalog
  /// The id under which the node presents itself.
  let nodeID: UniqueID

  /// The answer; nil where the path belongs to no collection.
  func response(to request: AdminRequest, in store: inout Store) throws(SandboxRefusal) -> AdminResponse? {
    let path = request.path
    guard let first = path.first, let collection = catalog.collection(at: first) else { return nil }
    switch path.count {
    case 1: return try top(collection, request, &store)
    case 2: return try single(collection, path[1], request, &store)
    case 3, 4: return try nested(collection, request, &store)
    default: return nil
    }
  }

  private func top(
    _ collection: Collection, _ request: AdminRequest, _ store: inout Store
  ) throws(SandboxRefusal) -> AdminResponse? {
    guard collection.isListed else { return nil }
    switch request.method {
    case "GET", "HEAD":
      // Listings by tag are not to be had there.
      if !catalog.hasDatabase, request.parameter("tags") != nil { return .unexpected }
      if collection.name == "consumers", let customID = request.parameter("custom_id") {
        return consumers(withCustomID: customID, in: store)
      }
      var ids = try store.table(collection.name).order
      if catalog.dialect == .konnect, let names = NameFilter(request) {
        ids = names.ids(among: ids, of: collection.name, in: store)
      }
      let listing = Listing(ids: ids, kind: collection.name, path: "/\(collection.path)", isTop: true)
      return try listing.response(to: request, from: store)
    case "POST":
      return try create(collection, body(request, collection), &store)
    default:
      return .methodNotAllowed
    }
  }

  private func consumers(withCustomID customID: String, in store: Store) -> AdminResponse {
    var body = Array("{\"data\":[".utf8)
    if let id = store.tables["consumers"]?.id(where: "custom_id", is: customID) {
      body += store.presented("consumers", id)
    }
    return .json(200, bytes: body + Array("],\"next\":null}".utf8))
  }

  private func single(
    _ collection: Collection, _ key: String, _ request: AdminRequest, _ store: inout Store
  ) throws(SandboxRefusal) -> AdminResponse? {
    guard collection.isListed else { return nil }
    let id = store.find(collection, key)
    switch request.method {
    case "GET", "HEAD":
      return id.map { .json(200, bytes: store.presented(collection.name, $0)) } ?? .notFound
    case "PUT":
      return try replace(collection, key, id, body(request, collection), &store)
    case "PATCH":
      let fields = try body(request, collection)
      guard let id else { throw .missing(UniqueID(key) == nil ? collection.endpointKey ?? "id" : "id", key) }
      return try update(collection, id, fields, &store)
    case "DELETE":
      if let id { try store.delete(collection.name, id) }
      return .noContent
    default:
      return .methodNotAllowed
    }
  }

  private func nested(
    _ parent: Collection, _ request: AdminRequest, _ store: inout Store
  ) throws(SandboxRefusal) -> AdminResponse? {
    let path = request.path
    let children = catalog.children[parent.name] ?? []
    if let (child, reference) = children.first(where: { $0.collection.nestedPath == path[2] }) {
      guard let parentID = store.find(parent, path[1]) else { return .notFound }
      if child.name == "targets" {
        return try TargetEndpoints(collection: child, upstream: parentID, endpoints: self)
          .response(to: request, in: &store)
      }
      let owner = Owner(field: reference.field, id: parentID)
      if path.count == 4 { return try owned(child, path[3], owner, request, &store) }
      return try ownedListing(child, owner, parent, request, &store)
    }
    guard path.count == 3 else { return nil }
    if parent.name == "upstreams", path[2] == "health" { return try health(request, store) }
    return try referred(parent, field: path[2], request, &store)
  }

  /// The targets of an upstream with the node that tells; nothing is probed here.
  private func health(_ request: AdminRequest, _ store: Store) throws(SandboxRefusal) -> AdminResponse {
    guard request.method == "GET" || request.method == "HEAD" else { return .methodNotAllowed }
    guard let upstreams = catalog.collection(named: "upstreams"), let targets = catalog.collection(named: "targets"),
      let id = store.find(upstreams, request.path[1])
    else { return .notFound }
    let listing = TargetEndpoints(collection: targets, upstream: id, endpoints: self)
    return try listing.health(request, store, nodeID: nodeID)
  }

  /// The entity that a nested path goes through.
  private struct Owner {
    let field: String
    let id: UniqueID
    var reference: Node { ["id": Node(.string("\(id)"))] }
  }

  private func ownedListing(
    _ child: Collection, _ owner: Owner, _ parent: Collection, _ request: AdminRequest, _ store: inout Store
  ) throws(SandboxRefusal) -> AdminResponse? {
    switch request.method {
    case "GET", "HEAD":
      let path = "/\(parent.path)/\(PercentEncoding.encoded(request.path[1]))/\(child.nestedPath)"
      let ids = try store.table(child.name).referring(by: owner.field, to: owner.id)
      return try Listing(ids: ids, kind: child.name, path: path, isTop: false).response(to: request, from: store)
    case "POST":
      var fields = try body(request, child)
      fields[owner.field] = owner.reference
      return try create(child, fields, &store)
    default:
      return .methodNotAllowed
    }
  }

  private func owned(
    _ child: Collection, _ key: String, _ owner: Owner, _ request: AdminRequest, _ store: inout Store
  ) throws(SandboxRefusal) -> AdminResponse? {
    let found = child.name == "acls" && UniqueID(key) == nil ? aclID(key, owner, store) : store.find(child, key)
    let isOwned = found.map { Table.target(store.entity(child.name, $0)?[owner.field]) == owner.id } ?? false
    switch request.method {
    case "PUT":
      var fields = try body(request, child)
      fields[owner.field] = owner.reference
      return try replace(child, key, found, fields, &store)
    case "GET", "HEAD", "PATCH", "DELETE":
      guard let found, isOwned else { return .notFound }
      if request.method == "PATCH" {
        var fields = try body(request, child)
        fields[owner.field] = owner.reference
        return try update(child, found, fields, &store)
      }
      if request.method == "DELETE" {
        try store.delete(child.name, found)
        return .noContent
      }
      return .json(200, bytes: store.presented(child.name, found))
    default:
      return .methodNotAllowed
    }
  }

  private func aclID(_ group: String, _ owner: Owner, _ store: Store) -> UniqueID? {
    let key: Object = Object([
      Object.Member(key: "consumer", node: owner.reference), Object.Member(key: "group", node: Node(.string(group))),
    ])
    return store.tables["acls"]?.id(where: ["consumer", "group"], are: key)
  }

  /// The entity that another refers to: `/routes/x/service`.
  private func referred(
    _ collection: Collection, field: String, _ request: AdminRequest, _ store: inout Store
  ) throws(SandboxRefusal) -> AdminResponse? {
    guard let reference = try store.table(collection.name).references.first(where: { $0.field == field }),
      let target = catalog.collection(named: reference.target)
    else { return nil }
    guard let id = store.find(collection, request.path[1]),
      let targetID = Table.target(store.entity(collection.name, id)?[field])
    else { return .notFound }
    switch request.method {
    case "GET", "HEAD": return .json(200, bytes: store.presented(target.name, targetID))
    case "PUT": return try replace(target, "\(targetID)", targetID, body(request, target), &store)
    case "PATCH": return try update(target, targetID, body(request, target), &store)
    default: return .methodNotAllowed
    }
  }

  func body(_ request: AdminRequest, _ collection: Collection) throws(SandboxRefusal) -> Object {
    try Body.fields(of: request) { fields in
      (try? catalog.schema(collection.name, for: fields)) ?? catalog.bundle.entity(collection.name)
    }
  }

  func create(
    _ collection: Collection, _ fields: Object, _ store: inout Store
  ) throws(SandboxRefusal) -> AdminResponse {
    let id = try store.write(collection, fields, id: nil, change: .insert)
    return .json(201, bytes: store.presented(collection.name, id))
  }

  func replace(
    _ collection: Collection, _ key: String, _ found: UniqueID?, _ given: Object, _ store: inout Store
  ) throws(SandboxRefusal) -> AdminResponse {
    var fields = given
    var id = found ?? UniqueID(key)
    if UniqueID(key) == nil {
      guard let field = collection.endpointKey else { throw .invalidPrimaryKey(key) }
      fields[field] = Node(.string(key))
      id = found
    }
    let written = try store.write(
      collection, fields, id: id, change: .upsert, by: UniqueID(key) == nil ? collection.endpointKey : nil)
    return .json(200, bytes: store.presented(collection.name, written))
  }

  func update(
    _ collection: Collection, _ id: UniqueID, _ fields: Object, _ store: inout Store
  ) throws(SandboxRefusal) -> AdminResponse {
    let written = try store.write(collection, fields, id: id, change: .update)
    return .json(200, bytes: store.presented(collection.name, written))
  }
}
