extension RecordedVerb {
  /// `file lint`: texts have to be equal to the letter, JSON and YAML in meaning.
  static let lint = RecordedVerb(
    name: "lint",
    different: [
      "pattern, output file, plain": .findings(
        "Linting Violations: 1\nFailures: 1\n\n[error][5:13] A rule: `http` does not match the expression `^https$`\n"),
      "severities, fail at bogus": .failure,
      "severities, fail at WARN": .failure,
      "severity off": .output("{fail_count: 0, results: [], total_count: 0}"),
      "truthy null": .findings(violations("[error][26:3] A rule: `username` must be set")),
      // What is right for one null is right for all.
      "truthy all kinds": .findings(
        violations(
          "[error][2:1] A rule: `a` must be set",
          (4...13).map { "[error][\($0):3] A rule: `a` must be set" }.joined(separator: "\n"),
          "[error][14:4] A rule: `a` must be set", "[error][15:3] A rule: `a` must be set", count: 13)),
      "schema without field on nodes": .findings(
        violations("[error][3:3] A rule: missing property 'nope'", "[error][15:3] A rule: missing property 'nope'")),
      // A list of names means what a text of names means.
      "xor both present": .findings(both("username", "custom_id", "24:3", "26:3")),
      "xor list, all kinds": .findings(both("a", "b", "2:3", "4:3", "5:3", "6:3")),
      "xor neither": .findings(both("host", "url", "29:3", "31:3")),
      "xor both filled": .findings(both("host", "protocol", "3:3")),
      "xor with null and empty": .findings(both("a", "b", "1:5", "1:19", "1:34", "1:59", "1:63")),
      // A rule that cannot be understood is an error.
      "function unknown": .failure, "function or": .failure, "function unreferencedReusableObject": .failure,
      "given bad path": .failure, "alias unknown": .failure,
      // A path may begin without its dollar sign.
      "given without dollar": .findings(
        violations("[error][3:3] A rule: `value` must be falsy", "[error][15:3] A rule: `value` must be falsy")),
    ],
    isSame: { left, right in
      left == right || (!left.hasPrefix("Linting") && !right.hasPrefix("Linting") && areSameDocuments(left, right))
    }, failsWithOutput: true)

  private static func violations(_ lines: String..., count: Int? = nil) -> String {
    let count = count ?? lines.count
    return "Linting Violations: \(count)\nFailures: \(count)\n\n\(lines.joined(separator: "\n"))\n"
  }

  private static func both(_ first: String, _ second: String, _ places: String...) -> String {
    let lines = places.map { "[error][\($0)] A rule: `\(first)` and `\(second)` must not be both defined or undefined" }
    return "Linting Violations: \(lines.count)\nFailures: \(lines.count)\n\n\(lines.joined(separator: "\n"))\n"
  }

