import Diagnostics
import Documents
import GatewayModel
import StateFiles

/// A state with what stands at its top put where it belongs: routes into services, plugins onto what they are for.
struct KICDraft {
  /// What plugins can be for, besides everything.
  struct Owner {
    var entity: Node
    /// The name from which those of its plugins are made.
    var name: String?
    /// The plugins in their order.
    var plugins: [Node] = []
    /// The names of plugins that are another owner's, and hold where both come together.
    var shared: [String] = []
  }

  /// A service with its routes.
  struct Service {
    var owner: Owner
    var routes: [Owner]
  }

  private(set) var services: [Service]
  private(set) var consumers: [Owner]
  private(set) var groups: [Owner]
  /// Plugins that are for everything.
  private(set) var plugins: [Node] = []

  init(_ tree: StateTree, _ diagnostics: inout DiagnosticCollector) {
    services = tree.entries("services").map { entity in
      let name = entity.text("name")
      return Service(
        owner: Owner(entity: entity, name: name, plugins: entity.items("plugins")),
        routes: entity.items("routes").map { KICDraft.route($0, of: name) })
    }
    consumers = tree.entries("consumers").map {
      Owner(entity: $0, name: $0.text("username"), plugins: $0.items("plugins"))
    }
    groups = tree.entries("consumer_groups").map {
      // A group's own plugins have their configuration alone.
      let plugins = $0.items("plugins").map { plugin in
        Node(
          .object(Object((plugin.object ?? Object()).filter { ["name", "config"].contains($0.key) })), at: plugin.place)
      }
      return Owner(entity: $0, name: $0.text("name"), plugins: plugins)
    }
    let directory = EntityDirectory(tree.entries("services"))
    for route in tree.entries("routes") { add(route, directory, &diagnostics) }
    addPlugins(tree, directory, &diagnostics)
  }

  private static func route(_ route: Node, of service: String?) -> Owner {
    let name = route.text("name").flatMap { name in service.map { "\($0)-\(name)" } }
    return Owner(entity: route, name: name, plugins: route.items("plugins"))
  }

  private mutating func add(_ route: Node, _ services: EntityDirectory, _ diagnostics: inout DiagnosticCollector) {
    let name = route.text("name") ?? route.text("id") ?? ""
    guard let reference = route["service"] else {
      return diagnostics.warning(
        code: "left-out", "route '\(name)' has no service and is left out", at: route.place,
        hint: "Kubernetes sends requests to services alone")
    }
    guard let position = services.position(reference) else {
      return KICDraft.reportUnknown("route '\(name)'", "service", reference, services, &diagnostics)
    }
    self.services[position].routes.append(KICDraft.route(route, of: self.services[position].owner.name))
  }

  private mutating func addPlugins(
    _ tree: StateTree, _ serviceNames: EntityDirectory, _ diagnostics: inout DiagnosticCollector
  ) {
    let places = services.indices.flatMap { service in services[service].routes.indices.map { (service, $0) } }
    let routeNames = EntityDirectory(places.map { services[$0.0].routes[$0.1].entity })
    let consumerNames = EntityDirectory(tree.entries("consumers"), named: ["username", "custom_id"])
    let groupNames = EntityDirectory(tree.entries("consumer_groups"))
    for plugin in tree.entries("plugins") {
      func position(_ key: String, _ names: EntityDirectory) -> Int? {
        guard let reference = plugin[key] else { return nil }
        let found = names.position(reference)
        if found == nil {
          KICDraft.reportUnknown("plugin '\(plugin.text("name") ?? "")'", key, reference, names, &diagnostics)
        }
        return found
      }
      let keys = ["service", "route", "consumer", "consumer_group"].filter { plugin[$0] != nil }
      if keys.isEmpty {
        plugins.append(plugin)
        continue
      }
      let service = position("service", serviceNames)
      let route = position("route", routeNames).map { places[$0] }
      let consumer = position("consumer", consumerNames)
      let group = position("consumer_group", groupNames)
      let found = [service, route?.0, consumer, group].compactMap(\.self).count
      // For less than it names it would hold where it must not.
      guard found == keys.count else { continue }
      var owner: String?
      if let service {
        services[service].owner.plugins.append(plugin)
        owner = services[service].owner.name
      }
      if let route {
        services[route.0].routes[route.1].plugins.append(plugin)
        owner = services[route.0].routes[route.1].name
      }
      if let consumer { KICDraft.attach(plugin, to: &consumers[consumer], of: &owner) }
      if let group { KICDraft.attach(plugin, to: &groups[group], of: &owner) }
    }
  }

  /// A plugin is made once, for its first owner; others name it.
  private static func attach(_ plugin: Node, to other: inout Owner, of owner: inout String?) {
    if let owner {
      other.shared.append(KubernetesName.slug("\(owner)-\(plugin.text("name") ?? "")"))
    } else {
      other.plugins.append(plugin)
      owner = other.name
    }
  }

  private static func reportUnknown(
    _ title: String, _ kind: String, _ reference: Node, _ names: EntityDirectory,
    _ diagnostics: inout DiagnosticCollector
  ) {
    let written = reference.string ?? reference.text("name") ?? reference.text("id") ?? ""
    let shown = reference.containsEnvironmentValue ? Secrets.mask : written
    diagnostics.warning(
      code: "unknown-reference", "\(title) refers to \(kind) '\(shown)', which no file has, and is left out",
      at: reference.place,
      hint: NearestName.find(written, among: names.names).map { "did you mean '\($0)'?" })
  }
}
