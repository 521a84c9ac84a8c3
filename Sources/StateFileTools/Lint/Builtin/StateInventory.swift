import Diagnostics
import Documents

/// The entities of state files as the rules of the program look at them: as they are written, expressions and all, with
/// what belongs to what.
struct StateInventory {
  /// An entity, or a plugin.
  struct Item {
    var fields: Object
    var place: SourcePlace
    /// The rules that are not to be told here.
    var ignored: Set<String>
    /// The entity that it is nested in, or that it names, within its own list.
    var owner: Owner

    /// The name of the entity, or what stands for it.
    var name: String? { ["name", "username", "custom_id"].lazy.compactMap { fields[$0]?.string }.first }

    /// The place of a field's value, or of the entity where it has no such field.
    func place(of field: String) -> SourcePlace { fields[field]?.place ?? place }

    func isOn(_ field: String) -> Bool { fields[field]?.bool ?? false }

    func texts(_ field: String) -> [Node] { (fields[field]?.array ?? []).filter { $0.string != nil } }
  }

  /// What an item belongs to.
  enum Owner: Hashable {
    case nobody
    case service(String)
    case route(String)
    case consumer(String)
    case group(String)
  }

  private(set) var services: [Item] = []
  private(set) var routes: [Item] = []
  private(set) var plugins: [Item] = []
  private(set) var consumers: [Item] = []
  private(set) var upstreams: [Item] = []
  /// Whether the files give tags to all that they have.
  private(set) var hasSelectTags = false

  init(_ documents: [Node]) {
    for document in documents {
      let ignored = Self.ignored(document, [])
      if !(document["_info"]?["select_tags"]?.array ?? []).isEmpty { hasSelectTags = true }
      for item in items(document, "services", ignored, .nobody) { addService(item) }
      for item in items(document, "routes", ignored, .nobody) {
        var route = item
        route.owner = name(route.fields["service"]).map { .service($0) } ?? .nobody
        addRoute(route)
      }
      for item in items(document, "consumers", ignored, .nobody) { addHolder(item, to: \.consumers) { .consumer($0) } }
      for item in items(document, "consumer_groups", ignored, .nobody) { addHolder(item, to: nil) { .group($0) } }
      for item in items(document, "plugins", ignored, .nobody) { plugins.append(scoped(item)) }
      upstreams += items(document, "upstreams", ignored, .nobody)
    }
  }

  /// The rules that are not to be told of a node, given those that are not to be told around it.
  static func ignored(_ node: Node, _ around: Set<String>) -> Set<String> {
    guard let value = node[LintExceptions.key] else { return around }
    return around.union(value.array?.compactMap(\.string) ?? [value.string].compactMap { $0 })
  }

  private func items(_ node: Node, _ key: String, _ ignored: Set<String>, _ owner: Owner) -> [Item] {
    (node[key]?.array ?? []).compactMap { item in
      item.object.map { Item(fields: $0, place: item.place, ignored: Self.ignored(item, ignored), owner: owner) }
    }
  }

  private func name(_ node: Node?) -> String? { node?.string ?? node?["name"]?.string ?? node?["id"]?.string }

  private mutating func addService(_ item: Item) {
    services.append(item)
    let owner = Owner.service(item.name ?? item.fields["id"]?.string ?? "#\(services.count)")
    let node = Node(.object(item.fields))
    for route in items(node, "routes", item.ignored, owner) { addRoute(route) }
    plugins += items(node, "plugins", item.ignored, owner)
  }

  private mutating func addRoute(_ item: Item) {
    routes.append(item)
    let owner = Owner.route(item.name ?? item.fields["id"]?.string ?? "#\(routes.count)")
    plugins += items(Node(.object(item.fields)), "plugins", item.ignored, owner)
  }

  private mutating func addHolder(
    _ item: Item, to list: WritableKeyPath<StateInventory, [Item]>?, _ owner: (String) -> Owner
  ) {
    if let list { self[keyPath: list].append(item) }
    let name = item.name ?? item.fields["id"]?.string ?? "#\(item.place)"
    plugins += items(Node(.object(item.fields)), "plugins", item.ignored, owner(name))
  }

  /// A plugin of the top-level list, which may name what it is for.
  private func scoped(_ item: Item) -> Item {
    var item = item
    let scopes: [(String, (String) -> Owner)] = [
      ("route", { .route($0) }), ("service", { .service($0) }), ("consumer", { .consumer($0) }),
      ("consumer_group", { .group($0) }),
    ]
    for (field, owner) in scopes {
      if let name = name(item.fields[field]) {
        item.owner = owner(name)
        break
      }
    }
    return item
  }

  // MARK: What protects a route

  private static let authenticating: Set<String> = [
    "ai-mcp-oauth2", "basic-auth", "header-cert-auth", "hmac-auth", "jwt", "jwt-signer", "key-auth", "key-auth-enc",
    "ldap-auth", "ldap-auth-advanced", "mtls-auth", "oauth2", "oauth2-introspection", "openid-connect", "saml",
    "vault-auth",
  ]
  private static let closing: Set<String> = ["ip-restriction", "request-termination"]

  static func authenticates(_ plugin: Item) -> Bool {
    plugin.name.map(authenticating.contains) ?? false && plugin.fields["enabled"]?.bool != false
  }

  /// Who is asked for credentials, or kept out in another way, by plugins of their own.
  func guarded() -> Set<Owner> {
    Set(
      plugins.filter { plugin in
        Self.authenticates(plugin)
          || (plugin.name.map(Self.closing.contains) ?? false && plugin.fields["enabled"]?.bool != false)
      }.map(\.owner))
  }

  /// Whose plugins act on a route, itself included.
  static func owners(of route: Item, at position: Int) -> [Owner] {
    [.route(route.name ?? route.fields["id"]?.string ?? "#\(position + 1)"), route.owner, .nobody]
  }
}