  /// `file convert`: decK writes its notices in front of the document, which begins with a brace or its first key.
  static let convert = RecordedVerb(
    name: "convert",
    different: [
      // Every position is treated alike, and the names of what is counted together are drawn anew by decK each time.
      "2.x to 3.x": .edited([
        (#""1.1""#, #""3.0""#), (#"'/orders/\d+$'"#, #"'~/orders/\d+$'"#), ("'/sp ace'", "'~/sp ace'"),
        ("'/(a|b)'", "'~/(a|b)'"), (#"'/top/\d+$'"#, #"'~/top/\d+$'"#),
        ("window_size: [1]", "window_size: [1], namespace: drawn"), ("namespace: null", "namespace: drawn"),
        ("window_size: [4]", "window_size: [4], namespace: drawn"),
      ]),
      "2.x to 3.x, empty input file name: the whole folder in place": .output(
        #"{"_format_version": "3.0", "services": [{"name": "j", "host": "h", "routes": [{"name": "q", "paths": ["~/a+"]}]}]}"#
      ),
      // Expressions stay, and nothing of theirs is looked up.
      "environment expanded": .edited([]), "environment unset": .edited([]),
      "environment kept, number": .edited([]),
      "2.8 to 3.4": .edited(threeFour), "2.8 to 3.4, stdin": .edited(threeFour),
      "2.8 to 3.4, output file": .edited(threeFour),
      "3.4 to 3.10": .edited(threeTen), "3.10 to 3.14": .edited(threeFourteen),
    ],
    isSame: { left, right in
      let (left, right) = (withoutDrawn(document(left)), withoutDrawn(document(right)))
      return left == right || areSameDocuments(left, right)
    })

  private static func document(_ text: String) -> String {
    if text.hasPrefix("{") || text.hasPrefix("_") || text.hasPrefix("services") { return text }
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    return lines.drop { !$0.hasPrefix("_format_version") && $0 != "{" }.joined(separator: "\n")
  }

  /// What is drawn at random by decK: names of what is counted together, and ids.
  private static func withoutDrawn(_ text: String) -> String {
    text.replacing(/namespace: [A-Za-z0-9]{32}/, with: "namespace: drawn")
      .replacing(/id: [0-9a-f]{8}-[0-9a-f-]{27}/, with: "id: drawn")
  }

  private static let threeFour = [
    (#""1.1""#, #""3.0""#), ("'/a/(?=x)b'", "'~/a/(?=x)b'"), ("whitelist", "allow"), ("blacklist", "deny"),
    (", proxy_scheme: https", ""), ("functions: ['return 1']", "access: ['return 1']"),
    ("functions: ['return 2'], access: []", "access: ['return 2']"),
  ]

  private static let threeTen = [
    ("{upstream_path: /v1/chat", "{upstream_url: /v1/chat"), ("cluster_addresses", "cluster_nodes"),
    ("sentinel_addresses", "sentinel_nodes"), ("llm_providers: {limit: 5", "llm_providers: {limit: [5]"),
  ]

  private static let threeFourteen: [(String, String)] = {
    let plain = [
      ("ai-aws-guardrail", "ssl_verify"), ("ai-aws-guardrails", "ssl_verify"),
      ("ai-azure-content-safety", "ssl_verify"),
      ("aws-lambda", "ssl_verify"), ("header-cert-auth", "ssl_verify"), ("http-log", "ssl_verify"),
      ("mtls-auth", "ssl_verify"), ("tcp-log", "ssl_verify"), ("azure-functions", "https_verify"),
      ("forward-proxy", "https_verify"), ("ldap-auth", "hide_credentials verify_ldap_host"),
      ("ldap-auth-advanced", "hide_credentials verify_ldap_host"),
      ("jwt-signer", "access_token_endpoints_ssl_verify channel_token_endpoints_ssl_verify"),
      ("key-auth", "hide_credentials"), ("key-auth-enc", "hide_credentials"), ("basic-auth", "hide_credentials"),
      ("hmac-auth", "hide_credentials"), ("oauth2", "hide_credentials"), ("oauth2-introspection", "hide_credentials"),
      ("vault-auth", "hide_credentials"), ("openid-connect", "ssl_verify session_memcached_ssl_verify"),
    ].map { plugin, fields in
      let values = fields.split(separator: " ").map { "\($0): false" }.joined(separator: ", ")
      return ("{name: \(plugin), config: {}}", "{name: \(plugin), config: {\(values)}}")
    }
    let protocols = "protocols: [http, https]"
    return plain + [
      ("{key_names: [k]}", "{key_names: [k], hide_credentials: false}"),
      ("  protocol: https\n", "  protocol: https\n  tls_verify: false\n"), ("paths: [/a]", "paths: [/a], \(protocols)"),
      ("protocols: []", protocols), ("paths: [/top]", "paths: [/top], \(protocols)"),
      ("u.example.internal'", "u.example.internal', tls_verify: false"),
      ("protocol: grpcs", "protocol: grpcs, tls_verify: false"),
      ("l.example.internal'", "l.example.internal', ssl_verify: false"), ("host: r}", "host: r, ssl_verify: false}"),
      ("host: p}", "host: p, ssl_verify: false}"),
      ("{name: key-auth, service: plain", "{name: key-auth, service: plain, config: {hide_credentials: false}"),
      (
        "{redis: {host: r, ssl_verify: false}}}}\n- {name: kafka",
        "{redis: {host: r, ssl_verify: false}}, hide_credentials: false}}\n- {name: kafka"
      ),
      ("mechanism: PLAIN", "mechanism: PLAIN, ssl_verify: false"), ("{a: b}", "{a: b, ssl_verify: false}"),
      ("security: {}", "security: {ssl_verify: false}"),
      ("x.example.internal'", "x.example.internal', ssl_verify: false"),
      ("{issuer: i,", "{issuer: i, ssl_verify: false, session_memcached_ssl_verify: false,"),
      ("{timeouts: {}", "{timeouts: {}, ssl_verify: false"), ("host: h}", "host: h, ssl_validate_certificate: false}"),
      ("client: {}", "client: {ssl_verify: false}"), ("redis: {}", "redis: {ssl_verify: false}"),
    ]
  }()
}
