import Diagnostics
import Documents

/// Routes: objects of the Gateway API, or of the older Ingress.
extension KICExport {
  mutating func addRoutes() {
    for service in draft.services {
      guard let serviceName = service.owner.name else { continue }
      for route in service.routes {
        guard let name = route.name else {
          diagnostics.warning(
            code: "left-out", "a route without a name is left out", at: route.entity.place,
            hint: "give it a name: objects in Kubernetes are known by theirs")
          continue
        }
        let plugins = addPlugins(of: route)
        let backend = KubernetesName.slug(serviceName)
        let port = service.owner.entity.filled("port")
        if options.usesIngress {
          addIngress(route.entity, named: KubernetesName.slug(name), plugins, backend, port)
        } else {
          addHTTPRoute(route.entity, named: KubernetesName.slug(name), plugins, backend, port)
        }
      }
    }
  }

  /// The settings that both forms have as annotations.
  private func annotations(of route: Node) -> Object {
    var annotations = Object()
    for key in [
      "strip_path", "preserve_host", "regex_priority", "https_redirect_status_code", "path_handling", "snis",
      "request_buffering", "response_buffering", "tags",
    ] {
      annotations.annotate(String(key.map { $0 == "_" ? "-" : $0 }), route[key])
    }
    return annotations
  }

  private mutating func addIngress(
    _ route: Node, named name: String, _ plugins: [String], _ backend: String, _ port: Node?
  ) {
    var annotations = annotations(of: route)
    annotations.annotate("protocols", route["protocols"])
    annotations.annotate("methods", route["methods"])
    for header in route["headers"]?.object ?? Object() { annotations.annotate("headers.\(header.key)", header.node) }
    annotations.annotate(plugins: plugins)
    let paths = route.texts("paths").map { path -> Node in
      [
        "path": .text(path.hasPrefix("~") ? "/\(path)" : path), "pathType": "ImplementationSpecific",
        "backend": ["service": ["name": .text(backend), "port": port.map { ["number": $0] } ?? [:]]],
      ]
    }
    let http: Node = ["paths": Node(.array(paths))]
    let hosts = route.texts("hosts")
    let rules: [Node] = hosts.isEmpty ? [["http": http]] : hosts.map { ["host": .text($0), "http": http] }
    let spec: Node = ["ingressClassName": .text(options.className), "rules": Node(.array(rules))]
    add(.ingress, named: name, annotations: annotations, ["spec": spec], at: route.place)
  }

  private mutating func addHTTPRoute(
    _ route: Node, named name: String, _ plugins: [String], _ backend: String, _ port: Node?
  ) {
    var spec: Object = ["parentRefs": [["name": .text(options.className)]]]
    spec.take("hosts", of: route, as: "hostnames")
    var common: Object = [
      "backendRefs": [port.map { ["name": .text(backend), "port": $0] } ?? ["name": .text(backend)]]
    ]
    let filters = plugins.map { plugin -> Node in
      [
        "type": "ExtensionRef",
        "extensionRef": ["group": "configuration.konghq.com", "kind": "KongPlugin", "name": .text(plugin)],
      ]
    }
    if !filters.isEmpty { common["filters"] = Node(.array(filters)) }
    let rules = HTTPRouteMatch.all(of: route).map { match -> Node in
      var rule = common
      rule["matches"] = [match]
      return Node(.object(rule))
    }
    if rules.isEmpty {
      diagnostics.warning(
        code: "no-rule", "route '\(route.text("name") ?? "")' has neither paths nor methods, and gets no rule",
        at: route.place, hint: "give it a path such as /")
    } else {
      spec["rules"] = Node(.array(rules))
    }
    add(.httpRoute, named: name, annotations: annotations(of: route), ["spec": Node(.object(spec))], at: route.place)
  }
}

/// What a rule of the Gateway API matches.
enum HTTPRouteMatch {
  /// A match for each path and each method of a route; none where it has neither.
  static func all(of route: Node) -> [Node] {
    let paths = route.texts("paths").map(path)
    let methods = route.items("methods")
    let headers = headers(of: route)
    let pairs: [(Node?, Node?)] =
      paths.isEmpty
      ? methods.map { (nil, $0) }
      : paths.flatMap { path in methods.isEmpty ? [(path, nil)] : methods.map { (path, $0) } }
    return pairs.map { path, method in
      var match = Object()
      match.set("path", path)
      match.set("method", method)
      if !headers.isEmpty { match["headers"] = Node(.array(headers)) }
      return Node(.object(match))
    }
  }

  private static func path(_ text: String) -> Node {
    text.hasPrefix("~")
      ? ["type": "RegularExpression", "value": .text(String(text.dropFirst()))]
      : ["type": "PathPrefix", "value": .text(text)]
  }

  private static func headers(of route: Node) -> [Node] {
    let headers = (route["headers"]?.object ?? Object()).map { member -> [String] in
      let values = member.node.array?.compactMap(\.string) ?? []
      if values.count == 1, let only = values.first, only.hasPrefix("~*") {
        return [member.key, "RegularExpression", String(only.dropFirst(2))]
      }
      return [member.key, "Exact", values.joined(separator: ",")]
    }
    return headers.sorted { left, right in
      let different = zip(left, right).first { $0 != $1 }
      return different.map { $0.precedesInBytes($1) } ?? false
    }.map { ["name": .text($0[0]), "type": .text($0[1]), "value": .text($0[2])] }
  }
}
