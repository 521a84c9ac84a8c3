import Documents

extension RecordedVerb {
  /// The verbs that make a state file of an API document.
  static let specifications: [RecordedVerb] = [
    RecordedVerb(
      name: "openapi2kong",
      different: [
        // Chinese is not read aloud.
        "titles transliterated": .changed { $0.replacing("unicode-api-x_zhu-wen_get", with: "unicode-api-x_get") },
        // Without a name, the content gives one.
        "title missing": .changed {
          named(
            $0, "99c4413d-93d5-5366-a4a8-841cafa612ad", "277c57c8-0dbe-556e-82a6-61a873d1ba59",
            "480b2128-96f8-5181-85be-691d2f970cf5")
        },
        "title empty, no id": .changed { named($0, "6b7119cb-784a-5761-bea7-c657b9b3a91b") },
        "info missing": .changed {
          named(
            $0, "265a7f7b-db87-51f8-b972-64b91c37ecd7", "819a1a28-e5dc-5d30-a990-34a5e5eea302",
            "b2364bff-ea78-521f-988f-9d5c2716e7e6")
        },
        "operation ids collide": .changed { text in
          let (head, tail) = halves(text, before: "  - id: 87f36e8e-464f-5fee-8702-901874e445c7", last: true)
          return head
            + tail.replacing("87f36e8e-464f-5fee-8702-901874e445c7", with: "7fb9066d-f5b4-509b-baf8-ce223eea9e9d")
            .replacing("orders-api_list-all", with: "orders-api_list-all_2")
        },
        "path parameters and escapes": .changed(validCaptures),
        "path parameters, inso": .changed(validCaptures),
        // Names of captures may be longer than they once were.
        "capture of 32 characters": .output(capture(32)),
        "capture of 127 characters": .output(capture(127)),
        "capture of 128 characters": .output(capture(128)),
        "servers on path and operation only": .changed { text in
          text.replacing(
            "services:\n",
            with: """
              services:
              - {host: localhost, id: 1d79ca18-deda-5a33-ab26-3576608c95f3, name: orders-api, path: /, plugins: [],
                port: 443, protocol: https, tags: [], routes: [{id: 0869a847-847c-5a87-a30c-d0f98f9356d5, methods: [GET],
                name: orders-api_b, paths: [~/b$], plugins: [], regex_priority: 200, strip_path: false, tags: []}]}

              """, maxReplacements: 1)
        },
        "tags not a list": .failure,
        "plugins on all levels": .changed { text in
          let (head, tail) = halves(text, before: "id: 328d8da8-b6f4-5aae-942e-760d959b98c4", last: true)
          return head
            + tail.replacing("328d8da8-b6f4-5aae-942e-760d959b98c4", with: "3d9b6005-1a68-56d1-a443-1326bccbf109")
        },
        // Values that differ in case alone are one, an empty one is none.
        "header routing": .changed { text in
          let others = halves(text, before: "  - id: c255ee03-5022-58af-8148-853223033405").1
          let position = text.firstRange(of: "- EU").map { text[..<$0.lowerBound] } ?? ""
          return halves(String(position), before: "  - headers:", last: true).0 + others
        },
        "header routing, same header in other case": .changed { text in
          text.replacing("- dev\n      x-env:\n      - prod", with: "- dev")
            .replacing("- dev\n      x-env:\n      - DEV", with: "- prod")
        },
        "request validator on document": .changed(eachParameterOnce),
        "request validator, empty definition": .changed(eachParameterOnce),
        "request validator with allowed content types": .changed(eachParameterOnce),
        "request validator given schemas": .changed(eachParameterOnce),
        "request validator on path and operation": .changed(eachParameterOnce),
        "request validator other keywords": .changed { text in
          text.replacing(
            #"},"Tag":{"enum""#,
            with: #"},"OnlyPattern":{"type":"string"},"OnlyPrefix":{"type":"string"},"OnlyThen":{"type":"string"},"#
              + #""Tag":{"enum""#)
        },
        "request validator and header routing": .changed { text in
          text.replacing(
            "parameter_schema:\n",
            with: """
              parameter_schema:
                      - {name: X-Path-Only, in: header, required: true, explode: false, style: simple,
                         schema: '{"enum":["p"],"type":"string"}'}

              """)
        },
        "security": .output(protected),
        "security with openid plugin given": .changed { text in
          text.replacing(
            "name: openid-connect",
            with: "name: openid-connect\n    id: 0c01e027-047e-5dc1-b427-d1ed4d9f2f84\n    tags: []")
        },
        "security on operations only": .changed { text in
          text.replacing("name: openid-connect", with: "name: openid-connect\n      tags: []")
        },
        "security scheme extension by reference": .changed { text in
          text.replacing("name: openid-connect", with: "name: openid-connect\n    tags: []")
        },
        // What can be expressed is, whatever cannot.
        "security error two schemes, document, ignored": .changed { protected($0, service: false) },
        "security error two schemes, operation, ignored": .changed { protected($0, service: true) },
        "security error unknown scheme, document, ignored": .changed { protected($0, service: false) },
        "security error unknown scheme, operation, ignored": .changed { protected($0, service: true) },
        "security without components": .failure,
        "version 4": .failure,
      ]),
    RecordedVerb(
      name: "openapi2mcp",
      different: [
        "plain": .changed { $0 },
        "mode unknown": .failure,
        "several services": .changed { text in
          let (head, tail) = halves(text, before: "- host: other.example.internal")
          return head + halves(tail, before: "  routes:").0 + "  routes: []\n  tags: []\n"
        },
        // What only listens for clients decides who may use what.
        "acl in mode conversion": .changed { text in
          ["read", "write"].reduce(text) { $0.replacing("            - \($1)\n", with: "") }
            .replacing("- acl:\n            allow:\n          ", with: "- ").replacing(
              "          acl:\n            allow:\n", with: ""
            )
            .replacing(
              "        access_token_claim_field: scope\n        acl_attribute_type: oauth_access_token\n", with: ""
            )
            .replacing("        default_acl:\n        - allow:\n          - admin\n          scope: tools\n", with: "")
        },
        "recursive schema": .failure,
      ], isSame: areSameTools),
  ]

  /// The parts of a text before and from a mark; all of it and nothing where there is none.
  private static func halves(_ text: String, before mark: String, last: Bool = false) -> (String, String) {
    guard let range = last ? text.ranges(of: mark).last : text.firstRange(of: mark) else { return (text, "") }
    return (String(text[..<range.lowerBound]), String(text[range.lowerBound...]))
  }

  /// The recorded result of a document without a name, with the name that its content gives.
  private static func named(_ text: String, _ name: String, _ ids: String...) -> String {
    var text = text
    for (old, new) in zip(text.matches(of: /\bid: ([-0-9a-f]{36})/).map { String($0.1) }, ids) {
      text = text.replacing(old, with: new)
    }
    guard let old = text.firstMatch(of: /\bname: ([-0-9a-f]{36})/) else { return text }
    return text.replacing(String(old.1), with: name)
  }

  private static func capture(_ length: Int) -> String {
    let name = String(repeating: "a", count: length)
    return """
      _format_version: "3.0"
      services:
      - {host: orders.example.internal, name: orders-api, path: /v1, plugins: [], port: 443, protocol: https, tags: [],
        routes: [{methods: [GET], name: orders-api_a-\(name)_get, paths: ['~/a/(?<\(name)>[^#?/]+)$'], plugins: [],
        regex_priority: 100, strip_path: false, tags: []}]}
      upstreams: []
      """
  }

  private static let validCaptures: @Sendable (String) -> String = { text in
    text.replacing("(?<9lives>", with: "(?<_9lives>").replacing("(?<user_name>[^#?/]+)", with: "(?<user_name>[^#?/]*)")
  }

  /// decK repeats the parameters of a path for each of the operation's own.
  private static let eachParameterOnce: @Sendable (String) -> String = { text in
    let path = """
              - explode: false
                in: path
                name: order_id
                required: true
                schema: '{"format":"uuid","type":"string"}'
                style: simple

      """
    let header = """
              - explode: false
                in: header
                name: X-Trace
                required: false
                schema: '{"type":"string"}'
                style: simple

      """
    return [path, header].reduce(text) { $0.replacing(String(repeating: $1, count: 4), with: $1) }
  }

  private static func protected(_ text: String, service: Bool) -> String {
    let plugin = """
      plugins:
          - config: {issuer: 'https://id.example.internal/.well-known/openid-configuration', scopes_required: []}
            name: openid-connect
            tags: []
      """
    let general = """
      plugins:
        - config: {issuer: 'https://sso.example.internal/.well-known/openid-configuration', run_on_preflight: false,
            scopes_required: [base, doc]}
          name: openid-connect
          tags: []
      """
    let text = text.replacing("- ~/b$\n    plugins: []", with: "- ~/b$\n    " + plugin)
    return service ? text.replacing("path: /v1\n  plugins: []", with: "path: /v1\n  " + general) : text
  }

  /// Whether two texts hold the same tools: schemas may say more than decK's, and names have no braces.
  private static let areSameTools: @Sendable (String, String) -> Bool = { recorded, written in
    guard let recorded = documents(recorded)?.first, let written = documents(written)?.first else { return false }
    return holds(written, recorded, mayHoldMore: false)
  }

  private static func holds(_ written: Node, _ recorded: Node, mayHoldMore: Bool) -> Bool {
    switch (written.value, recorded.value) {
    case (.object(let written), .object(let recorded)):
      (mayHoldMore || written.count == recorded.count)
        && recorded.allSatisfy { member in
          guard let node = written[member.key] else { return false }
          if member.key == "name" {
            return node.string == member.node.string?.replacing("{", with: "").replacing("}", with: "")
          }
          return holds(node, member.node, mayHoldMore: mayHoldMore || member.key == "schema")
        }
    case (.array(let written), .array(let recorded)):
      written.count == recorded.count && zip(written, recorded).allSatisfy { holds($0, $1, mayHoldMore: mayHoldMore) }
    default: written == recorded
    }
  }

  /// The recorded security with every operation protected but those that are open to anybody.
  private static let protected = """
    _format_version: '3.0'
    services:
    - host: orders.example.internal
      id: 1d79ca18-deda-5a33-ab26-3576608c95f3
      name: orders-api
      path: /v1
      plugins: []
      port: 443
      protocol: https
      routes:
      - id: 92480826-a2cb-5a36-910b-fb9d33ad4df1
        methods: [GET]
        name: orders-api_anon
        paths: [~/anon$]
        plugins: []
        regex_priority: 200
        strip_path: false
        tags: [t]
      - id: be49d4d6-fcdb-5592-94d3-c6b74b82d400
        methods: [GET]
        name: orders-api_inherits
        paths: [~/inherits$]
        plugins:
        - config:
            issuer: https://sso.example.internal/.well-known/openid-configuration
            run_on_preflight: false
            scopes_required: [base, orders]
          id: fde8fa24-1f1f-53c7-b160-35e968622ee0
          name: openid-connect
          tags: [t]
        regex_priority: 200
        strip_path: false
        tags: [t]
      - id: 44179922-bd8e-56c7-bd91-658844b25edc
        methods: [GET]
        name: orders-api_off
        paths: [~/off$]
        plugins: []
        regex_priority: 200
        strip_path: false
        tags: [t]
      - id: 02e78bcc-6cfe-5ac0-9ca5-07bcaacb37bc
        methods: [GET]
        name: orders-api_other
        paths: [~/other$]
        plugins:
        - config:
            issuer: https://id.example.internal/.well-known/openid-configuration
            scopes_required: []
          id: f7668650-5367-5e8b-9a6c-d8bbee0c620b
          name: openid-connect
          tags: [t]
        regex_priority: 200
        strip_path: false
        tags: [t]
      - id: 30b2cf4d-b274-5b28-9310-0b72e9a891ca
        methods: [GET]
        name: orders-api_same
        paths: [~/same$]
        plugins:
        - config:
            issuer: https://sso.example.internal/.well-known/openid-configuration
            run_on_preflight: false
            scopes_required: [base, orders]
          id: 4b0de860-cd9d-5ebf-a07b-f725d6108d3c
          name: openid-connect
          tags: [t]
        regex_priority: 200
        strip_path: false
        tags: [t]
      - id: 0822c063-25c6-5664-a5af-299ea4f17a0a
        methods: [GET]
        name: orders-api_scoped
        paths: [~/scoped$]
        plugins:
        - config:
            issuer: https://sso.example.internal/.well-known/openid-configuration
            run_on_preflight: false
            scopes_required: [base, read, write]
          id: 5a32a9a3-2d89-5a06-be65-72f0083edc9e
          name: openid-connect
          tags: [t]
        regex_priority: 200
        strip_path: false
        tags: [t]
      tags: [t]
    - host: own.example.internal
      id: 0934b375-a248-5796-93e6-4a337a780a82
      name: orders-api_own
      path: /
      plugins:
      - config:
          issuer: https://sso.example.internal/.well-known/openid-configuration
          run_on_preflight: false
          scopes_required: [base, orders]
        id: 8b053bb0-717f-53a4-9025-9747ef86d60e
        name: openid-connect
        tags: [t]
      port: 443
      protocol: https
      routes:
      - id: 17efa17d-9390-5915-84f8-510ef3a47c72
        methods: [GET]
        name: orders-api_own
        paths: [~/own$]
        plugins: []
        regex_priority: 200
        strip_path: false
        tags: [t]
      tags: [t]
    - host: ownput.example.internal
      id: 42151fde-15d8-518c-ac31-8199cb0a5860
      name: orders-api_ownput
      path: /
      plugins: []
      port: 443
      protocol: https
      routes:
      - id: 6845ea62-7580-5683-a844-b26d775e1736
        methods: [PUT]
        name: orders-api_ownput
        paths: [~/own$]
        plugins:
        - config:
            issuer: https://sso.example.internal/.well-known/openid-configuration
            run_on_preflight: false
            scopes_required: [base, orders]
          id: 237ad949-08f5-5a02-bf8e-8f1177318292
          name: openid-connect
          tags: [t]
        regex_priority: 200
        strip_path: false
        tags: [t]
      tags: [t]
    upstreams: []
    """
}
