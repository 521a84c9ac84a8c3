import Diagnostics
import Documents
import StateFiles
import GatewayModel

/// Services, routes, upstreams and plugins.
extension TerraformExport {
  mutating func addService(_ service: Node, at position: Int, firstRoute: Int) {
    let name = owners.name(.service, position)
    var resource = TerraformResource(type: TerraformOwners.Kind.service.type, name: name)
    resource.attributes = Self.attributes(of: service, without: ["routes", "plugins", "filter_chains"])
    resource.importIDs = Self.importIDs(of: service)
    add(resource)
    for (offset, route) in service.items("routes").enumerated() {
      addRoute(route, at: firstRoute + offset, serviceName: name)
    }
    for plugin in service.items("plugins") { addPlugin(plugin, nestedIn: (.service, name)) }
    leaveOut(service.items("filter_chains"), "filter chains of services are")
  }

  mutating func addRoute(_ route: Node, at position: Int, serviceName: String? = nil) {
    let name = owners.name(.route, position)
    var resource = TerraformResource(type: TerraformOwners.Kind.route.type, name: name)
    resource.attributes = Self.attributes(of: route, without: ["service", "plugins", "filter_chains"])
    let service = serviceName ?? route["service"].flatMap { self.name(.service, meantBy: $0, in: "route '\(name)'") }
    if let service { resource.references = [Self.reference(.service, service)] }
    resource.importIDs = Self.importIDs(of: route)
    add(resource)
    for plugin in route.items("plugins") { addPlugin(plugin, nestedIn: (.route, name)) }
    leaveOut(route.items("filter_chains"), "filter chains of routes are")
  }

  mutating func addUpstream(_ upstream: Node, at position: Int) {
    let name = owners.name(.upstream, position)
    var resource = TerraformResource(type: TerraformOwners.Kind.upstream.type, name: name)
    resource.attributes = Self.attributes(of: upstream, without: ["targets"])
    resource.importIDs = Self.importIDs(of: upstream)
    add(resource)
    let type = "konnect_gateway_target"
    for target in upstream.items("targets") {
      var entry = TerraformResource(
        type: type, name: names.claim(type, [name, "target", target.text("target") ?? ""]))
      entry.attributes = Self.attributes(of: target, without: ["upstream"])
      entry.references = [
        TerraformResource.Reference(isPlain: true, attribute: "upstream_id", address: resource.address)
      ]
      entry.importIDs = importIDs(of: target, below: upstream, as: "upstream_id")
      add(entry)
    }
  }

  mutating func addPlugin(_ plugin: Node, nestedIn owner: (kind: TerraformOwners.Kind, name: String)?) {
    let pluginName = plugin.text("name") ?? ""
    let isBundled = BundledPlugins.names.contains(pluginName)
    var parents = owner.map { [$0] } ?? []
    for kind in [TerraformOwners.Kind.service, .route, .consumer, .consumerGroup] where owner == nil {
      guard let reference = plugin[kind.rawValue] else { continue }
      if let name = name(kind, meantBy: reference, in: "plugin '\(pluginName)'") { parents.append((kind, name)) }
    }
    let kind = pluginName.map { $0 == "-" ? "_" : $0 }
    let type = isBundled ? "konnect_gateway_plugin_\(String(kind))" : "konnect_gateway_custom_plugin"
    var resource = TerraformResource(
      type: type, name: names.claim(type, parents.map(\.name) + [pluginName]))
    resource.attributes = Self.attributes(
      of: plugin,
      without: Set(["service", "route", "consumer", "consumer_group"] + (isBundled ? ["name"] : [])))
    resource.encoded = isBundled ? nil : "config"
    resource.references = parents.map { Self.reference($0.kind, $0.name) }
    resource.importIDs = Self.importIDs(of: plugin)
    if let shared = plugin["_config"] {
      diagnostics.warning(
        code: "left-out", "the shared configuration of plugin '\(pluginName)' is named and not written out",
        at: shared.place, hint: "write it under 'config'; 'file render' does that")
    }
    add(resource)
  }

  static func reference(_ kind: TerraformOwners.Kind, _ name: String) -> TerraformResource.Reference {
    TerraformResource.Reference(attribute: kind.rawValue, address: "\(kind.type).\(name)")
  }

  /// The name of the resource that a reference means. What no file has is told, and gets the name that it would have.
  mutating func name(_ kind: TerraformOwners.Kind, meantBy reference: Node, in title: String) -> String? {
    if let name = owners.name(kind, meantBy: reference) { return name }
    let written = reference.string ?? reference.text("name") ?? reference.text("username") ?? reference.text("id")
    guard let written else { return nil }
    let shown = reference.containsEnvironmentValue ? Secrets.mask : written
    diagnostics.warning(
      code: "unknown-reference", "\(title) refers to \(kind.rawValue) '\(shown)', which no file has",
      at: reference.place, hint: "write a resource for it by hand")
    return TerraformNames.clean(written)
  }

  /// The ids by which an import finds an entity that stands in another one; nil where either has none.
  func importIDs(of entity: Node, below owner: Node, as key: String) -> [String: String]? {
    guard let id = entity.text("id"), let ownerID = owner.text("id") else { return nil }
    return ["id": id, key: ownerID]
  }
}
