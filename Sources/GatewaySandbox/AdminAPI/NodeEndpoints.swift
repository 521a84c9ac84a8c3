import Documents
import GatewayModel
import GatewaySchemas

/// The endpoints that tell of the node itself: `/`, `/status`, `/endpoints`, `/plugins/enabled`, `/tags`, …
struct NodeEndpoints {
  let catalog: Catalog
  /// The id under which the node presents itself.
  let nodeID: UniqueID

  /// The version that the sandbox answers as.
  var version: String { catalog.bundle.edition == .oss ? "3.9.1" : "3.11.0.0-enterprise-edition" }

  /// The answer; nil where the path is none of these.
  func response(to request: AdminRequest, in store: Store) throws(SandboxRefusal) -> AdminResponse? {
    guard let response = try answer(request.path, request, store) else { return nil }
    return request.method == "GET" || request.method == "HEAD" ? response : .methodNotAllowed
  }

  private func answer(_ path: [String], _ request: AdminRequest, _ store: Store) throws(SandboxRefusal)
    -> AdminResponse?
  {
    switch (path.first, path.count) {
    case (nil, _): .json(200, root)
    case ("status", 1): .json(200, status(store))
    case ("endpoints", 1): .json(200, ["data": Node(.array(EndpointList.oss.map { Node(.string($0)) }))])
    case ("plugins", 2) where path[1] == "enabled":
      .json(200, ["enabled_plugins": Node(.array(catalog.bundle.pluginNames.map { Node(.string($0)) }))])
    case ("plugins", 3) where path[1] == "schema": pluginSchema(path[2])
    default: nil
    }
  }

  private var root: Node {
    let names = catalog.bundle.pluginNames
    let available = Object(names.map { Object.Member(key: $0, node: ["version": Node(.string(version))]) })
    return [
      "version": Node(.string(version)),
      "tagline": "Welcome to the sandbox",
      "edition": catalog.bundle.edition == .oss ? "community" : "enterprise",
      "node_id": Node(.string("\(nodeID)")),
      "hostname": "localhost",
      "lua_version": "LuaJIT 2.1.0",
      "pids": ["workers": []],
      "timers": ["running": 0, "pending": 0],
      "plugins": [
        "available_on_server": Node(.object(available)), "enabled_in_cluster": [], "disabled_on_server": [:],
      ],
      "configuration": [
        "database": catalog.hasDatabase ? "postgres" : "off", "router_flavor": "traditional_compatible",
        "role": "traditional",
        "admin_listen": ["127.0.0.1:8001"], "plugins": ["bundled"], "vaults": ["bundled"],
      ],
    ]
  }

  private func status(_ store: Store) -> Node {
    var object = common
    if catalog.hasDatabase {
      object["database"] = ["reachable": true]
    } else {
      object["configuration_hash"] = Node(.string(store.configurationHash))
    }
    return Node(.object(object))
  }

  private var common: Object {
    [
      "memory": ["workers_lua_vms": [], "lua_shared_dicts": [:]],
      "server": [
        "connections_reading": 0, "total_requests": 0, "connections_writing": 0, "connections_handled": 0,
        "connections_waiting": 0, "connections_accepted": 0, "connections_active": 0,
      ],
    ]
  }

  /// The fields of a plugin's configuration alone, as the older address has them.
  private func pluginSchema(_ name: String) -> AdminResponse {
    guard let document = catalog.bundle.pluginDocument(name) else { return .message(404, "No plugin named '\(name)'") }
    let config = (document["fields"]?.array ?? []).compactMap { $0["config"] }.first
    return .json(
      200,
      [
        "fields": config?["fields"] ?? [],
        "entity_checks": config?["entity_checks"] ?? [],
      ])
  }
}
