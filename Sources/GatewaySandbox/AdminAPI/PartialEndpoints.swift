import Documents
import GatewayModel

/// `/partials/x/links`: which plugins share a partial's configuration.
struct PartialEndpoints {
  let catalog: Catalog

  /// The answer; nil where the path is another.
  func response(to request: AdminRequest, in store: Store) throws(SandboxRefusal) -> AdminResponse? {
    guard request.path.count == 3, request.path[0] == "partials", request.path[2] == "links",
      let partials = catalog.collection(named: "partials")
    else { return nil }
    guard request.method == "GET" || request.method == "HEAD" else { return .methodNotAllowed }
    guard let id = store.find(partials, request.path[1]) else { return .notFound }
    let links = store.plugins(sharing: id)
    return .json(200, ["data": Node(.array(links)), "count": Node(.integer(links.count)), "next": .null])
  }
}

extension Store {
  /// The plugins that share a partial's configuration: id, name and instance name.
  func plugins(sharing partial: UniqueID) -> [Node] {
    guard let table = tables["plugins"] else { return [] }
    let text = Array("\(partial)".utf8)
    var links: [Node] = []
    for id in table.order.all {
      guard let row = table.rows[id], row.json.firstRange(of: text) != nil else { continue }
      let plugin = row.entity
      let shares = plugin["partials"]?.array?.contains { $0["id"]?.string.flatMap(UniqueID.init) == partial } ?? false
      guard shares else { continue }
      links.append([
        "id": Node(.string("\(id)")), "name": plugin["name"] ?? .null,
        "instance_name": plugin["instance_name"] ?? .null,
      ])
    }
    return links
  }

  /// Checks that the partials of a plugin exist, and says where each belongs: at `config.redis` unless told otherwise.
  func resolvePartials(in plugin: inout Object) throws(SandboxRefusal) {
    guard let links = plugin["partials"]?.array, let partials = catalog.collection(named: "partials") else { return }
    var resolved: [Node] = []
    for link in links {
      guard let key = link["id"]?.string ?? link["name"]?.string else { continue }
      guard let id = find(partials, key) else {
        if let id = UniqueID(key) { throw .missingReference("partials", id: id, kind: "partials") }
        throw .unresolved([("partials", "name", Node(.string(key)), "partials")])
      }
      resolved.append([
        "id": Node(.string("\(id)")), "name": entity("partials", id)?["name"] ?? .null,
        "path": link["path"].flatMap { $0.isNull ? nil : $0 } ?? "config.redis",
      ])
    }
    plugin["partials"] = Node(.array(resolved))
  }
}
