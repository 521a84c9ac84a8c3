import Documents

/// Kinds whose entities need keys, or that refer to others in ways of their own.
extension GeneratedState {
  private static let authorityID = "c0000000-0000-4000-8000-000000000003"

  mutating func authority() -> Node {
    entity([
      ("id", Node(.string(Self.authorityID))), ("cert", Node(.string(PEM.caCertificate))),
      ("cert_digest", "4a7b80fef80ce450060a15d4b5f6a439ec5235b6cc91271d2028856c6fd5fd0f"),
    ])
  }

  mutating func certificates() -> [Node] {
    [(PEM.certificate, PEM.key), (PEM.otherCertificate, PEM.otherKey)].enumerated().map { index, pair in
      let certificate = entity([
        ("id", Node(.string("c0000000-0000-4000-8000-00000000001\(index)"))), ("cert", Node(.string(pair.0))),
        ("key", Node(.string(pair.1))),
      ])
      return chance(70) ? with(certificate, "snis", several(3) { $0.entity([("name", $0.name("sni"))]) }) : certificate
    }
  }

  mutating func basicAuth() -> Node {
    entity([("username", name("basic")), ("password", pick(["one", "two words", "ünï"]))])
  }

  mutating func oauth2() -> Node {
    entity(
      [
        ("name", name("app")), ("client_id", name("client")), ("client_secret", "app-secret"),
        ("redirect_uris", ["https://app.example/"]),
      ], maybe: [("hash_secret", true), ("client_type", "public")])
  }

  mutating func mutualTLS() -> Node {
    entity(
      [("id", "c0000000-0000-4000-8000-000000000020"), ("subject_name", name("subject.example"))],
      maybe: [("ca_certificate", ["id": Node(.string(Self.authorityID))])])
  }

  mutating func filterChain() -> Node {
    entity(
      [("filters", several(2) { $0.entity([("name", $0.name("filter"))], maybe: [("config", "{}")], tagged: false) })],
      maybe: [("name", name("chain")), ("enabled", false)])
  }

  mutating func keys(in sets: Node) -> [Node] {
    let set: Node = ["name": sets.array?.first?["name"] ?? ""]
    let pair: Node = ["public_key": Node(.string(PEM.rsaPublicKey)), "private_key": Node(.string(PEM.rsaPrivateKey))]
    let jwk = "{\"kid\": \"curve\", \(PEM.curve)}"
    return [
      entity([("name", name("key")), ("kid", name("kid")), ("pem", pair)], maybe: [("set", set)]),
      entity([("name", name("key")), ("kid", "curve"), ("jwk", Node(.string(jwk)))], maybe: [("set", set)]),
    ]
  }

  mutating func partial() -> Node {
    entity([
      ("id", "c0000000-0000-4000-8000-000000000001"), ("name", "shared-redis"), ("type", "redis-ee"),
      ("config", ["host": "redis.example", "port": 6380]),
    ])
  }

  /// A plugin that has a part of its configuration from the partial.
  mutating func sharingPlugins() -> [Node] {
    let config: Node = [
      "limit": [5], "window_size": [60], "namespace": "shared", "strategy": "redis", "sync_rate": 1,
    ]
    let link: Node = ["name": "shared-redis", "path": "config.redis"]
    return [
      entity(
        [("name", "rate-limiting-advanced"), ("config", config), ("partials", [link])],
        maybe: [
          ("ordering", ["before": ["access": ["key-auth"]]]), ("condition", "http.path == \"/x\""),
          ("instance_name", name("limits")),
        ])
    ]
  }

  /// Plugins that definitions bring.
  mutating func definedPlugins() -> [Node] {
    [
      entity([("name", "key-auth-two")], maybe: [("config", ["key_names": ["k"]])]),
      entity([("name", "own"), ("config", ["a": ["b": [1, 2]]])]),
    ]
  }

  mutating func customEntities(_ service: Node) -> [Node] {
    [
      [
        "type": "degraphql_routes", "id": "c0000000-0000-4000-8000-000000000002",
        "fields": entity(
          [("service", service), ("uri", "/u"), ("query", "{ u }")], maybe: [("methods", ["POST", "GET"])],
          tagged: false),
      ],
      [
        "type": "graphql_ratelimiting_cost_decorations", "id": "c0000000-0000-4000-8000-000000000004",
        "fields": entity(
          [("service", service), ("type_path", "Query.u")], maybe: [("add_constant", 3), ("mul_arguments", ["n"])],
          tagged: false),
      ],
    ]
  }

  /// A file of roles, which are synced in runs of their own.
  mutating func roles() -> Node {
    let roles = (0..<3).map { _ in
      let permissions = ["/services/*", "/x", "*"].filter { _ in chance(60) }.map { endpoint in
        entity(
          [("workspace", "default"), ("endpoint", Node(.string(endpoint))), ("actions", some(["update", "read"]))],
          maybe: [("negative", true), ("comment", "why")], tagged: false)
      }
      let role = entity([("name", name("role"))], maybe: [("comment", "a role")], tagged: false)
      return with(role, "endpoint_permissions", Node(.array(permissions)))
    }
    return ["_format_version": "3.0", "rbac_roles": Node(.array(roles))]
  }
}
