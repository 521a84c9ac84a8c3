import Diagnostics
import Documents

/// Models, from the plugins that proxy to them.
extension AIGatewayRecovery {
  /// The proxies of one model, each with its route.
  private struct Draft {
    let name: String
    let isAPI: Bool
    var proxies: [(plugin: Node, route: Node)] = []
  }

  mutating func recoverModels() -> [Node] {
    let known = state.items("ai_models")
    let routes = Dictionary(
      state.items("services").flatMap { $0.items("routes") }.compactMap { route in
        route.text("name").map { ($0, route) }
      }, uniquingKeysWith: { first, _ in first })
    var drafts: [Draft] = []
    let scoped = Set(proxies.compactMap { $0["model"]?.string })
    let unscoped = known.compactMap { $0.text("name") }.filter { !scoped.contains($0) }
    for proxy in proxies {
      guard let routeName = proxy["route"]?.string, let route = routes[routeName] else {
        drop("the plugin ai-proxy-advanced of route '\(proxy["route"]?.string ?? "")'", "there is no such route")
        continue
      }
      if route.texts("tags").contains(Self.lifecycleTag) { continue }
      let isAPI = proxy["model"] == nil
      let alias = proxy["config"]?.items("targets").first?["model"]?.text("model_alias")
      let name = proxy["model"]?.string ?? alias ?? (unscoped.count == 1 ? unscoped[0] : routeName)
      let position = drafts.firstIndex { $0.name == name } ?? drafts.count
      if position == drafts.count { drafts.append(Draft(name: name, isAPI: isAPI)) }
      drafts[position].proxies.append((proxy, route))
    }
    let recovered = drafts.map { draft in model(draft, entry: known.first { $0.text("name") == draft.name }) }
    // What nothing proxies to is a name alone.
    let others = known.filter { entry in
      !drafts.contains { $0.name == entry.text("name") } && !(unscoped.count > 1 && drafts.contains(where: \.isAPI))
    }.map { entry -> Node in
      var model: Object = ["name": entry["name"] ?? ""]
      model.set("labels", Self.labels(of: entry))
      return Node(.object(model))
    }
    return recovered + others
  }

  private mutating func model(_ draft: Draft, entry: Node?) -> Node {
    guard let first = draft.proxies.first else { return .null }
    let config = first.plugin["config"]
    let format = config?.text("llm_format") ?? "openai"
    let capabilities = draft.proxies.flatMap { Self.capabilities($0.plugin["config"], route: $0.route, format: format) }
    var model = Object()
    if draft.isAPI, capabilities.allSatisfy({ ["batches", "files"].contains($0) }) { model["type"] = "api" }
    model["name"] = .text(draft.name)
    if first.plugin["enabled"]?.bool == false { model["enabled"] = false }
    model["capabilities"] = ModelRoute.list(capabilities)
    if format != "openai" { model["formats"] = [["type": .text(format)]] }
    model["targets"] = Node(.array(targets(draft)))
    let names = draft.proxies.compactMap { $0.route.text("name") }
    let plugins = routePlugins.filter { plugin in
      guard let route = plugin["route"]?.string, names.contains(route) else { return false }
      return plugin["model"] == nil || plugin["model"]?.string == draft.name
    }
    let own: Set = ["ai-model-selector", "ai-proxy-advanced", "acl", "key-auth", "openid-connect"]
    var seen: Set<String> = []
    let references = policyNames(of: plugins.filter { !own.contains($0["name"]?.string ?? "") }.map(Self.unscoped))
    let once = (references?.array ?? []).filter { seen.insert($0.string ?? "").inserted }
    if !once.isEmpty { model["policies"] = Node(.array(once)) }
    if let access = access(plugins) { model["access"] = access }
    model.set("labels", entry.flatMap(Self.labels))
    if let settings = settings(
      first.plugin, first.route, alias: entry?.text("alias"), name: draft.name, logging: Self.logging(of: draft))
    {
      model["config"] = settings
    }
    return Node(.object(model))
  }

  /// What a proxied route is for, from its name and from how its targets are asked.
  private static func capabilities(_ config: Node?, route: Node, format: String) -> [String] {
    let parts = (route.text("name") ?? "").split(separator: "-", maxSplits: 1).map(String.init)
    let section = parts.first ?? format
    var label = parts.count > 1 ? parts[1] : ""
    if let dash = label.lastIndex(of: "-"), Int(label[label.index(after: dash)...]) != nil {
      label = String(label[..<dash])
    }
    var found: [String] = []
    for target in config?.items("targets") ?? [] {
      guard let capability = Endpoint.capability(section, label: label, routeType: target.text("route_type")),
        !found.contains(capability)
      else { continue }
      found.append(capability)
    }
    return found
  }

