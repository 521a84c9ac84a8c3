import Documents
import GatewaySandbox
import Targets
import Testing

/// Each kind that Konnect has is created, compared, changed, dumped, restored and taken away.
@Suite struct KonnectKindTests {
  private static let id = "e0000000-0000-4000-8000-000000000001"
  private static let other = "e0000000-0000-4000-8000-000000000002"

  static let cases: [KindCycleTests.Case] = [
    .init(
      name: "services", file: "services: [{name: s, host: h, tls_sans: {dnsnames: [a.example]}, protocol: https}]",
      changed: "services: [{name: s, host: i, retries: 2}]", changes: ["updating service s"]),
    .init(
      name: "routes", file: "services: [{name: s, host: h, routes: [{name: r, paths: [/a], headers: {x: [y]}}]}]",
      changed: "services: [{name: s, host: h, routes: [{name: r, paths: [/b], methods: [GET]}]}]",
      changes: ["updating route r"]),
    .init(
      name: "routes by expressions", file: "routes: [{name: r, expression: 'http.path == \"/a\"'}]",
      changed: "routes: [{name: r, expression: 'http.path == \"/b\"', priority: 5}]", changes: ["updating route r"]),
    .init(
      name: "consumers", file: "consumers: [{username: u, tags: [a]}]",
      changed: "consumers: [{username: u, custom_id: c}]", changes: ["updating consumer u"]),
    .init(
      name: "groups", file: "consumer_groups: [{name: g, tags: [a]}]",
      changed: "consumer_groups: [{name: g, tags: [b]}]",
      changes: ["updating consumer-group g"]),
    .init(
      name: "members of groups",
      file: "consumer_groups: [{name: g}, {name: i}]\nconsumers: [{username: u, groups: [{name: g}]}]",
      changed: "consumer_groups: [{name: g}, {name: i}]\nconsumers: [{username: u, groups: [{name: i}]}]",
      changes: [
        "creating consumer-group-consumer for consumer-group i and consumer u",
        "deleting consumer-group-consumer for consumer-group g and consumer u",
      ]),
    .init(
      name: "plugins",
      file: "services: [{name: s, host: h, plugins: [{name: rate-limiting, config: {minute: 5}}]}]",
      changed: "services: [{name: s, host: h, plugins: [{name: rate-limiting, config: {minute: 6}}]}]",
      changes: ["updating plugin rate-limiting for service s"]),
    .init(
      name: "plugins of groups",
      file: "consumer_groups: [{name: g, plugins: [{name: rate-limiting, config: {minute: 5}}]}]",
      changed: "consumer_groups: [{name: g, plugins: [{name: rate-limiting, config: {minute: 6}}]}]",
      changes: ["updating plugin rate-limiting for consumer-group g"]),
    .init(
      name: "targets", file: "upstreams: [{name: u, targets: [{target: 'a.example:80'}]}]",
      changed: "upstreams: [{name: u, slots: 100, targets: [{target: 'a.example:80', weight: 5, failover: true}]}]",
      changes: ["updating upstream u", "updating target a.example:80 for upstream u"]),
    .init(
      name: "certificates and their names", file: certificate("[{name: a.example}, {name: b.example}]"),
      changed: certificate("[{name: a.example, tags: [t]}, {name: c.example}]"),
      changes: ["updating sni a.example", "creating sni c.example", "deleting sni b.example"]),
    .init(
      name: "authorities", file: "ca_certificates: [{id: \(id), cert: '${{ env \"DECK_CA\" }}'}]",
      changed: "ca_certificates: [{id: \(id), cert: '${{ env \"DECK_CA\" }}', tags: [a]}]",
      changes: ["updating ca-certificate \(id)"]),
    .init(
      name: "vaults", file: "vaults: [{name: env, prefix: v-1, config: {prefix: A_}}]",
      changed:
        "vaults: [{name: env, prefix: v-1, config: {prefix: B_}}, {name: konnect, prefix: v-2, config: {config_store_id: c}}]",
      changes: ["updating vault v-1", "creating vault v-2"]),
    .init(
      name: "keys", file: keys("tags: [a]"), changed: keys("tags: [b]"), changes: ["updating key k"]),
    .init(
      name: "partials", file: partial("host: h"), changed: partial("host: i"), changes: ["updating partial p"]),
    .init(
      name: "key-auth credentials and groups of acl",
      file: "consumers: [{username: u, keyauth_credentials: [{key: k}], acls: [{group: a}]}]",
      changed: "consumers: [{username: u, keyauth_credentials: [{key: k, tags: [t]}], acls: [{group: b}]}]",
      changes: [
        "updating key-auth for consumer u (other.yaml:2:49)", "creating acl-group b for consumer u",
        "deleting acl-group a for consumer u",
      ]),
    .init(
      name: "hmac-auth and jwt",
      file: "consumers: [{username: u, hmacauth_credentials: [{username: h, secret: s}], "
        + "jwt_secrets: [{key: j, secret: s}]}]",
      changed: "consumers: [{username: u, hmacauth_credentials: [{username: h, secret: t}], "
        + "jwt_secrets: [{key: j, secret: t, algorithm: HS512}]}]",
      changes: ["updating hmac-auth h for consumer u", "updating jwt-auth for consumer u (other.yaml:2:91)"]),
    .init(
      name: "custom entities", file: custom("query: '{ u }'", "add_constant: 2"),
      changed: custom("query: '{ v }'", "add_constant: 3"),
      changes: [
        "updating degraphql_routes /u for service s",
        "updating graphql_ratelimiting_cost_decorations Query.u for service s",
      ]),
    .init(
      name: "cloned plugins",
      file: "_info: {include_plugin_definitions: true}\ncloned_plugins: [{name: two, ref: key-auth, priority: 1}]",
      changed: "_info: {include_plugin_definitions: true}\ncloned_plugins: [{name: two, ref: key-auth, priority: 2}]",
      changes: ["updating cloned-plugin two"], flags: ["--include-plugin-definitions"]),
  ]

