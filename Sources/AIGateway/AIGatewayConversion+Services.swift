import Diagnostics
import Documents

/// Agents and MCP servers: each a service with one route.
extension AIGatewayConversion {
  mutating func addAgent(_ agent: Node) {
    let name = agent.text("name") ?? ""
    let type = agent.text("type") ?? ""
    let config = agent["config"]
    if config?.text("url") == nil {
      warn(
        "missing-field", "agent '\(name)' has no config.url, so that its service leads nowhere", at: agent.place,
        hint: "say where the agent is")
    }
    if type != "a2a", type != "http" {
      warn(
        "unsupported", "agent '\(name)' has the unknown type '\(type)' and is taken as one of plain HTTP",
        at: agent["type"]?.place ?? agent.place, hint: "types are a2a and http")
    }
    var plugins = policyPlugins(of: agent)
    if let access = accessPlugin(of: agent) { plugins.append(access) }
    if type == "a2a" {
      var logging = logging(config)
      logging["max_payload_size"] = config?["logging"]?["max_payload_size"] ?? 1_048_576
      var settings: Object = ["logging": Node(.object(logging))]
      settings.take("max_request_body_size", of: config)
      plugins.append(["name": "ai-a2a-proxy", "config": Node(.object(settings))])
    }
    var service = self.service(agent)
    service.take("url", of: config)
    addService(service, RouteSettings.route(config?["route"], for: name, plugins: list(plugins)), at: agent)
  }

  mutating func addServer(_ server: Node) {
    let name = server.text("name") ?? ""
    var service = self.service(server)
    if let url = server.filled("upstream_url") {
      service["url"] = url
    } else {
      service["host"] = "localhost"
      if server.text("type") == "passthrough-listener" {
        warn(
          "missing-field",
          "MCP server '\(name)' passes requests through and has no upstream_url: the host is localhost",
          at: server.place, hint: "say where the server is")
      }
    }
    var proxy: Object = ["name": "ai-mcp-proxy", "config": Node(.object(serverSettings(server)))]
    proxy.set("tags", tags(of: server))
    let plugins = [proxy] + policyPlugins(of: server)
    addService(service, RouteSettings.route(server["config"]?["route"], for: name, plugins: list(plugins)), at: server)
  }

  /// Name, tags and whether it is on.
  private func service(_ entity: Node) -> Object {
    var service = Object()
    service.take("name", of: entity)
    service.set("tags", tags(of: entity))
    if entity["enabled"]?.bool == false { service["enabled"] = false }
    return service
  }

  private mutating func addService(_ service: Object, _ route: Node, at entity: Node) {
    var service = service
    service["routes"] = [route]
    services.append(Node(.object(service), at: entity.place))
  }

  /// What is logged of each request.
  func logging(_ config: Node?) -> Object {
    let logging = config?["logging"]
    return ["log_statistics": logging?["statistics"] ?? true, "log_payloads": logging?["payloads"] ?? false]
  }

  private mutating func serverSettings(_ server: Node) -> Object {
    let config = server["config"]
    var logging = logging(config)
    logging["log_audits"] = config?["logging"]?["audits"] ?? false
    var settings: Object = [
      "mode": Node(.string(server.text("type") ?? "")), "logging": Node(.object(logging)),
      "tools": Node(.array(server.items("tools").map { tool($0, of: server) })),
    ]
    settings.take("max_request_body_size", of: config)
    settings.take("tools_cache_ttl_seconds", of: config)
    settings.set("proxy_config", ProxySettings.config(config?["proxy"]))
    if let own = config?.filled("server")?.object {
      settings["server"] = Node(
        .object(
          Object(own.map { Object.Member(key: $0.key == "label" ? "tag" : $0.key, node: $0.node) })))
    }
    let access = [config?["access"], server["access"]].compactMap(\.self)
    for key in ["acl_attribute_type", "access_token_claim_field"] {
      settings.set(key, access.lazy.compactMap { $0.filled(key) }.first)
    }
    let lists = [server["access"], config?["access"]].compactMap(\.self)
      .flatMap { [$0["acls"], $0["default_tool_acls"]] }.compactMap(\.self)
    settings.set("default_acl", AccessLists.united(lists).map { [$0] })
    if settings["acl_attribute_type"]?.string != "oauth_access_token" { settings["include_consumer_groups"] = true }
    return settings
  }

  private mutating func tool(_ tool: Node, of server: Node) -> Node {
    if tool.text("description") == nil {
      diagnostics.error(
        code: "missing-field",
        "MCP server '\(server.text("name") ?? "")': the tool '\(tool.text("name") ?? "")' has no description",
        at: tool.place, hint: "say what it is for: who uses tools chooses them by that")
    }
    var result = Object()
    for key in [
      "name", "description", "method", "path", "scheme", "host", "headers", "query", "request_body", "responses",
      "parameters", "annotations", "input_schema", "output_schema",
    ] { result.take(key, of: tool) }
    result.set("acl", tool["access"]?["acls"].flatMap { AccessLists.united([$0]) })
    return Node(.object(result), at: tool.place)
  }
}

/// Lists of who may and who may not.
enum AccessLists {
  /// All of several lists, each name once; nil where they are empty.
  static func united(_ lists: [Node]) -> Node? {
    var result = Object()
    for key in ["allow", "deny"] {
      var seen: Set<String> = []
      let names = lists.flatMap { $0.items(key) }.filter { seen.insert($0.string ?? "").inserted }
      if !names.isEmpty { result[key] = Node(.array(names)) }
    }
    return result.isEmpty ? nil : Node(.object(result))
  }
}

/// The proxy through which a gateway reaches what it calls.
enum ProxySettings {
  /// The settings as plugins have them; nil without any.
  static func config(_ proxy: Node?) -> Node? {
    var result = Object()
    for kind in ["http_proxy", "https_proxy"] {
      for key in ["host", "port"] { result.take(key, of: proxy?[kind], as: "\(kind)_\(key)") }
    }
    result.take("proxy_scheme", of: proxy)
    for key in ["username", "password"] { result.take(key, of: proxy?["auth"], as: "auth_\(key)") }
    result.take("no_proxy", of: proxy)
    return result.isEmpty ? nil : Node(.object(result))
  }
}
