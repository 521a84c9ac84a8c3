import Targets
import Documents
import GatewaySandbox
import GatewaySchemas
import Testing

/// Kinds that a run seldom has: each is synced, compared, changed, dumped, restored and taken away.
@Suite(.serialized) struct KindCycleTests {
  private static let authority = "e0000000-0000-4000-8000-000000000001"
  private static let credential = "e0000000-0000-4000-8000-000000000002"

  /// A file, the same with a change, and what the change is.
  struct Case: CustomTestStringConvertible, Sendable {
    var name: String
    var file: String
    var changed: String
    var changes: [String]
    var flags: [String] = []
    var testDescription: String { name }
  }

  static let cases: [Case] = [
    Case(
      name: "mtls-auth credentials", file: mutualTLS("subject_name: one.example"),
      changed: mutualTLS("subject_name: two.example"), changes: ["updating mtls-auth two.example for consumer c"]),
    Case(
      name: "mtls-auth credentials without a certificate",
      file: mutualTLS("subject_name: one.example, ca_certificate: {id: \(authority)}"),
      changed: mutualTLS("subject_name: one.example"), changes: ["updating mtls-auth one.example for consumer c"]),
    Case(
      name: "plugin definitions", file: definition("return {}"), changed: definition("return { a = 1 }"),
      changes: ["updating custom-plugin own"], flags: ["--include-plugin-definitions"]),
    Case(
      name: "conditions of plugins", file: condition("http.path == \"/a\""), changed: condition("http.path == \"/b\""),
      changes: ["updating plugin cors (global)"]),
    Case(
      name: "a condition is taken away", file: condition("http.path == \"/a\""), changed: "plugins: [{name: cors}]",
      changes: ["updating plugin cors (global)"]),
    Case(
      name: "filter chains", file: chain("{name: f, config: '{\"a\": 1}'}"), changed: chain("{name: f}, {name: g}"),
      changes: ["updating filter-chain for service s"]),
    Case(
      name: "a filter chain moves", file: chain("{name: f}"),
      changed:
        "services: [{name: s, host: h, routes: [{name: r, paths: [/r], filter_chains: [{filters: [{name: f}]}]}]}]",
      changes: ["creating route r", "creating filter-chain for route r", "deleting filter-chain for service s"]),
    Case(
      name: "partials of plugins that go with their owners",
      file: "partials: [{id: \(authority), name: p, type: redis-ee, config: {host: h}}]\n"
        + "services: [{name: s, host: h, plugins: [{name: rate-limiting-advanced, partials: [{name: p}], "
        + "config: {limit: [1], window_size: [1], namespace: n}}]}]",
      changed: "consumers: [{username: u}]",
      changes: [
        "creating consumer u", "deleting plugin rate-limiting-advanced for service s (goes with its owner)",
        "deleting service s", "deleting partial p",
      ]),
    Case(
      name: "certificates of credentials that go with their owners",
      file: mutualTLS("subject_name: s, ca_certificate: {id: \(authority)}"),
      changed: "consumers: [{username: u}]",
      changes: [
        "creating consumer u", "deleting mtls-auth s for consumer c (goes with its owner)", "deleting consumer c",
        "deleting ca-certificate \(authority)",
      ]),
  ]

  private static func mutualTLS(_ fields: String) -> String {
    "ca_certificates: [{id: \(authority), cert: '${{ env \"DECK_CA\" }}'}]\n"
      + "consumers: [{username: c, mtls_auth_credentials: [{id: \(credential), \(fields)}]}]"
  }

  private static func definition(_ handler: String) -> String {
    "_info: {include_plugin_definitions: true}\n"
      + "custom_plugins: [{name: own, schema: 'return {}', handler: '\(handler)'}]\nplugins: [{name: own, config: {a: 1}}]"
  }

  private static func condition(_ text: String) -> String { "plugins: [{name: cors, condition: '\(text)'}]" }

  private static func chain(_ filters: String) -> String {
    "services: [{name: s, host: h, filter_chains: [{filters: [\(filters)], tags: [t]}]}]"
  }

  @Test(arguments: cases) func aKindGoesTheWholeWay(_ example: Case) async throws {
    try await Gateway.run(.everything) { try await Self.goTheWholeWay(example, $0) }
  }