  private static func certificate(_ snis: String) -> String {
    "certificates: [{id: \(id), cert: '${{ env \"DECK_CERT\" }}', key: '${{ env \"DECK_KEY\" }}', snis: \(snis)}]"
  }

  private static func keys(_ fields: String) -> String {
    "key_sets: [{name: set}]\nkeys: [{name: k, kid: k, set: {name: set}, \(fields), "
      + "pem: {public_key: '${{ env \"DECK_PUBLIC\" }}', private_key: '${{ env \"DECK_PRIVATE\" }}'}}]"
  }

  private static func partial(_ config: String) -> String {
    "partials: [{id: \(id), name: p, type: redis-ee, config: {\(config)}}]\n"
      + "plugins: [{name: rate-limiting-advanced, partials: [{name: p}], "
      + "config: {limit: [1], window_size: [1], namespace: n}}]"
  }

  private static func custom(_ route: String, _ cost: String) -> String {
    "services: [{name: s, host: h}]\ncustom_entities:\n"
      + "- {type: degraphql_routes, id: \(id), fields: {service: {name: s}, uri: /u, \(route)}}\n"
      + "- {type: graphql_ratelimiting_cost_decorations, id: \(other), "
      + "fields: {service: {name: s}, type_path: Query.u, \(cost)}}"
  }

  @Test(arguments: cases + KindCycleTests.cases) func aKindGoesTheWholeWay(_ example: KindCycleTests.Case) async throws
  {
    try await Gateway.run(.konnect()) { konnect in try await KindCycleTests.goTheWholeWay(example, konnect) }
  }

  @Test func passwordsAreHashedOrKept() async throws {
    try await Gateway.run(.konnect()) { konnect in
      let file = try konnect.file(
        "consumers: [{username: u, basicauth_credentials: [{username: b, password: text}]}]\n")
      #expect(try await konnect.fairlead("sync", file).status == 0)
      let same = try await konnect.fairlead("diff", "--non-zero-exit-code", file)
      #expect(same.status == 0, "\(same.everything)")
      let hash = try #require(try await konnect.list("basic-auths").first?["password"]?.string)
      #expect(hash != "text")

      let dump = try await konnect.fairlead("dump").output
      try await konnect.reset([])
      let restored = try await konnect.fairlead("sync", "--skip-hash-for-basic-auth", "-", input: dump)
      #expect(restored.status == 0, "\(restored.everything)")
      #expect(try await konnect.list("basic-auths").first?["password"]?.string == hash, "the hash is kept as it is")
      let again = try await konnect.fairlead("sync", "--skip-hash-for-basic-auth", "-", input: dump)
      #expect(again.status == 0 && again.output.contains("  Updated: 0\n"), "\(again.everything)")
    }
  }

