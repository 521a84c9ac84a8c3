extension OldDefaults {
  /// The fields of a plugin that were false until 3.14 and are true from there on.
  static func fields(of plugin: String) -> [String] {
    (hiding.contains(plugin) ? ["hide_credentials"] : []) + (verifying[plugin] ?? [])
  }

  private static let hiding: Set<String> = [
    "basic-auth", "hmac-auth", "key-auth", "key-auth-enc", "ldap-auth", "ldap-auth-advanced", "oauth2",
    "oauth2-introspection", "vault-auth",
  ]

  private static let registry = "schema_registry.confluent.authentication.oauth2_client.ssl_verify"

  private static let verifying: [String: [String]] = {
    var fields: [String: [String]] = [
      "ace": ["rate_limiting.redis.ssl_verify"], "acme": ["storage_config.redis.ssl_verify"],
      "azure-functions": ["https_verify"], "basic-auth": ["brute_force_protection.redis.ssl_verify"],
      "datakit": ["nodes[].ssl_verify", "resources.cache.redis.ssl_verify"], "forward-proxy": ["https_verify"],
      "jwt-signer": ["access_token_endpoints_ssl_verify", "channel_token_endpoints_ssl_verify"],
      "kafka-consume": ["security.ssl_verify", registry, "topics[].\(registry)"],
      "ldap-auth": ["verify_ldap_host"], "ldap-auth-advanced": ["verify_ldap_host"],
      "openid-connect": [
        "ssl_verify", "cluster_cache_redis.ssl_verify", "redis.ssl_verify", "session_memcached_ssl_verify",
      ],
      "request-callout": ["cache.redis.ssl_verify", "callouts[].request.http_opts.ssl_verify"],
      "upstream-oauth": ["client.ssl_verify", "cache.redis.ssl_verify"],
    ]
    let families: [([String], [String])] = [
      (
        ["ssl_verify"],
        [
          "ai-aws-guardrail", "ai-aws-guardrails", "ai-azure-content-safety", "aws-lambda", "header-cert-auth",
          "http-log", "mtls-auth", "redis-partials", "tcp-log",
        ]
      ),
      (
        ["vectordb.pgvector.ssl_verify", "vectordb.redis.ssl_verify"],
        [
          "ai-proxy-advanced", "ai-rag-injector", "ai-semantic-cache", "ai-semantic-prompt-guard",
          "ai-semantic-response-guard",
        ]
      ),
      (
        ["redis.ssl_verify"],
        [
          "ai-rate-limiting-advanced", "graphql-proxy-cache-advanced", "graphql-rate-limiting-advanced",
          "proxy-cache-advanced", "rate-limiting", "rate-limiting-advanced", "response-ratelimiting", "saml",
          "service-protection",
        ]
      ),
      (["security.ssl_verify", registry], ["confluent", "confluent-consume", "kafka-log", "kafka-upstream"]),
      (["session.ssl_validate_certificate"], ["solace-consume", "solace-log", "solace-upstream"]),
    ]
    for (paths, plugins) in families {
      for plugin in plugins { fields[plugin] = paths }
    }
    return fields
  }()
}