  /// The same with any target.
  static func goTheWholeWay(_ example: Case, _ gateway: Gateway) async throws {
    let environment = [
      "DECK_CA": PEM.caCertificate, "DECK_CERT": PEM.certificate, "DECK_KEY": PEM.key,
      "DECK_PUBLIC": PEM.rsaPublicKey, "DECK_PRIVATE": PEM.rsaPrivateKey,
    ]
    let file = try gateway.file(example.file)
    let check = try await gateway.fairlead("validate", file, environment: environment)
    #expect(check.status == 0 && check.errors.isEmpty, "\(check.everything)")
    let sync = try await gateway.fairlead("sync", file, environment: environment)
    #expect(sync.status == 0 && sync.errors.isEmpty, "\(sync.everything)")
    let same = try await gateway.fairlead("diff", "--non-zero-exit-code", file, environment: environment)
    #expect(same.status == 0, "\(same.everything)")
    let dump = try await gateway.run(["dump"] + example.flags).output
    try await gateway.resetCounters()
    let back = try await gateway.fairlead("sync", "-", input: dump)
    #expect(back.status == 0, "\(back.everything)")
    #expect(try await gateway.writes() == 0, "\(back.everything)")

    let other = try gateway.file(example.changed, named: "other.yaml")
    let run = try await gateway.fairlead("sync", other, environment: environment)
    #expect(run.status == 0, "\(run.everything)")
    let lines = run.output.split(separator: "\n").map(String.init).filter {
      $0.hasPrefix("creating ") || $0.hasPrefix("updating ") || $0.hasPrefix("deleting ")
    }
    #expect(lines == example.changes, "\(run.everything)")
    let again = try await gateway.fairlead("diff", "--non-zero-exit-code", other, environment: environment)
    #expect(again.status == 0, "\(again.everything)")

    try await gateway.reset([])
    let restored = try await gateway.fairlead("sync", "-", input: dump)
    #expect(restored.status == 0, "\(restored.everything)")
    #expect(try await gateway.run(["dump"] + example.flags).output == dump)
  }

  /// What is taken out of a vault's configuration is noticed where the gateway tells what that has, and nothing is made up
  /// where it does not.
  @Test func aKeyThatIsTakenOutIsNoticed() async throws {
    try await Gateway.run { gateway in
      let given = try gateway.file("vaults: [{name: env, prefix: v-1, config: {prefix: A_}}]", named: "given.yaml")
      #expect(try await gateway.fairlead("sync", given).status == 0)
      let file = try gateway.file("vaults: [{name: env, prefix: v-1, config: {}}]")
      let diff = try await gateway.fairlead("diff", "--non-zero-exit-code", file)
      #expect(diff.status == 2 && diff.output.contains("config.prefix"), "\(diff.everything)")
      try await gateway.set(faults: ["rules": [["method": "GET", "path": "/schemas/vaults/*", "status": 404]]])
      let unknown = try await gateway.fairlead("diff", "--non-zero-exit-code", file)
      #expect(unknown.status == 0, "\(unknown.everything)")
      #expect(
        unknown.errors.contains("kong.yaml:2:10: warning: vault v-1: the gateway has 'config.prefix'"),
        "\(unknown.errors)")
    }
  }

  /// Licenses are read for nobody, and stay whatever happens.
  @Test func licensesStayAsTheyAre() async throws {
    try await Gateway.run(edition: .enterprise) { gateway in
      try await gateway.api.post(["licenses"], body: ["payload": "signed-license"])
      let file = try gateway.file("licenses: [{payload: another}]\nconsumers: [{username: u}]")
      let run = try await gateway.fairlead("sync", file)
      #expect(run.status == 0 && run.errors.contains("'licenses' are never written"), "\(run.everything)")
      #expect(!run.everything.contains("signed-license") && !run.everything.contains("another"))
      let dump = try await gateway.fairlead("dump")
      #expect(!dump.everything.contains("license"))
      try await gateway.reset([])
      #expect(try await gateway.list("licenses").first?["payload"] == "signed-license")
    }
  }

  /// The open source edition has none of these kinds: each is refused at its line before anything is written.
  @Test(arguments: [
    "consumers: [{username: u, mtls_auth_credentials: [{id: \(credential), subject_name: s}]}]",
    "services: [{name: s, host: h}]\nfilter_chains: [{filters: [{name: f}], service: s}]",
    "partials: [{name: p, type: redis-ee}]", "consumer_groups: [{name: g}]", "rbac_roles: [{name: r}]",
    "plugins: [{name: cors, condition: x}]", "plugins: [{name: openid-connect, config: {cache_tokens_salt: x}}]",
    "services: [{name: s, host: h}]\ncustom_entities: [{type: degraphql_routes, fields: {service: s, uri: /, query: q}}]",
  ]) func whatTheEditionDoesNotHaveIsRefused(text: String) async throws {
    try await Gateway.run { gateway in
      let run = try await gateway.fairlead("sync", try gateway.file(text))
      #expect(run.status == 1, "\(run.everything)")
      #expect(run.errors.hasPrefix("kong.yaml:"), "\(run.errors)")
      #expect(try await gateway.writes() == 0)
    }
  }
}
