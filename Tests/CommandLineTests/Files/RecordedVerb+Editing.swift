extension RecordedVerb {
  /// The verbs that change a state file, and those that look into one.
  static let editing: [RecordedVerb] = [
    RecordedVerb(
      name: "add-plugins",
      different: [
        "selector without leading dollar": .output(
          services(
            "plugins: [{name: key-auth, config: {key_names: [apikey]}}, {name: correlation-id}]", "correlation-id")),
        "scoped plugin at root, scope as object": .output(
          """
          _format_version: "3.0"
          services: [{name: orders, host: orders.example.internal}]
          plugins:
          - {name: rate-limiting, service: {name: orders}, config: {minute: 9}}
          - {name: rate-limiting, config: {minute: 2}}
          """),
        // All documents count, as they do for the verbs of a gateway.
        "state several documents": .output("a: 1\n---\nb: 2\n"),
        "state scalars": .output(scalars),
        // Numbers are exact.
        "state json numbers": .output(
          #"{"big": 9007199254740993, "exp": 1e21, "small": 1e-7, "neg": 0, "float": 1, "million": 1000000, "e7": 12345678.5}"#
        ),
        "character beyond the BMP": .output(party + "plugins: [{name: cors}]\n"),
      ]),
    RecordedVerb(
      name: "add-tags",
      different: [
        "help's own selector without dollar": .output(
          """
          _format_version: "3.0"
          services:
          - name: orders
            host: orders.example.internal
            tags: [a]
            routes: [{name: orders, paths: [/orders]}]
            plugins: [{name: key-auth, config: {key_names: [apikey]}}]
          - {name: billing, host: billing.example.internal, tags: [a]}
          """),
        "which entities by default": .output(everythingTagged),
        "character beyond the BMP": .output(
          "services: [{name: orders, tags: [😀 party, x], paths: [/a]}]\nroutes: [{name: r, paths: [/a], tags: [x]}]\n"),
      ]),
    RecordedVerb(name: "list-tags", different: [:], isSame: { $0 == $1 || areSameDocuments($0, $1) }),
    RecordedVerb(
      name: "remove-tags",
      different: [
        "keep only all": .output(shop.replacing("  tags: []\n", with: "")),
        "character beyond the BMP": .output(party),
      ]),
    RecordedVerb(name: "merge", different: [:]),
    RecordedVerb(
      name: "patch",
      different: [
        "selector without dollar": .output(
          """
          _format_version: "3.0"
          services:
          - name: orders
            host: orders.example.internal
            read_timeout: 15000
            routes: [{name: orders, paths: [/orders]}]
            plugins: [{name: key-auth, config: {key_names: [apikey]}}]
          - {name: billing, host: billing.example.internal, read_timeout: 15000}
          """),
        "append to arrays twice selected": .output(
          services("plugins: [{name: key-auth, config: {key_names: [apikey]}}, {name: cors}]", nil)),
        "array and key values mixed": .output(
          """
          _format_version: "3.0"
          services:
          - name: orders
            host: orders.example.internal
            retries: 1
            routes: [{name: orders, paths: [/orders]}]
            plugins: [{name: key-auth, config: {key_names: [apikey]}}]
          - {name: billing, host: billing.example.internal, retries: 1}
          - name: stock
          """),
        "patch file selectors empty": .failure,
        // A path without its leading sign is taken as if it had one.
        "patch file selector bad": .output(
          """
          a: 1
          _format_version: "3.0"
          services:
          - name: orders
            host: orders.example.internal
            a: 1
            routes: [{name: orders, paths: [/orders]}]
            plugins: [{name: key-auth, config: {key_names: [apikey]}}]
          - {name: billing, host: billing.example.internal, a: 1}
          """),
        "patch file remove twice": .output(
          """
          _format_version: "3.0"
          services:
          - name: orders
            routes: [{name: orders, paths: [/orders]}]
            plugins: [{name: key-auth, config: {key_names: [apikey]}}]
          - {name: billing, host: billing.example.internal}
          """),
        "patch file remove twice, key in the middle": .output(
          """
          _format_version: "3.0"
          services:
          - name: orders
            host: orders.example.internal
            routes: [{name: orders, paths: [/orders]}]
          - {name: billing, host: billing.example.internal}
          """),
        "patch file rfc forms": .failure,
        "character beyond the BMP": .output(party + "a: 1\n"),
      ]),
    RecordedVerb(
      name: "namespace",
      different: [
        "pre-function present on the service": .output(
          ordersService(
            "paths: [/ns/one], strip_path: false",
            #"plugins: [{name: pre-function, config: {access: ['kong.log.notice("hi")', "@@LUA prefix=/ns@@"]}}]"#)),
        "pre-function present on the route": .output(
          """
          routes:
          - name: a
            paths: [/ns/a]
            strip_path: false
            plugins: [{name: pre-function, config: {access: ['kong.log.notice("hi")', "@@LUA prefix=/ns@@"]}}]
          """),
        "plugins not an array": .failure,
        "top-level route by service object": .output(
          """
          services: [{name: orders, host: h, path: /}]
          routes: [{name: a, paths: [/ns/a], strip_path: false, service: {name: orders}}]
          """),
        "nested prefix with regex characters": .output(
          ordersService(
            #"paths: ['~/a\.b/c\+d/one$', /a.b/c+d/two], strip_path: false"#,
            #"plugins: [{name: pre-function, config: {access: ["@@LUA prefix=/a.b/c+d@@"]}}]"#)),
        "prefix with quote": .output(
          ordersService(
            #"paths: ["/it's/one"], strip_path: false"#,
            #"plugins: [{name: pre-function, config: {access: ["@@LUA prefix=/it's@@"]}}]"#)),
        "character beyond the BMP": .output(
          "services: [{name: orders, tags: [😀 party], paths: [/a]}]\nroutes: [{name: r, paths: [/ns/a]}]\n"),
      ]),
    RecordedVerb(
      name: "format",
      different: [
        "deck to dbless": .output(dbless), "deck to dbless json": .output(dbless),
        "deck consumer without username": .output("consumers: [{custom_id: a}]\n"),
        "deck existing group plugins replaced": .output(
          """
          consumer_groups: [{name: gold}]
          consumer_group_plugins: [{name: b, consumer_group: gold}, {name: a, consumer_group: gold}]
          consumer_group_consumers: [{consumer: z, consumer_group: gold}, {consumer: u, consumer_group: gold}]
          consumers: [{username: u}]
          """),
      ]),
  ]

  private static let party =
    "services: [{name: orders, tags: [😀 party], paths: [/a]}]\nroutes: [{name: r, paths: [/a]}]\n"

  private static func services(_ first: String, _ second: String?) -> String {
    """
    _format_version: "3.0"
    services:
    - name: orders
      host: orders.example.internal
      routes: [{name: orders, paths: [/orders]}]
      \(first)
    - name: billing
      host: billing.example.internal
    \(second.map { "  plugins: [{name: \($0)}]\n" } ?? "")
    """
  }

  private static func ordersService(_ route: String, _ more: String) -> String {
    """
    services:
    - name: orders
      host: orders.example.internal
      path: /
      routes: [{name: r, \(route)}]
      \(more)
    """
  }

  private static let shop = """
    _format_version: "3.0"
    _info: {select_tags: [shop]}
    services:
    - {name: orders, host: orders.example.internal, port: 8080, protocol: http, path: /v1, tags: [team-a, prod],
       routes: [{name: orders-list, paths: [/orders], methods: [GET], tags: [public],
                 plugins: [{name: rate-limiting, config: {minute: 30, policy: local}, tags: [limits]}]},
                {name: orders-item, paths: ['~/orders/(?<id>[^/]+)$'], strip_path: false}],
       plugins: [{name: key-auth, config: {key_names: [apikey]}}]}
    - name: billing
      url: https://billing.example.internal:8443/api
      tags: []
      routes: [{name: billing, paths: [/billing]}]
    consumers:
    - {username: storefront, custom_id: app-17, tags: [team-b], acls: [{group: buyers}],
       keyauth_credentials: [{key: '${{ env "DECK_STOREFRONT_KEY" }}', tags: [rotate]}]}
    consumer_groups: [{name: gold, tags: [team-b, prod]}]
    plugins:
    - name: ai-proxy
      config:
        route_type: llm/v1/chat
        auth: {header_name: Authorization, header_value: "{vault://env/llm-key}"}
        model: {provider: openai, name: gpt-small}
    """

  private static let dbless = """
    _format_version: "3.0"
    services:
    - name: orders
      host: ${{ env "DECK_HOST" }}
      routes: [{name: orders, paths: [/orders]}]
      plugins: [{name: rate-limiting-advanced, config: {limit: [5], window_size: [30]}}]
    consumer_groups: [{name: gold}, {name: silver}]
    consumer_group_plugins:
    - {name: rate-limiting-advanced, config: {limit: [50], window_size: [60]}, consumer_group: gold}
    consumer_group_consumers:
    - {consumer: storefront, consumer_group: gold}
    - {consumer: storefront, consumer_group: silver}
    consumers: [{username: storefront, keyauth_credentials: [{key: sf-key}]}, {username: backoffice}]
    plugins:
    - {name: rate-limiting-advanced, id: 6c1f0000-0000-4000-8000-000000000001, config: {limit: [5], window_size: [30]}}
    - name: openid-connect
    plugins_partials:
    - {plugin: 6c1f0000-0000-4000-8000-000000000001, partial: shared-redis, path: config.redis}
    - {plugin: openid-connect, partial: 6c1f0000-0000-4000-8000-000000000002}
    - {plugin: rate-limiting-advanced, partial: shared-redis, path: config.redis}
    partials:
    - name: shared-redis
      type: redis-ee
      id: 6c1f0000-0000-4000-8000-000000000003
      config: {host: redis.example.internal}
    """

  private static let everythingTagged = """
    _format_version: "3.0"
    services:
    - name: s
      tags: [t]
      document_objects: [{path: a, tags: [t]}]
      plugins: [{name: p, tags: [t]}]
      routes: [{name: r, plugins: [{name: p, tags: [t]}], tags: [t]}]
    routes: [{name: r2, plugins: [{name: p, tags: [t]}], tags: [t]}]
    consumers:
    - username: c
      tags: [t]
      acls: [{group: g, tags: [t]}]
      basicauth_credentials: [{username: u, tags: [t]}]
      hmacauth_credentials: [{username: u, tags: [t]}]
      jwt_secrets: [{key: k, tags: [t]}]
      keyauth_credentials: [{key: k, tags: [t]}]
      mtls_auth_credentials: [{subject_name: s, tags: [t]}]
      oauth2_credentials: [{name: o, tags: [t]}]
      plugins: [{name: p, tags: [t]}]
      groups: [{name: g}]
    consumer_groups:
    - name: g
      tags: [t]
      plugins: [{name: p, tags: [t]}]
      consumer_group_plugins: [{name: p, tags: [t]}]
      consumers: [{username: c}]
    consumer_group_consumers: [{consumer: c, consumer_group: g}]
    consumer_group_plugins: [{name: p, tags: [t]}]
    acls: [{group: g, tags: [t]}]
    basicauth_credentials: [{username: u, tags: [t]}]
    keyauth_credentials: [{key: k, tags: [t]}]
    plugins: [{name: p, tags: [t]}]
    upstreams: [{name: u, targets: [{target: t, tags: [t]}], tags: [t]}]
    targets: [{target: t, tags: [t]}]
    certificates:
    - cert: x
      tags: [t]
      snis: [{name: s, tags: [t]}]
      upstreams: [{name: u, targets: [{target: t, tags: [t]}], tags: [t]}]
    snis: [{name: s, tags: [t]}]
    ca_certificates: [{cert: x, mtls_auth_credentials: [{subject_name: s, tags: [t]}], tags: [t]}]
    vaults: [{name: env, prefix: e, tags: [t]}]
    keys: [{name: k, tags: [t]}]
    key_sets: [{name: k, tags: [t]}]
    partials: [{name: p, type: redis-ee, tags: [t]}]
    filter_chains: [{name: f, tags: [t]}]
    licenses: [{payload: x}]
    custom_entities: [{type: t}]
    rbac_roles: [{name: r, rbac_role_endpoints: [{endpoint: e}], rbac_role_entities: [{entity_id: e}]}]
    rbac_role_endpoints: [{endpoint: e}]
    document_objects: [{path: a, tags: [t]}]
    plugins_partials: [{plugin: p}]
    ai_models: [{name: m, tags: [t]}]
    x_other: [{name: o}]
    """

  /// Numbers are exact, all else is what decK reads.
  private static let scalars = #"""
    {yes_word: true, on_word: true, y_word: true, n_word: false, tilde: null, octal: 493, octal2: 15, hex: 31, exp: 1000,
     float: 1.5, big: 9007199254740993, bigger: 123456789012345678901234567890, under: 1000, date: "2024-02-29",
     sexagesimal: "12:30:45", quoted: "123", quoted_bool: "true", quoted_null: "null", quoted_date: "2024-02-29",
     quoted_yes: "yes", version: "3.0", empty: "", space: " a ", colon: "a: b", hash: "a #b", dash: "- a", star: "*a",
     percent: "%a", at: "@a", brace: "{a}", unicode: "Zürich – ☕ 訂單", escape: "tab\there",
     multi: "line one\nline two\n", multi_strip: "line one\nline two", multi_keep: "line one\n\n",
     multi_lead: "  indented\nline\n", long: "aaaaaaaaaa bbbbbbbbbb cccccccccc dddddddddd eeeeeeeeee ffffffffff gggggggggg
       hhhhhhhhhh iiiiiiiiii jjjjjjjjjj kkkkkkkkkk", "1": number key, "true": bool key,
     nested: {empty_map: {}, empty_list: [], list: [[1, 2], [{a: b}]]}, anchor: {p: 1}, alias: {p: 1}, merge: {p: 1, q: 2}}
    """#
}
