import Diagnostics
import Documents

/// The plugins that make a route one to models.
extension AIGatewayConversion {
  /// What a request may hold at least, in bytes, where the model is named in its body.
  private static let smallestBody = 8_388_608

  mutating func addProxies(of route: ModelRoute) {
    if route.endpoint.namesModelInBody {
      let sizes = route.models.compactMap { $0["config"]?["max_request_body_size"]?.integer }
      let selector: Object = [
        "source": "body", "body_path": "model",
        "max_request_body_size": Node(.integer(sizes.reduce(Self.smallestBody, max))),
      ]
      plugins.append(["name": "ai-model-selector", "route": .text(route.name), "config": Node(.object(selector))])
    }
    for proxy in route.proxies { plugins.append(plugin(proxy, on: route)) }
  }

  private mutating func plugin(_ proxy: ModelRoute.Proxy, on route: ModelRoute) -> Node {
    var plugin: Object = ["name": "ai-proxy-advanced", "route": .text(route.name)]
    if let scope = proxy.scope { plugin["model"] = .text(scope) }
    if proxy.model.isOff { plugin["enabled"] = false }
    plugin["config"] = Node(.object(settings(of: proxy.model, route.endpoint, proxy.targets)))
    return Node(.object(plugin), at: proxy.model.place)
  }

  private mutating func settings(of model: Node, _ endpoint: Endpoint, _ targets: [Node]) -> Object {
    let config = model["config"]
    var settings: Object = [
      "llm_format": .text(model.format), "genai_category": .text(endpoint.category), "targets": Node(.array(targets)),
    ]
    var balancer = config?["balancer"]?.object ?? Object()
    settings.set("vectordb", balancer.removeValue(forKey: "vectordb"))
    if let embeddings = balancer.removeValue(forKey: "embeddings") {
      settings["embeddings"] = self.embeddings(embeddings)
    }
    if balancer["algorithm"] == nil { balancer["algorithm"] = "round-robin" }
    settings["balancer"] = Node(.object(balancer))
    settings.take("response_streaming", of: config)
    settings.set("model_name_header", endpoint.isDeferred ? false : config?["model"]?["name_header"])
    settings.take("max_request_body_size", of: config)
    settings.set("proxy_config", ProxySettings.config(config?["proxy"]))
    return settings
  }

  /// Routes by which videos are asked after once they were asked for: such requests name no model.
  mutating func addVideoLifecycles(_ routes: [ModelRoute]) -> [(entity: Node, served: ServedRoute)] {
    var added: [(Node, ServedRoute)] = []
    for route in routes where route.key.section == "openai" && route.key.label == "videos" {
      guard let first = route.proxies.first?.model else { continue }
      let name = "openai-videos-lifecycle" + (added.isEmpty ? "" : "-\(added.count + 1)")
      var entity =
        route.entity(
          named: name, methods: [],
          paths: route.bases.flatMap { base in
            [
              ModelRoute.path(base, "/videos", isRegex: false), ModelRoute.path(base, "/videos/.+", isRegex: true),
            ]
          }
        ).object ?? Object()
      entity["methods"] = ["GET", "DELETE"]
      entity["tags"] = Node(.array((entity["tags"]?.array ?? []) + ["aigw:video-lifecycle"]))
      added.append((Node(.object(entity)), ServedRoute(name: name, models: route.models, namesModel: false)))
      let targets = route.proxies.flatMap(\.targets).map(AIGatewayConversion.withoutAlias)
      warnOfLifecycle(route, targets, first)
      var settings = settings(of: first, route.endpoint, targets)
      settings["model_name_header"] = false
      var plugin: Object = [
        "name": "ai-proxy-advanced", "route": .text(name), "config": Node(.object(settings)),
      ]
      if route.models.allSatisfy(\.isOff) { plugin["enabled"] = false }
      plugins.append(Node(.object(plugin), at: first.place))
    }
    return added
  }

  private mutating func warnOfLifecycle(_ route: ModelRoute, _ targets: [Node], _ model: Node) {
    let name = model.text("name") ?? ""
    if route.models.count > 1 {
      warn(
        "shared-lifecycle", "model '\(name)' shares the route on which videos are asked after", at: model.place,
        hint: "such requests name no model: they may reach another one than made the video")
    } else if targets.count > 1 {
      warn(
        "shared-lifecycle", "model '\(name)' has several targets on the route on which videos are asked after",
        at: model.place, hint: "such requests may reach another target than made the video")
    }
  }

  private static func withoutAlias(_ target: Node) -> Node {
    guard var fields = target.object, var model = fields["model"]?.object else { return target }
    model["model_alias"] = nil
    fields["model"]?.value = .object(model)
    return Node(.object(fields), at: target.place)
  }
}

extension Node {
  /// A text of no place.
  static func text(_ text: String) -> Node { Node(.string(text)) }
}