  /// A control plane does not list the plugins that it could have: those that are known are asked for, and those in use.
  @Test func schemasAreSaved() async throws {
    try await Gateway.run(.konnect()) { konnect in
      let run = try await konnect.fairlead("schemas", "-o", "schemas")
      #expect(run.status == 0, "\(run.everything)")
      let (route, plugin) = ("schemas/entities/routes.json", "schemas/plugins/rate-limiting-advanced.json")
      for (name, field) in [(route, "protocols"), (plugin, "config")] {
        let fields = try JSONReader.read(Array(try konnect.scratch.read(name).utf8))["fields"]?.array ?? []
        #expect(fields.contains { $0[field] != nil }, "\(name)")
      }
      let asked = try await konnect.root.reader.get(["_sandbox", "counters"])["by_method"]?["GET"]?.integer ?? 0
      #expect(asked < 200, "\(asked) requests")
    }
  }

  /// What Konnect manages itself is invisible, and stays.
  @Test func managedEntitiesStay() async throws {
    try await Gateway.run(.konnect()) { konnect in
      for (path, body) in [
        ("services", ["name": "managed", "host": "h", "tags": ["konnect-managed"]] as Node),
        ("upstreams", ["name": "managed", "tags": ["konnect-managed"]]),
        ("plugins", ["name": "cors", "tags": ["konnect-managed-plugin"]]),
        ("vaults", ["name": "env", "prefix": "v-1", "tags": ["konnect-managed"]]),
      ] {
        try await konnect.api.put([path, Self.id], body: body)
      }
      let dump = try await konnect.fairlead("dump")
      #expect(dump.status == 0 && !dump.output.contains("managed\n"), "\(dump.output)")
      let file = try konnect.file("services: [{name: own, host: h}]\n")
      #expect(try await konnect.fairlead("sync", file).status == 0)
      let same = try await konnect.fairlead("diff", "--non-zero-exit-code", file)
      #expect(same.status == 0, "\(same.everything)")
      try await konnect.reset([])
      for path in ["services", "upstreams", "plugins", "vaults"] {
        #expect(try await konnect.list(path).map { $0["id"]?.string } == [Self.id], "\(path)")
      }
    }
  }

  @Test func workspacesAreMadeAndKeptApart() async throws {
    try await Gateway.run(.konnect()) { konnect in
      let file = try konnect.file("_workspace: team\nservices: [{name: s, host: h, plugins: [{name: cors}]}]\n")
      let diff = try await konnect.fairlead("diff", file)
      #expect(diff.status == 0 && !diff.output.contains("Creating workspace \n"), "\(diff.everything)")
      #expect(try await konnect.writes() == 0)
      let sync = try await konnect.fairlead("sync", file)
      #expect(sync.status == 0, "\(sync.everything)")
      #expect(try await konnect.list("services").isEmpty)
      #expect(try await konnect.list("team", "services").count == 1)
      let same = try await konnect.fairlead("diff", "--non-zero-exit-code", file)
      #expect(same.status == 0, "\(same.everything)")
      let dump = try await konnect.fairlead("dump", "-w", "team")
      #expect(dump.output.contains("_workspace: team\n") && dump.output.contains("_konnect:\n"), "\(dump.everything)")
      for name in ["default", "DEFAULT"] {
        let standard = try await konnect.fairlead("dump", "-w", name)
        #expect(standard.status == 0 && !standard.output.contains("services:"), "\(standard.everything)")
      }
      let missing = try await konnect.fairlead("dump", "-w", "none")
      #expect(missing.status == 1 && missing.errors.contains("none"), "\(missing.everything)")
      let reset = try await konnect.fairlead("reset", "--force", "-w", "team")
      #expect(reset.status == 0, "\(reset.everything)")
      #expect(try await konnect.list("team", "services").isEmpty)
      let all = try await konnect.fairlead("dump", "--all-workspaces")
      #expect(all.status == 0, "\(all.everything)")
      #expect(try konnect.scratch.read("team.yaml").contains("_workspace: team"))
    }
  }
}
