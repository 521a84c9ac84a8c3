import Diagnostics
import Documents

/// A route that serves models: those with the same endpoint, the same settings and the same identity providers share it.
struct ModelRoute {
  /// What makes models share a route.
  struct Key: Equatable {
    var section: String
    var label: String
    var identityProviders: Set<String>
    var settings: Object
  }

  /// A plugin that proxies: one for each model, and one for all APIs.
  struct Proxy {
    /// The model that it began with.
    var model: Node
    /// The model that it is for; nil for APIs, which have the route for themselves.
    var scope: String?
    var targets: [Node] = []
    var seen: Set<[String]> = []
  }

  let key: Key
  let name: String
  /// What its first capability asks for.
  let endpoint: Endpoint
  /// The settings of the model that it began with.
  let settings: Node?
  /// The models that it serves, in their order.
  var models: [Node] = []
  var proxies: [Proxy] = []

  /// The paths that it is asked for by, in front of those of endpoints.
  var bases: [String] {
    let given = (settings?.texts("paths") ?? []).filter { !$0.isEmpty }
    return (given.isEmpty ? ["/ai"] : given).map { base in
      String(base.reversed().drop { $0 == "/" }.reversed())
    }
  }

  /// The route as an entity.
  var entity: Node {
    entity(
      named: name, methods: endpoint.methods,
      paths: bases.map { ModelRoute.path($0, endpoint.path, isRegex: endpoint.isRegex) })
  }

  /// A route with the settings of this one.
  func entity(named name: String, methods: [String], paths: [String]) -> Node {
    var fields = RouteSettings.fields(of: settings)
    fields["name"] = Node(.string(name))
    fields["paths"] = ModelRoute.list(paths)
    if fields["methods"] == nil { fields["methods"] = ModelRoute.list(methods) }
    if fields["strip_path"] == nil { fields["strip_path"] = false }
    return Node(.object(fields), at: settings?.place ?? .none)
  }

  /// A path below a base, which may be a regular expression itself.
  static func path(_ base: String, _ rest: String, isRegex: Bool) -> String {
    isRegex && !base.hasPrefix("~") ? "~\(base)\(rest)" : base + rest
  }

  static func list(_ texts: [String]) -> Node { Node(.array(texts.map { Node(.string($0)) })) }
}