  private mutating func targets(_ draft: Draft) -> [Node] {
    var found: [Node] = []
    // Vertex goes by the name of Gemini, but for what Gemini lacks.
    let isVertex = draft.proxies.contains { $0.route.text("name")?.hasPrefix("vertex-") == true }
    for target in draft.proxies.flatMap({ $0.plugin["config"]?.items("targets") ?? [] }) {
      let shown = target["model"]?.text("provider") ?? ""
      let type = shown == "gemini" && isVertex ? "vertex" : shown
      let (options, ofProvider) = ModelOptions(type, isNested: false).raised(target["model"]?["options"])
      var provider: Object = ["type": .text(type)]
      var settings = ofProvider
      let auth = ProviderSettings.raised(target["auth"])
      if !auth.isEmpty { settings["auth"] = Node(.object(auth)) }
      if !settings.isEmpty { provider["config"] = Node(.object(settings)) }
      let prefix = ProviderSettings.vaultPrefix(auth)
      let name = providers.add(provider, base: prefix.map { "\(type)-\($0)" } ?? type, counts: prefix == nil)
      var result: Object = ["name": target["model"]?["name"] ?? "", "provider": .text(name)]
      result.take("weight", of: target)
      if target["description"] != target["model"]?["name"] {
        result.take("description", of: target, as: "semantic_description")
      }
      result.set("allow_auth_override", target["auth"]?["allow_override"])
      if !options.isEmpty {
        var config: Object = ["type": .text(type)]
        for option in options { config[option.key] = option.node }
        result["config"] = Node(.object(config))
      }
      let node = Node(.object(result))
      if !found.contains(node) { found.append(node) }
    }
    return found
  }

  private mutating func access(_ plugins: [Node]) -> Node? {
    var access = Object()
    var seen: Set<String> = []
    let names = plugins.compactMap { plugin -> Node? in
      guard let type = plugin["name"]?.string, AIGatewayConversion.identityTypes.contains(type) else { return nil }
      var config = plugin["config"]?.object ?? Object()
      config["anonymous"] = nil
      var provider: Object = ["type": .text(type)]
      if !config.isEmpty { provider["config"] = Node(.object(config)) }
      let name = identities.add(provider, base: type, counts: true)
      return seen.insert(name).inserted ? .text(name) : nil
    }
    if !names.isEmpty { access["identity_providers"] = Node(.array(names)) }
    access.set("acls", Self.accessLists(plugins))
    return access.isEmpty ? nil : Node(.object(access))
  }

  private mutating func settings(
    _ proxy: Node, _ route: Node, alias: String?, name: String, logging: Node?
  ) -> Node? {
    let source = proxy["config"]
    var config = Object()
    var settings = Self.routeSettings(route, defaultName: route.text("name") ?? "")
    let bases = Self.bases(of: route)
    settings["paths"] = bases == ["/ai"] ? nil : ModelRoute.list(bases)
    // A gateway takes the path off where nothing is said, and a model's route keeps it.
    settings["strip_path"] = route["strip_path"]?.bool == false ? nil : true
    // The methods of an endpoint go without saying.
    settings["methods"] = nil
    if let alias, alias != name { settings["model"] = ["path_aliases": [.text(alias)]] }
    if !settings.isEmpty { config["route"] = Node(.object(settings)) }
    config.set("logging", Self.logging(logging))
    config.take("response_streaming", of: source)
    config.take("max_request_body_size", of: source)
    if let header = source?["model_name_header"], !Self.isDeferred(source) { config["model"] = ["name_header": header] }
    config.set("proxy", ProxySettings.proxy(source?["proxy_config"]))
    var balancer = source?["balancer"]?.object ?? Object()
    if balancer["algorithm"]?.string == "round-robin" { balancer["algorithm"] = nil }
    balancer.take("vectordb", of: source)
    balancer.take("embeddings", of: source)
    if !balancer.isEmpty { config["balancer"] = Node(.object(balancer)) }
    return config.isEmpty ? nil : Node(.object(config))
  }

  /// What is logged of a model: where a proxy cannot log statistics, that says nothing of the others.
  private static func logging(of draft: Draft) -> Node? {
    let all = draft.proxies.flatMap { $0.plugin["config"]?.items("targets") ?? [] }.map { $0["logging"] ?? .null }
    return all.first { $0["log_statistics"]?.bool == true } ?? all.first
  }

  private static func isDeferred(_ config: Node?) -> Bool {
    ["llm/v1/batches", "llm/v1/files"].contains(config?.items("targets").first?.text("route_type"))
  }

  /// The paths of a route without that of its endpoint.
  private static func bases(of route: Node) -> [String] {
    let suffixes = Endpoint.allPaths
    return route.texts("paths").map { path in
      let plain = path.hasPrefix("~") ? String(path.dropFirst()) : path
      let suffix = suffixes.first { plain.hasSuffix($0) } ?? ""
      let base = String(plain.dropLast(suffix.count))
      return base.isEmpty ? "/" : base
    }
  }
}
