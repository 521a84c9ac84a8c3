import Diagnostics
import Documents

/// Services of one route: agents and MCP servers.
extension AIGatewayRecovery {
  /// Whether a service has routes of models.
  func isOfModels(_ service: Node) -> Bool {
    let routes = Set(proxies.compactMap { $0["route"]?.string })
    return service.items("routes").contains { route in
      route["name"]?.string.map(routes.contains) ?? false
        || route.items("plugins").contains { $0["name"]?.string == "ai-proxy-advanced" }
    }
  }

  /// The plugins that proxy to models, with the routes that they are on: wherever they are written.
  var proxies: [Node] { routePlugins.filter { $0["name"]?.string == "ai-proxy-advanced" } }

  /// The plugins of all routes, each naming its route.
  var routePlugins: [Node] {
    let nested = state.items("services").flatMap { $0.items("routes") }.flatMap { route in
      route.items("plugins").map { plugin -> Node in
        var fields = plugin.object ?? Object()
        fields.set("route", route["name"])
        return Node(.object(fields))
      }
    }
    return nested + state.items("plugins").filter { $0["route"] != nil }
  }

  mutating func recoverServices(_ services: [Node]) -> (servers: [Node], agents: [Node]) {
    var servers: [Node] = []
    var agents: [Node] = []
    for service in services {
      let name = service.text("name") ?? ""
      guard let route = service.items("routes").first else {
        drop("service '\(name)', which has no route,", "agents and MCP servers have one")
        continue
      }
      if service.items("routes").count > 1 {
        drop("all but the first route of service '\(name)'", "agents and MCP servers have one")
      }
      let own = Set(["ai-mcp-proxy", "ai-a2a-proxy", "acl"])
      let plugins = routePlugins.filter { $0["route"] == route["name"] } + service.items("plugins")
      var entity = Object()
      let proxy = plugins.first { $0["name"]?.string == "ai-mcp-proxy" }
      let agent = plugins.first { $0["name"]?.string == "ai-a2a-proxy" }
      entity["type"] = proxy.map { $0["config"]?["mode"] ?? "" } ?? (agent == nil ? "http" : "a2a")
      entity["name"] = .text(name)
      if service["enabled"]?.bool == false { entity["enabled"] = false }
      entity.set(
        "policies", policyNames(of: plugins.filter { !own.contains($0["name"]?.string ?? "") }.map(Self.unscoped)))
      entity.set("labels", Self.labels(of: service))
      let url = ServiceAddress.url(of: service)
      var config = Object()
      let settings = Self.routeSettings(route, defaultName: "\(name)-route")
      if !settings.isEmpty { config["route"] = Node(.object(settings)) }
      if let proxy {
        if url != "http://localhost:80" { entity["upstream_url"] = .text(url) }
        recover(proxy["config"], into: &entity, &config)
        if !config.isEmpty { entity["config"] = Node(.object(config)) }
        servers.append(Node(.object(entity)))
      } else {
        config["url"] = .text(url)
        if let agent { config.set("logging", Self.logging(agent["config"]?["logging"])) }
        config.take("max_request_body_size", of: agent?["config"])
        entity["config"] = Node(.object(config))
        if let lists = Self.accessLists(plugins) { entity["access"] = ["acls": lists] }
        agents.append(Node(.object(entity)))
      }
    }
    return (servers, agents)
  }

  /// The settings of a server from its proxy.
  private func recover(_ source: Node?, into entity: inout Object, _ config: inout Object) {
    config.set("logging", Self.logging(source?["logging"]))
    config.take("max_request_body_size", of: source)
    if let own = source?.filled("server")?.object {
      config["server"] = Node(
        .object(Object(own.map { Object.Member(key: $0.key == "tag" ? "label" : $0.key, node: $0.node) })))
    }
    config.take("tools_cache_ttl_seconds", of: source)
    config.set("proxy", ProxySettings.proxy(source?["proxy_config"]))
    var access = Object()
    access.take("acl_attribute_type", of: source)
    access.take("access_token_claim_field", of: source)
    if let lists = AccessLists.united(source?.items("default_acl") ?? []) { access["acls"] = lists }
    if !access.isEmpty { config["access"] = Node(.object(access)) }
    let tools = (source?.items("tools") ?? []).map { tool -> Node in
      var fields = tool.object ?? Object()
      if let lists = fields.removeValue(forKey: "acl") { fields["access"] = ["acls": lists] }
      return Node(.object(fields))
    }
    if !tools.isEmpty { entity["tools"] = Node(.array(tools)) }
  }

  /// A plugin without what it is for and without tags: what is left is the policy.
  static func unscoped(_ plugin: Node) -> Node {
    Node(.object(Object((plugin.object ?? Object()).filter { !(scopes + ["tags"]).contains($0.key) })))
  }

  /// The access list of an entity from its plugins.
  static func accessLists(_ plugins: [Node]) -> Node? {
    plugins.first { $0["name"]?.string == "acl" }?["config"].flatMap { AccessLists.united([$0]) }
  }

  /// What is logged, where it is not as it goes without saying: that is statistics here, and nothing on a gateway.
  static func logging(_ source: Node?) -> Node? {
    var logging = Object()
    if source?["log_statistics"]?.bool != true { logging["statistics"] = false }
    if source?["log_payloads"]?.bool == true { logging["payloads"] = true }
    if source?["log_audits"]?.bool == true { logging["audits"] = true }
    if let size = source?["max_payload_size"], size.integer != 1_048_576 { logging["max_payload_size"] = size }
    return logging.isEmpty ? nil : Node(.object(logging))
  }

  /// The settings of a route; its name only where it is not the one that it would get.
  static func routeSettings(_ route: Node, defaultName: String) -> Object {
    var settings = Object()
    if route["name"]?.string != defaultName { settings.take("name", of: route) }
    settings.take("paths", of: route)
    for member in RouteSettings.fields(of: route) where member.key != "tags" { settings[member.key] = member.node }
    let tags = route.items("tags").filter { $0.string != AIGatewayConversion.tag && $0.string != lifecycleTag }
    if !tags.isEmpty { settings["tags"] = Node(.array(tags)) }
    return settings
  }
}

/// The address of a service as one text.
enum ServiceAddress {
  /// The URL of a service; its port only where a URL of its protocol could not go without.
  static func url(of service: Node) -> String {
    if let url = service.text("url") { return url }
    let scheme = service.text("protocol") ?? "http"
    let port = service["port"]?.integer ?? 80
    let isUsual = scheme == "https" ? port == 443 : false
    return "\(scheme)://\(service.text("host") ?? "")\(isUsual ? "" : ":\(port)")\(service.text("path") ?? "")"
  }
}

extension ProxySettings {
  /// The way back to the model's form.
  static func proxy(_ config: Node?) -> Node? {
    var proxy = Object()
    for kind in ["http_proxy", "https_proxy"] {
      var address = Object()
      for key in ["host", "port"] { address.take("\(kind)_\(key)", of: config, as: key) }
      if !address.isEmpty { proxy[kind] = Node(.object(address)) }
    }
    proxy.take("proxy_scheme", of: config)
    var login = Object()
    for key in ["username", "password"] { login.take("auth_\(key)", of: config, as: key) }
    if !login.isEmpty { proxy["auth"] = Node(.object(login)) }
    proxy.take("no_proxy", of: config)
    return proxy.isEmpty ? nil : Node(.object(proxy))
  }
}
