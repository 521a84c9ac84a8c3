import Documents
package import GatewaySchemas

extension RuleBook {
  /// The rules of a gateway as far as they are known: a suspicion in the tool, a verdict in the sandbox.
  package static let gateway: RuleBook = {
    var book = RuleBook()
    book.shared = ["tags[]": TextRules.tag, "instance_name": TextRules.utf8Name]
    book.fields = entityFields.merging(pluginFields) { own, _ in own }
    book.records = recordRules
    book.shorthands = ["services": ["url": { $0.string.map(URLShorthand.fields) }]]
    return book
  }()

  private static let entityFields: [String: [String: CustomRule]] = [
    "services": ["name": TextRules.utf8Name, "host": HostRules.host, "path": URLRules.path],
    "routes": [
      "name": TextRules.utf8Name, "hosts[]": HostRules.routeHost, "paths[]": URLRules.routePath,
      "snis[]": HostRules.wildcardHost, "headers{key}": HostRules.headerName, "sources[].ip": HostRules.ipOrCIDR,
      "destinations[].ip": HostRules.ipOrCIDR,
    ],
    "upstreams": [
      "name": HostRules.upstreamName, "hash_on_header": HostRules.headerName,
      "hash_fallback_header": HostRules.headerName, "hash_on_cookie": HostRules.cookieName,
      "hash_on_cookie_path": URLRules.path, "host_header": HostRules.hostWithOptionalPort,
      "healthchecks.active.http_path": URLRules.path, "healthchecks.active.https_sni": HostRules.wildcardHost,
      "healthchecks.active.headers{key}": HostRules.headerName,
    ],
    "targets": ["target": HostRules.target],
    "snis": ["name": HostRules.wildcardHost],
    "certificates": [
      "cert": CertificateRules.certificate, "key": CertificateRules.privateKey,
      "cert_alt": CertificateRules.certificate, "key_alt": CertificateRules.privateKey,
      "snis[]": HostRules.wildcardHost,
    ],
    "jwt_secrets": ["rsa_public_key": CertificateRules.publicKey],
    "oauth2_credentials": ["redirect_uris[]": URLRules.redirectURI],
  ]

  private static let pluginFields: [String: [String: CustomRule]] = [
    "acme": ["config.api_uri": URLRules.url].merging(redis("config.storage_config.redis")) { own, _ in own },
    "ai-prompt-guard": ["config.allow_patterns[]": TextRules.regex, "config.deny_patterns[]": TextRules.regex],
    "ai-proxy": ["config.model.options.upstream_url": URLRules.url],
    "ai-request-transformer": transformer,
    "ai-response-transformer": transformer,
    "aws-lambda": ["config.host": HostRules.host, "config.proxy_url": URLRules.url],
    "cors": ["config.origins[]": TextRules.asteriskOrRegex],
    "datadog": ["config.host": HostRules.host],
    "http-log": ["config.http_endpoint": URLRules.url, "config.headers{key}": HostRules.headerName],
    "ip-restriction": ["config.allow[]": HostRules.ipOrCIDR, "config.deny[]": HostRules.ipOrCIDR],
    "key-auth": ["config.key_names[]": HostRules.headerName],
    "loggly": ["config.host": HostRules.host],
    "opentelemetry": [
      "config.traces_endpoint": URLRules.url, "config.logs_endpoint": URLRules.url, "config.endpoint": URLRules.url,
      "config.headers{key}": HostRules.headerName,
    ],
    "post-function": functions(of: "post-function"),
    "pre-function": functions(of: "pre-function"),
    "rate-limiting": [
      "config": LimitRules.order, "config.header_name": HostRules.headerName, "config.path": URLRules.path,
    ].merging(redis("config.redis")) { own, _ in own },
    "redirect": ["config.location": URLRules.url],
    "response-ratelimiting": ["config.limits{}": LimitRules.order].merging(redis("config.redis")) { own, _ in own },
    "statsd": ["config.host": HostRules.host],
    "tcp-log": ["config.host": HostRules.host],
    "udp-log": ["config.host": HostRules.host],
    "zipkin": ["config.http_endpoint": URLRules.url],
  ]

  private static let transformer: [String: CustomRule] = [
    "config.llm.model.options.upstream_url": URLRules.url, "config.http_proxy_host": HostRules.host,
    "config.https_proxy_host": HostRules.host,
  ]

  private static func redis(_ path: String) -> [String: CustomRule] {
    ["\(path).host": HostRules.host, "\(path).server_name": HostRules.wildcardHost]
  }

  private static let codePlugins: Set<String> = ["pre-function", "post-function"]

  /// Whether all that a plugin is configured with is code.
  package static func isCode(plugin: String) -> Bool { codePlugins.contains(plugin) }

  private static func functions(of plugin: String) -> [String: CustomRule] {
    let phases = [
      "certificate", "rewrite", "access", "header_filter", "body_filter", "log", "ws_handshake", "ws_close",
    ]
    return Dictionary(
      uniqueKeysWithValues: phases.map { ("config.\($0)[]", FunctionRules.lua(plugin: plugin)) })
  }

  /// Rules over several fields: by schema, then by the way down to the record.
  private static let recordRules: [String: [String: [CustomRecordRule]]] = [
    "routes": ["": [RouterRule.headerValues, RouterRule.expression]],
    "certificates": ["": CertificateRules.pairs],
    "ca_certificates": ["": [CertificateRules.authority]],
    "keys": ["": [KeyRules.key]],
    "ai-proxy": ["config": [ModelRules.statistics]],
    "ai-request-transformer": ["config.llm": [ModelRules.statistics]],
    "ai-response-transformer": ["config.llm": [ModelRules.statistics]],
    "aws-lambda": ["": [URLRules.plainProxy]],
  ]
}
