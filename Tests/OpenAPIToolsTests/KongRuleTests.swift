import Documents
import OpenAPITools
import Testing

/// Rules of the conversion to services and routes, each by a document and what comes of it.
@Suite struct KongRuleTests {
  struct Rule: Sendable, CustomTestStringConvertible {
    let name: String
    /// The document below its version and title.
    let text: String
    var change: @Sendable (inout ConversionOptions) -> Void = { _ in }
    /// Where to look in the state, and what is there.
    let expected: [(path: String, value: String)]
    var said: [String] = []
    var testDescription: String { name }
  }

  static let rules: [Rule] = [
    Rule(
      name: "the nearest defaults count as a whole",
      text: """
        x-kong-service-defaults: {retries: 1, read_timeout: 5}
        x-kong-route-defaults: {preserve_host: true}
        servers: [{url: 'https://h/v1'}]
        paths:
          /a:
            x-kong-service-defaults: {retries: 2}
            get: {x-kong-route-defaults: {regex_priority: 7, strip_path: true}}
            put: {}
        """,
      expected: [
        ("services.0.read_timeout", "5"), ("services.1.retries", "2"), ("services.1.read_timeout", "~"),
        ("services.1.routes.0.preserve_host", "~"), ("services.1.routes.0.regex_priority", "7"),
        ("services.1.routes.0.strip_path", "true"), ("services.1.routes.1.preserve_host", "true"),
        ("services.1.routes.1.strip_path", "false"),
      ]),
    Rule(
      name: "several servers make an upstream, the first gives the rest",
      text: """
        servers: [{url: 'http://a:81/x/'}, {url: '//b'}, {url: 'https://[::1]/y'}]
        paths: {}
        """,
      expected: [
        ("services.0.host", "t.upstream"), ("services.0.port", "81"), ("services.0.path", "/x/"),
        (
          "upstreams.0.targets",
          "[{target: 'a:81', tags: []}, {target: 'localhost:443', tags: []}, {target: '[::1]:443', tags: []}]"
        ),
      ]),
    Rule(
      name: "variables of servers, and braces that are none",
      text: """
        servers:
        - url: '{scheme}://{host}/{base}/{other}'
          variables: {scheme: {default: http}, host: {default: h}, base: {default: v1}}
        paths: {}
        """,
      expected: [("services.0.protocol", "http"), ("services.0.path", "'/v1/{other}'"), ("services.0.port", "80")],
      said: ["4:8 odd-server"]),
    Rule(
      name: "a service of the document stays while a route hangs on it",
      text: "paths: {/a: {servers: [{url: 'https://a'}], get: {}}, /b: {get: {}}}",
      expected: [("services.0.name", "t"), ("services.0.routes.0.name", "t_b_get"), ("services.1.name", "t_a")]),
    Rule(
      name: "and goes where none does",
      text: "paths: {/a: {servers: [{url: 'https://a'}], get: {}}}",
      expected: [("services.0.name", "t_a"), ("services.1", "~")]),
    Rule(
      name: "the nearest plugin of a name counts, on what it is for",
      text: """
        servers: [{url: 'https://h'}]
        x-kong-plugin-cors: {config: {max_age: 1}}
        paths:
          /a:
            x-kong-plugin-cors: {config: {max_age: 2}}
            get: {x-kong-plugin-acl: {name: other, tags: [x], service: s, route: r, config: {allow: [g]}}}
          /b:
            servers: [{url: 'https://b'}]
            get: {}
            put: {servers: [{url: 'https://c'}]}
        """,
      expected: [
        ("services.0.plugins", "[{name: cors, config: {max_age: 1}, tags: []}]"),
        (
          "services.0.routes.0.plugins",
          "[{name: acl, config: {allow: [g]}, tags: []}, {name: cors, config: {max_age: 2}, tags: []}]"
        ),
        ("services.1.plugins.0.config.max_age", "1"), ("services.1.routes.0.plugins", "[]"),
        ("services.2.plugins", "[]"), ("services.2.routes.0.plugins.0.config.max_age", "1"),
      ]),
    Rule(
      name: "plugins of consumers stand at the top",
      text: """
        servers: [{url: 'https://h'}]
        x-kong-plugin-cors: {consumer: c}
        paths: {/a: {get: {x-kong-plugin-cors: {consumer: b}}}}
        """,
      expected: [
        ("services.0.plugins", "[]"),
        (
          "plugins",
          "[{name: cors, consumer: b, route: t_a_get, tags: []}, {name: cors, consumer: c, service: t, tags: []}]"
        ),
      ]),
    Rule(
      name: "headers with few values make routes of their own",
      text: """
        servers: [{url: 'https://h'}]
        paths:
          /a:
            parameters:
            - {name: X-A, in: header, required: true, schema: {enum: [p]}}
            - {name: X-B, in: header, required: true, schema: {$ref: '#/components/schemas/B'}}
            get:
              parameters:
              - {name: x-a, in: header, required: true, schema: {enum: [1, 2]}}
              - {name: X-C, in: header, schema: {enum: [q]}}
        components: {schemas: {B: {enum: [u, U, '', v]}}}
        """,
      expected: [
        ("services.0.routes.0.headers", "{x-a: ['1'], X-B: [u]}"),
        ("services.0.routes.1.headers", "{x-a: ['1'], X-B: [v]}"),
        ("services.0.routes.3.headers", "{x-a: ['2'], X-B: [v]}"), ("services.0.routes.3.name", "t_a_get_3"),
        ("services.0.routes.4.headers", "~"), ("services.0.routes.4.name", "t_a_get"),
      ]),
    Rule(
      name: "parameters of the path that the operation does not have are validated with its own",
      text: """
        x-kong-plugin-request-validator: {}
        paths:
          /a/{Id}:
            parameters:
            - {name: Id, in: path, required: true, schema: {type: string}}
            - {name: q, in: query, schema: {type: string}}
            get:
              parameters:
              - {name: q, in: query, style: pipeDelimited, schema: {type: array, items: {type: integer}}}
              - {name: q, in: header, schema: {minimum: 1.0, maximum: 1e2, type: number}}
              - {name: c, in: cookie, schema: {type: string}}
        """,
      expected: [
        (
          "services.0.routes.0.plugins.0.config.parameter_schema",
          """
          - {name: id, in: path, required: true, style: simple, explode: false, schema: '{"type":"string"}'}
          - {name: q, in: query, required: false, style: pipeDelimited, explode: false, schema: '{"items":{"type":"integer"},"type":"array"}'}
          - {name: q, in: header, required: false, style: simple, explode: false, schema: '{"maximum":100,"minimum":1,"type":"number"}'}
          """
        )
      ], said: ["13:9 cookie-parameter"]),
    Rule(
      name: "a body's schema takes along what it refers to, and leaves out what says nothing",
      text: """
        paths:
          /a:
            post:
              x-kong-plugin-request-validator: {}
              requestBody:
                content:
                  text/plain: {}
                  Application/vnd.a+JSON; v=1:
                    schema:
                      type: [object]
                      required: []
                      deprecated: false
                      minLenght: 1
                      description: '<&>'
                      properties: {minLenght: {contains: {$ref: '#/components/schemas/A'}}, n: {minimum: 0, default: ''}}
        components: {schemas: {A: {type: array, uniqueItems: false, items: {$ref: '#/components/schemas/A'}}}}
        """,
      expected: [
        (
          "services.0.routes.0.plugins.0.config.body_schema",
          ##"'{"definitions":{"A":{"items":{"$ref":"#/definitions/A"},"type":"array"}},"description":"\u003c\u0026\u003e","properties":{"minLenght":{"contains":{"$ref":"#/definitions/A"}},"n":{"default":"","minimum":0}},"type":"object"}'"##
        ),
        (
          "services.0.routes.0.plugins.0.config.allowed_content_types",
          "['Application/vnd.a+JSON; v=1', text/plain]"
        ),
      ], said: ["15:15 unknown-keyword"]),
    Rule(
      name: "each operation is protected but those that are open to anybody",
      text: """
        security: [{sso: [b, a]}]
        servers: [{url: 'https://h'}]
        paths:
          /a: {get: {}, put: {security: []}, post: {security: [{sso: [a, b]}]}, patch: {security: [{sso: [c]}]}}
          /b: {get: {servers: [{url: 'https://b'}]}, put: {servers: [{url: 'https://c'}], security: [{}]}}
        components:
          securitySchemes:
            sso:
              type: openIdConnect
              openIdConnectUrl: https://sso
              x-kong-security-openid-connect: {config: {cache_tokens_salt: s}}
        """, change: { $0.generatesSecurity = true },
      expected: [
        ("services.0.plugins", "[]"),
        (
          "services.0.routes.0.plugins.0.config",
          "{cache_tokens_salt: s, issuer: 'https://sso', scopes_required: [a, b]}"
        ),
        ("services.0.routes.1.plugins.0.config.scopes_required", "[c]"),
        ("services.0.routes.2.plugins.0.config.scopes_required", "[a, b]"), ("services.0.routes.3.plugins", "[]"),
        ("services.1.routes.0.plugins.0.config.scopes_required", "[a, b]"), ("services.2.routes.0.plugins", "[]"),
      ]),
    Rule(
      name: "equal servers share a service",
      text: """
        paths:
          /a: {servers: [{url: 'https://h'}], get: {}}
          /b: {servers: [{url: 'https://h:443/'}], get: {}}
          /c: {servers: [{url: 'https://h'}], x-kong-plugin-cors: {}, get: {}}
          /d: {get: {servers: [{url: 'https://h'}]}, put: {servers: [{url: 'https://h'}]}}
        """, change: { $0.reusesServices = true },
      expected: [
        ("services.0.name", "t_a"), ("services.0.routes.1.name", "t_b_get"), ("services.1.name", "t_c"),
        ("services.2.name", "t_d_get"), ("services.2.routes.1.name", "t_d_put"), ("services.3", "~"),
      ]),
    Rule(
      name: "methods of later versions",
      text: "paths: {/a: {query: {}, additionalOperations: {LINK: {}}, get: {}}}",
      expected: [
        ("services.0.routes.0.methods", "[GET]"), ("services.0.routes.1.methods", "[LINK]"),
        ("services.0.routes.2.methods", "[QUERY]"),
      ]),
  ]

