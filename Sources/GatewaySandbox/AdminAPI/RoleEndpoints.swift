import Documents
import GatewayModel

/// `/rbac/roles/x/endpoints/WORKSPACE/ENDPOINT`, `/rbac/roles/x/entities/ID` and `/rbac/roles/x/permissions`.
struct RoleEndpoints {
  let entities: EntityEndpoints

  /// The answer; nil where the path is none of these.
  func response(to request: AdminRequest, in store: inout Store) throws(SandboxRefusal) -> AdminResponse? {
    let path = request.path
    guard path.count >= 3, path[0] == "rbac/roles", let roles = entities.catalog.collection(named: "rbac_roles") else {
      return nil
    }
    switch (path[2], path.count) {
    case ("endpoints", 5...):
      guard let role = store.find(roles, path[1]) else { return .notFound }
      let endpoint = path.dropFirst(4).joined(separator: "/")
      let found = try permission("rbac_role_endpoints", of: role, in: store) { permission in
        let own = permission["endpoint"]?.string ?? ""
        return permission["workspace"]?.string == path[3] && own.drop { $0 == "/" } == endpoint.drop { $0 == "/" }
      }
      return try single("rbac_role_endpoints", found, request, &store)
    case ("entities", 4):
      guard let role = store.find(roles, path[1]) else { return .notFound }
      let found = try permission("rbac_role_entities", of: role, in: store) { $0["entity_id"]?.string == path[3] }
      return try single("rbac_role_entities", found, request, &store)
    case ("permissions", 3):
      guard let role = store.find(roles, path[1]) else { return .notFound }
      guard request.method == "GET" || request.method == "HEAD" else { return .methodNotAllowed }
      return .json(200, try permissions(of: role, in: store))
    default:
      return nil
    }
  }

  private func permission(
    _ kind: String, of role: UniqueID, in store: Store, where matches: (Object) -> Bool
  ) throws(SandboxRefusal) -> UniqueID? {
    try store.table(kind).referring(by: "role", to: role).all.first { store.entity(kind, $0).map(matches) ?? false }
  }

  private func single(
    _ kind: String, _ found: UniqueID?, _ request: AdminRequest, _ store: inout Store
  ) throws(SandboxRefusal) -> AdminResponse? {
    guard let collection = entities.catalog.collection(named: kind) else { return nil }
    guard ["GET", "HEAD", "PATCH", "DELETE"].contains(request.method) else { return .methodNotAllowed }
    guard let found else { return .notFound }
    switch request.method {
    case "PATCH": return try entities.update(collection, found, entities.body(request, collection), &store)
    case "DELETE":
      store.drop(kind, found)
      return .noContent
    default: return .json(200, bytes: store.presented(kind, found))
    }
  }

  private func permissions(of role: UniqueID, in store: Store) throws(SandboxRefusal) -> Node {
    func summary(_ permission: Object) -> Node {
      ["actions": permission["actions"] ?? [], "negative": permission["negative"] ?? false]
    }
    var endpoints = Object()
    for id in try store.table("rbac_role_endpoints").referring(by: "role", to: role).all {
      guard let permission = store.entity("rbac_role_endpoints", id) else { continue }
      let workspace = permission["workspace"]?.string ?? "*"
      var own = endpoints[workspace]?.object ?? Object()
      own[permission["endpoint"]?.string ?? "*"] = summary(permission)
      endpoints[workspace] = Node(.object(own))
    }
    var concerned = Object()
    for id in try store.table("rbac_role_entities").referring(by: "role", to: role).all {
      guard let permission = store.entity("rbac_role_entities", id) else { continue }
      concerned[permission["entity_id"]?.string ?? "*"] = summary(permission)
    }
    return ["endpoints": Node(.object(endpoints)), "entities": Node(.object(concerned))]
  }
}

/// The actions of a permission, which may be written as a list, as a text with commas, or as `*`.
enum RoleActions {
  private static let all = ["delete", "create", "update", "read"]

  /// The actions as a list in the gateway's order; what is none stays, to be refused.
  static func normalized(_ node: Node) -> Node {
    let given =
      node.array?.compactMap(\.string)
      ?? node.string?.split(separator: ",").map { $0.filter { $0 != " " } }
    guard let given else { return node }
    let wanted = given.contains("*") ? all : given
    let known = all.filter(wanted.contains)
    return Node(.array((known + wanted.filter { !all.contains($0) }).map { Node(.string($0)) }))
  }
}
