import Documents
import GatewayRules
import GatewaySchemas
import Testing

/// Files with one fault each, drawn from the rules that a gateway keeps as functions: one at each place that a rule has.
enum RuleFaults {
  /// A file and the rule that it breaks.
  struct Breach: CustomTestStringConvertible, Sendable {
    var rule: String
    var file: FaultyFile

    var testDescription: String { "\(rule): \(file.testDescription)" }
  }

  /// The rules that the book has, by their names.
  static let names = Set(
    book.shared.values.map(\.name) + book.fields.values.flatMap { $0.values.map(\.name) }
      + book.records.values.flatMap { $0.values.flatMap { $0.map(\.name) } } + [RuleBook.routeProtocols])

  /// One breach for each rule at each of its places.
  static let breaches: [Breach] = (fields + shared + records + protocols).sorted {
    $0.testDescription < $1.testDescription
  }

  private static let book = RuleBook.gateway

  private static var fields: [Breach] {
    var breaches: [Breach] = []
    for (schema, rules) in book.fields {
      for (path, rule) in rules {
        guard let value = values[rule.name], !hidden.contains("\(schema).\(path)") else { continue }
        breaches.append(breach(rule.name, schema, path, value))
      }
    }
    return breaches
  }

  /// Where a fault would not be the only one: a field that the edition does not have, a second name of another one, and what
  /// needs another entity.
  private static let hidden: Set<String> = [
    "pre-function.config.ws_handshake[]", "pre-function.config.ws_close[]", "post-function.config.ws_handshake[]",
    "post-function.config.ws_close[]", "opentelemetry.config.endpoint", "certificates.key_alt", "snis.name",
  ]

  private static var shared: [Breach] {
    var breaches: [Breach] = []
    for (path, rule) in book.shared {
      guard let value = values[rule.name] else { continue }
      let field = String(path.prefix { $0 != "[" })
      for schema in FaultyFile.kinds where FaultyFile.bundle.entity(schema)?.root[field] != nil {
        breaches.append(breach(rule.name, schema, path, value))
      }
      breaches.append(breach(rule.name, "cors", path, value))
    }
    return breaches
  }

  private static var records: [Breach] {
    var breaches: [Breach] = []
    for (schema, places) in book.records {
      for (path, rules) in places {
        for rule in rules {
          for combination in combinations[rule.name] ?? [] where combination.schemas.contains(schema) {
            var entity = FaultyFile.sound(schema)
            for member in combination.fields {
              entity = entity.setting((path.isEmpty ? member.key : "\(path).\(member.key)").steps, to: member.node)
            }
            let file = FaultyFile(schema: schema, fault: "\(combination.fields.keys)", entity: entity)
            breaches.append(Breach(rule: rule.name, file: file))
          }
        }
      }
    }
    return breaches
  }

  private static var protocols: [Breach] {
    let routes: [Object] = [
      ["name": "faulty"],
      ["name": "faulty", "protocols": ["tcp"], "paths": ["/x"], "sources": [["ip": "10.0.0.1"]]],
      ["name": "faulty", "protocols": ["tls_passthrough"], "sources": [["ip": "10.0.0.1"]]],
      ["name": "faulty", "protocols": ["grpc"], "methods": ["GET"], "paths": ["/x"], "strip_path": false],
      ["name": "faulty", "protocols": ["http"], "paths": ["/x"], "sources": [["ip": "10.0.0.1"]]],
    ]
    return routes.map { route in
      let fault = route.keys.dropFirst().joined(separator: " and ")
      return Breach(rule: RuleBook.routeProtocols, file: FaultyFile(schema: "routes", fault: fault, entity: route))
    }
  }

  /// What each rule has something against, whichever field it stands at.
  private static let values: [String: Node] = [
    "asterisk-or-regex": "(", "certificate": "nonsense", "cookie-name": "a b", "header-name": "a b",
    "host": "bad host", "host-with-optional-port": "bad host:80", "ip-or-cidr": "10.0.0.0/99",
    "limits-in-order": ["second": 10, "minute": 5], "lua-source": "return (", "path": "/a^b",
    "private-key": "nonsense", "public-key": "nonsense", "redirect-uri": "nonsense", "regex": "(",
    "route-host": "bad host", "route-path": "/a/../b", "tag": "a,b", "target": "bad target",
    "upstream-name": "bad name", "url": "nonsense", "utf8-name": "my name", "wildcard-host": "bad host",
  ]

