import Documents

/// Configurations to begin from, where a plugin needs more than its required fields, and entities of the core kinds.
enum EdgeBase {
  static let configurations: [String: Node] = [
    "acl": ["allow": ["a"]],
    "acme": ["account_email": "a@b.example", "tos_accepted": true],
    "ai-prompt-decorator": ["prompts": ["append": [["role": "user", "content": "c"]]]],
    "ai-prompt-guard": ["allow_patterns": [".*"]],
    "ai-prompt-template": ["templates": [["name": "t", "template": "x"]]],
    "ai-proxy": model,
    "ai-request-transformer": ["prompt": "p", "llm": model],
    "ai-response-transformer": ["prompt": "p", "llm": model],
    "aws-lambda": ["function_name": "f", "aws_region": "us-east-1"],
    "ip-restriction": ["allow": ["10.0.0.1"]],
    "oauth2": ["enable_client_credentials": true, "scopes": ["a"]],
    "opentelemetry": ["traces_endpoint": "http://o.example/v1"],
    "post-function": ["access": ["return 1"]],
    "pre-function": ["access": ["return 1"]],
    "rate-limiting": ["minute": 5],
    "redirect": ["location": "http://a.example/"],
    "response-ratelimiting": ["limits": ["video": ["minute": 5]]],
    "standard-webhooks": ["secret_v1": "whsec_abcdefghijklmnopqrstuvwx"],
  ]

  private static let model: Node = [
    "route_type": "llm/v1/chat", "model": ["provider": "openai", "name": "gpt-4o"],
  ]

  /// A kind, how one of its entities is written, the field that tells them apart, and the fields that are left alone.
  struct Kind: Sendable {
    var name: String
    var entity: Object
    var identity: String
    /// Where the entities stand, below one entity of another kind.
    var parent: (kind: String, entity: Object)?
    var except: Set<String> = []
  }

  /// What only another entity of the file could give, or the gateway alone decides.
  private static let general: Set<String> = ["id", "created_at", "updated_at", "ws_id"]

  static let kinds: [Kind] = [
    Kind(name: "services", entity: ["host": "h.example"], identity: "name", except: general.union(["tls_verify"])),
    Kind(name: "routes", entity: ["paths": ["/x"]], identity: "name", except: general),
    Kind(name: "consumers", entity: [:], identity: "username", except: general),
    Kind(name: "upstreams", entity: [:], identity: "name", except: general),
    Kind(
      name: "targets", entity: [:], identity: "target", parent: ("upstreams", ["name": "u.example"]),
      except: general.union(["upstream"])),
    Kind(
      name: "keyauth_credentials", entity: [:], identity: "key", parent: ("consumers", ["username": "u"]),
      except: general.union(["consumer"])),
    Kind(
      name: "jwt_secrets", entity: ["secret": "s"], identity: "key", parent: ("consumers", ["username": "u"]),
      except: general.union(["consumer"])),
    Kind(
      name: "hmacauth_credentials", entity: ["secret": "s"], identity: "username",
      parent: ("consumers", ["username": "u"]), except: general.union(["consumer"])),
    Kind(
      name: "acls", entity: [:], identity: "group", parent: ("consumers", ["username": "u"]),
      except: general.union(["consumer"])),
    Kind(
      name: "basicauth_credentials", entity: ["password": "p"], identity: "username",
      parent: ("consumers", ["username": "u"]), except: general.union(["consumer"])),
    Kind(
      name: "oauth2_credentials", entity: ["name": "n", "client_secret": "s", "redirect_uris": ["https://x.example/"]],
      identity: "client_id", parent: ("consumers", ["username": "u"]), except: general.union(["consumer"])),
    Kind(name: "key_sets", entity: [:], identity: "name", except: general),
    Kind(name: "vaults", entity: ["name": "env", "config": ["prefix": "X_"]], identity: "prefix", except: general),
  ]
}