  @Test(arguments: rules)
  func theRuleHolds(rule: Rule) {
    let result = Conversion.kong("openapi: 3.1.0\ninfo: {title: T}\n" + rule.text + "\n", rule.change)
    #expect(result.said == rule.said)
    for (path, value) in rule.expected {
      let found = path.split(separator: ".").reduce(result.state) { node, step in
        guard let items = node?.array else { return node?[String(step)] }
        return Int(step).flatMap { items.indices.contains($0) ? items[$0] : nil }
      }
      #expect(found ?? .null == Conversion.yaml("v: " + value.indented)?["v"], "\(path)")
    }
  }

  @Test func headersWithTooManyValuesAreRefused() {
    let values = (0..<30).map(String.init).joined(separator: ", ")
    let parameters = ["A", "B", "C"].map { "{name: X-\($0), in: header, required: true, schema: {enum: [\(values)]}}" }
    let text = """
      openapi: 3.0.3
      info: {title: T}
      paths: {/a: {get: {parameters: [\(parameters.joined(separator: ", "))]}}}

      """
    #expect(Conversion.kong(text).said == ["3:14 too-large!"])
    #expect(Conversion.kong(text) { $0.skipsHeaderRoutes = true }.said == [])
  }

  @Test func theSameDocumentGivesTheSameBytes() {
    let text = "openapi: 3.0.3\ninfo: {title: T}\n" + (Self.rules.first?.text ?? "") + "\n"
    let once = Conversion.kong(text) { $0.hasIDs = true }.state.map { YAMLWriter.write($0) }
    #expect(once != nil && once == Conversion.kong(text) { $0.hasIDs = true }.state.map { YAMLWriter.write($0) })
  }
}

extension String {
  /// A value of several lines as it stands below a key.
  fileprivate var indented: String {
    contains("\n") ? "\n" + split(separator: "\n").map { "  " + $0 }.joined(separator: "\n") : self
  }
}
