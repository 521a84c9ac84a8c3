import Diagnostics
import Documents
import StateFiles

/// Services, and how requests are spread over what stands behind them.
extension KICExport {
  /// The ports that there are.
  private static let ports = 0...65535

  mutating func addServices() {
    let upstreams = tree.entries("upstreams")
    for service in draft.services {
      let entity = service.owner.entity
      guard let name = service.owner.name else {
        diagnostics.warning(
          code: "left-out", "a service without a name is left out, with its routes", at: entity.place,
          hint: "give it a name: objects in Kubernetes are known by theirs")
        continue
      }
      var annotations = Object()
      for key in ["protocol", "path", "retries"] { annotations.annotate(key, entity[key]) }
      for key in ["read", "write", "connect"] { annotations.annotate("\(key)-timeout", entity["\(key)_timeout"]) }
      annotations.annotate("client-cert", entity["client_certificate"])
      annotations.annotate("tags", entity["tags"])
      annotations.annotate(plugins: addPlugins(of: service.owner))
      let host = entity.text("host")
      let upstream = upstreams.first { host != nil && $0.text("name")?.lowercased() == host?.lowercased() }
      if let upstream {
        let policy = addUpstream(upstream, of: name)
        annotations.annotate(options.version == .three ? "upstream-policy" : "override", .text(policy))
      }
      var spec = Object()
      spec.set("ports", ports(of: entity))
      if let host, upstream == nil {
        spec["type"] = "ExternalName"
        spec["externalName"] = .text(host)
      } else {
        spec["selector"] = ["app": .text(name)]
      }
      add(
        .service, named: KubernetesName.slug(name), annotations: annotations, ["spec": Node(.object(spec))],
        at: entity.place)
    }
  }

  private mutating func ports(of service: Node) -> Node? {
    guard let port = service["port"], let number = port.integer else { return nil }
    guard KICExport.ports.contains(number) else {
      diagnostics.error(
        code: "invalid-value", "the port \(number) is none: it lies between 0 and 65535", at: port.place)
      return nil
    }
    let name: Node = service.text("protocol") == "udp" ? "UDP" : "TCP"
    return [["protocol": name, "port": port, "targetPort": port]]
  }

  /// Adds the object that says how requests to a service are spread; returns its name.
  private mutating func addUpstream(_ upstream: Node, of service: String) -> String {
    let name = KubernetesName.slug("\(service)-upstream")
    var annotations = Object()
    annotations.annotate("tags", upstream["tags"])
    if options.version == .three {
      add(
        .upstreamPolicy, named: name, annotations: annotations,
        ["spec": Node(.object(UpstreamForms.policy(upstream)))], at: upstream.place)
    } else {
      for member in classAnnotation { annotations[member.key] = member.node }
      add(
        .kongIngress, named: name, annotations: annotations,
        ["upstream": Node(.object(UpstreamForms.overrides(upstream)))], at: upstream.place)
    }
    return name
  }
}

/// How the controller wants to be told of an upstream.
enum UpstreamForms {
  /// The form of version 2: the gateway's own names.
  static func overrides(_ upstream: Node) -> Object {
    var result = Object()
    result.take(
      [
        "host_header", "algorithm", "slots", "healthchecks", "hash_on", "hash_on_header", "hash_on_cookie",
        "hash_on_cookie_path", "hash_on_query_arg", "hash_on_uri_capture", "hash_fallback", "hash_fallback_header",
        "hash_fallback_query_arg", "hash_fallback_uri_capture",
      ], of: upstream)
    return result
  }

  /// The form of version 3: names of its own, and what is hashed only where hashes decide.
  static func policy(_ upstream: Node) -> Object {
    var result = Object()
    result.take(["algorithm", "slots"], of: upstream)
    if upstream.text("algorithm") == "consistent-hashing" {
      var hash = Object()
      hash.take("hash_on", of: upstream, as: "input")
      hash.take("hash_on_header", of: upstream, as: "header")
      hash.take("hash_on_cookie", of: upstream, as: "cookie")
      hash.take("hash_on_cookie_path", of: upstream, as: "cookiePath")
      hash.take("hash_on_query_arg", of: upstream, as: "queryArg")
      hash.take("hash_on_uri_capture", of: upstream, as: "uriCapture")
      if !hash.isEmpty { result["hashOn"] = Node(.object(hash)) }
      var fallback = Object()
      fallback.take("hash_fallback", of: upstream, as: "input")
      fallback.take("hash_fallback_header", of: upstream, as: "header")
      fallback.take("hash_fallback_query_arg", of: upstream, as: "queryArg")
      fallback.take("hash_fallback_uri_capture", of: upstream, as: "uriCapture")
      if !fallback.isEmpty { result["hashOnFallback"] = Node(.object(fallback)) }
    }
    if let checks = upstream.filled("healthchecks") {
      var healthchecks: Object = ["threshold": checks["threshold"] ?? 0]
      for key in ["active", "passive"] { healthchecks.set(key, checks.filled(key).map(camelCased)) }
      result["healthchecks"] = Node(.object(healthchecks))
    }
    return result
  }

  /// The same checks with each key in the form `httpPath`; what is no key of theirs, such as a header's name, stays.
  private static func camelCased(_ checks: Node) -> Node {
    guard let object = checks.object else { return checks }
    return Node(
      .object(
        Object(
          object.map { member in
            var member = member
            if member.key != "headers" { member.node = camelCased(member.node) }
            member.key = camelCased(member.key)
            return member
          })), at: checks.place)
  }

  private static func camelCased(_ key: String) -> String {
    let words = key.split(separator: "_")
    return words.prefix(1).joined() + words.dropFirst().map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
  }
}
