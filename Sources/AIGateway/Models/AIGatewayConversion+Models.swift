import Diagnostics
import Documents

/// Models: routes of one service, by what can be asked of them.
extension AIGatewayConversion {
  mutating func addModels() {
    // An API that is off is not there at all; a model that is off keeps its name.
    let models = document.items("models").filter { !($0.isAPI && $0.isOff) }
    var routes: [ModelRoute] = []
    for model in models {
      checkPolicies(ofModel: model)
      tellUnused(of: model)
      addRoutes(of: model, to: &routes)
      aiModels.append(AIGatewayConversion.aiModel(model))
    }
    for route in routes { addProxies(of: route) }
    let lifecycles = addVideoLifecycles(routes)
    let served = routes.map { ServedRoute(name: $0.name, models: $0.models, namesModel: true) }
    addGuards(of: models, served + lifecycles.map(\.served))
    let entities = routes.map(\.entity) + lifecycles.map(\.entity)
    guard !entities.isEmpty else { return }
    let service: Object = [
      "name": "ai-gateway", "url": "http://ai-gateway.upstream.local", "routes": Node(.array(entities)),
    ]
    services.append(Node(.object(service)))
  }

  private static func aiModel(_ model: Node) -> Node {
    var result = Object()
    result.take("id", of: model)
    result.take("name", of: model)
    result["alias"] = model.alias ?? model["name"]
    result.set("tags", tags(of: model))
    return Node(.object(result), at: model.place)
  }

  private mutating func tellUnused(of model: Node) {
    for key in ["body", "headers"] {
      guard let node = model["config"]?["route"]?["model"]?[key] else { continue }
      warn("unsupported", "'\(key)' of the model of a route is not taken over", at: node.place)
    }
  }

  private mutating func addRoutes(of model: Node, to routes: inout [ModelRoute]) {
    for capability in Capability.settled(model.texts("capabilities")) {
      for target in model.items("targets") {
        let provider = providerType(of: target, in: model)
        let section = Capability.section(capability, format: model.format, provider: provider)
        guard let endpoint = Endpoint.find(section, capability) else {
          warn(
            "unsupported",
            "model '\(model.text("name") ?? "")': the interface '\(section)' has nothing for the capability '\(capability)'",
            at: model["capabilities"]?.place ?? model.place, hint: "it is left out")
          continue
        }
        let route = position(of: endpoint, section, for: model, in: &routes)
        add(self.target(target, of: model, endpoint, provider), endpoint, of: model, to: &routes[route])
      }
    }
  }

  /// The route of a model for an endpoint, a new one where no other is like it.
  private func position(
    of endpoint: Endpoint, _ section: String, for model: Node, in routes: inout [ModelRoute]
  ) -> Int {
    let settings = model["config"]?["route"]
    var compared = settings?.object ?? Object()
    if var own = compared["model"]?.object {
      own["path_aliases"] = nil
      compared["model"] = own.isEmpty ? nil : Node(.object(own))
    }
    let key = ModelRoute.Key(
      section: section, label: endpoint.label, identityProviders: Set(model.identityProviders.compactMap(\.string)),
      settings: compared)
    let found = routes.firstIndex { $0.key == key }
    let position = found ?? routes.count
    if found == nil {
      let base = "\(section)-\(endpoint.label)"
      let others = routes.filter { $0.key.section == section && $0.key.label == endpoint.label }.count
      routes.append(
        ModelRoute(
          key: key, name: others == 0 ? base : "\(base)-\(others + 1)", endpoint: endpoint, settings: settings))
    }
    if !routes[position].models.contains(where: { $0 == model }) { routes[position].models.append(model) }
    return position
  }

  private func add(_ target: Node, _ endpoint: Endpoint, of model: Node, to route: inout ModelRoute) {
    let scope = model.isAPI ? nil : model.text("name")
    let position = route.proxies.firstIndex { $0.scope == scope } ?? route.proxies.count
    if position == route.proxies.count { route.proxies.append(ModelRoute.Proxy(model: model, scope: scope)) }
    let name = target["model"]?["name"]?.string ?? ""
    if route.proxies[position].seen.insert([name, endpoint.routeType]).inserted {
      route.proxies[position].targets.append(target)
    }
  }

  /// A route as far as guards are concerned.
  struct ServedRoute {
    let name: String
    /// The models that it serves.
    let models: [Node]
    /// Whether its requests name one of them, so that a plugin can be for that model alone.
    let namesModel: Bool
  }

  /// Policies and access lists of each model on its routes, and the identity providers of these.
  private mutating func addGuards(of models: [Node], _ routes: [ServedRoute]) {
    var identified: Set<[String]> = []
    for model in models {
      let guards = policyPlugins(of: model) + [accessPlugin(of: model)].compactMap(\.self)
      for route in routes where route.models.contains(model) {
        // Where several models share what names none of them, a guard of one would stand before all.
        for var plugin in guards where route.namesModel || route.models.count == 1 {
          plugin["route"] = .text(route.name)
          if route.namesModel, !model.isAPI { plugin.take("name", of: model, as: "model") }
          plugins.append(Node(.object(plugin), at: model.place))
        }
        for reference in model.identityProviders {
          guard identified.insert([route.name, reference.string ?? ""]).inserted else { continue }
          for var plugin in identityPlugins([reference]) {
            plugin["route"] = .text(route.name)
            plugins.append(Node(.object(plugin), at: reference.place))
            requireAnonymousConsumer()
          }
        }
      }
    }
  }
}

extension Node {
  /// Whether a model is an API: batches and files, which are not asked for by the model's name.
  var isAPI: Bool { text("type") == "api" }

  /// Whether an entity is switched off.
  var isOff: Bool { self["enabled"]?.bool == false }

  /// The format in which a model is spoken with.
  var format: String {
    let format = items("formats").first?.text("type") ?? "openai"
    return format == "vertex" ? "gemini" : format
  }

  /// The references to identity providers.
  var identityProviders: [Node] { self["access"]?.items("identity_providers") ?? [] }

  /// The name by which requests may ask for a model instead of its own.
  var alias: Node? { self["config"]?["route"]?["model"]?.items("path_aliases").first { $0.string?.isEmpty == false } }
}