  private struct Combination {
    var schemas: Set<String>
    var fields: Object
  }

  /// What several fields must not say at once, by the name of the rule.
  private static let combinations: [String: [Combination]] = [
    "router-header-values": [Combination(schemas: ["routes"], fields: ["headers": ["x-a": []]])],
    "router-expression": [Combination(schemas: ["routes"], fields: ["headers": ["x-a": ["~*("]]])],
    "certificate-matches-key": [
      Combination(schemas: ["certificates"], fields: ["key": Node(.string(PEM.otherKey))])
    ],
    "certificate-types": [
      Combination(
        schemas: ["certificates"],
        fields: ["cert_alt": Node(.string(PEM.otherCertificate)), "key_alt": Node(.string(PEM.otherKey))])
    ],
    "ca-certificate": [
      Combination(
        schemas: ["ca_certificates"], fields: ["cert": Node(.string(PEM.caCertificate + "\n" + PEM.caCertificate))])
    ],
    "key": [
      Combination(schemas: ["keys"], fields: ["jwk": "nonsense"]), Combination(schemas: ["keys"], fields: ["kid": "2"]),
    ],
    "model-statistics": [
      Combination(
        schemas: ["ai-proxy"],
        fields: [
          "route_type": "llm/v1/completions",
          "model": ["provider": "anthropic", "name": "m", "options": ["anthropic_version": "1", "max_tokens": 5]],
          "logging": ["log_statistics": true], "auth": ["header_name": "x-api-key", "header_value": "v"],
        ])
    ],
    "plain-proxy": [Combination(schemas: ["aws-lambda"], fields: ["config.proxy_url": "https://proxy.example"])],
  ]

  /// What has to stand beside a field.
  private static let companions: [String: Object] = [
    "config.http_proxy_host": ["config.http_proxy_port": 3128],
    "config.https_proxy_host": ["config.https_proxy_port": 3128],
    "hash_on_cookie": ["hash_on": "cookie"], "hash_on_cookie_path": ["hash_on": "cookie", "hash_on_cookie": "c"],
    "hash_on_header": ["hash_on": "header"], "hash_fallback_header": ["hash_on": "ip", "hash_fallback": "header"],
    "cert_alt": ["key_alt": Node(.string(PEM.otherKey))],
    "key_alt": ["cert_alt": Node(.string(PEM.otherCertificate))],
    "rsa_public_key": ["algorithm": "RS256"], "snis[]": ["protocols": ["https"]],
    "sources[].ip": ["protocols": ["tcp"], "paths": Node(.null)],
    "destinations[].ip": ["protocols": ["tcp"], "paths": Node(.null)],
  ]

  private static func breach(_ rule: String, _ schema: String, _ path: String, _ value: Node) -> Breach {
    var entity = FaultyFile.sound(schema)
    var steps = path.steps
    var value = value
    if schema == "certificates", path == "snis[]" {
      value = ["name": value]
    } else {
      for member in companions[path] ?? Object() { entity = entity.setting(member.key.steps, to: member.node) }
    }
    // From the inside out: `sources[].ip` is a list of records, `headers{key}` a mapping with the value as a key.
    while let last = steps.last, !steps.dropLast().isEmpty || last.hasMark {
      if last.hasSuffix("[]") {
        value = [value]
      } else if last.hasSuffix("{key}") {
        let inner: Node = path.hasPrefix("config") ? "v" : ["v"]
        value = Node(.object(Object([.init(key: value.string ?? "", node: inner)])))
      } else if last.hasSuffix("{}") {
        value = ["video": value]
      }
      let name = last.withoutMark
      guard let above = steps.dropLast().last, above.hasMark else {
        steps[steps.count - 1] = name
        break
      }
      value = Node(.object(Object([.init(key: name, node: value)])))
      steps.removeLast()
    }
    return Breach(
      rule: rule, file: FaultyFile(schema: schema, fault: path, entity: entity.setting(steps, to: value)))
  }
}

extension String {
  /// The names between dots.
  fileprivate var steps: [String] { split(separator: ".").map(String.init) }

  fileprivate var hasMark: Bool { hasSuffix("]") || hasSuffix("}") }

  fileprivate var withoutMark: String { String(prefix { $0 != "[" && $0 != "{" }) }
}
