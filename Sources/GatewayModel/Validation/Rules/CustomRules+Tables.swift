extension CustomRules {
  /// Limits on fields that many kinds have under the same name.
  static let shared: [String: CustomRule] = ["tags[]": TextRules.tag, "instance_name": TextRules.utf8Name]

  /// Limits on single values: by schema, then by the way down.
  static let fields: [String: [String: CustomRule]] = [
    "pre-function": functions(of: "pre-function"),
    "post-function": functions(of: "post-function"),
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
    "rate-limiting": ["config": LimitRules.order],
    "response-ratelimiting": ["config.limits{}": LimitRules.order],
    "ip-restriction": ["config.allow[]": HostRules.ipOrCIDR, "config.deny[]": HostRules.ipOrCIDR],
  ]

  private static func functions(of plugin: String) -> [String: CustomRule] {
    let phases = [
      "certificate", "rewrite", "access", "header_filter", "body_filter", "log", "ws_handshake", "ws_close",
    ]
    return Dictionary(
      uniqueKeysWithValues: phases.map { ("config.\($0)[]", FunctionRules.lua(plugin: plugin)) })
  }

  /// Rules over several fields: by schema, then by the way down to the record.
  static let records: [String: [String: [CustomRecordRule]]] = [
    "routes": ["": [RouterRule.expression]],
    "certificates": ["": CertificateRules.pairs],
    "ca_certificates": ["": [CertificateRules.authority]],
    "keys": ["": [KeyRules.key]],
  ]
}
