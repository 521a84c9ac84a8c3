import Foundation
import Testing

/// Checking files without a gateway.
@Suite(.serialized) struct ValidateTests {
  private func validate(
    _ text: String, _ flags: [String] = [], environment: [String: String] = [:], schemas: [String: String] = [:]
  ) async throws -> Program.Run {
    let scratch = try Scratch()
    defer { scratch.remove() }
    try scratch.write("kong.yaml", text)
    for (name, schema) in schemas { try scratch.write(name, schema) }
    return try await Program.run(
      "fairlead", ["file", "validate"] + flags + ["kong.yaml"], environment: environment, in: scratch.folder)
  }

  @Test func aGoodFileIsPassedOverInSilence() async throws {
    for example in DocumentationTests.examples {
      let run = try await validate(example.text, environment: DocumentationTests.variables)
      #expect(run.status == 0 && run.everything == "", "line \(example.line): \(run.everything)")
    }
  }

  /// What an expression leaves out keeps nothing from being looked at, and is no fault a second time.
  @Test func faultsOfExpressionsAreToldWithTheOthers() async throws {
    let run = try await validate(
      """
      _format_version: "3.0"
      services:
      - name: s
        url: ${{ env "DECK_URL" }}
        prot: https
        retries: many
      - {name: '${{ env "DECK_NAME" }}', host: h, port: "${{ nonsense }}", hots: x}
      routes:
      - {name: r, service: t, protocols: ['${{ env "DECK_P" }}'], snis: [a.example], methods: [get]}
      - {name: q, paths: ['${{ env "DECK_PATH" }}']}
      plugins:
      - {name: rate-limiting, config: {minute: '${{ env "DECK_M" | toInt }}', polcy: local}}
      - {name: cors, route: nowhere}
      consumers:
      - {username: u, keyauth_credentials: [{key: '${{ env "DECK_KEY" }}'}], acls: [{group: '${{ env "DECK_G" }}'}]}
      - {username: v, hots: x}
      """)
    #expect(run.status == 1)
    let places = run.errors.split(separator: "\n").map(String.init).filter { $0.hasPrefix("kong.yaml:") }
      .map { $0.split(separator: " ").first.map(String.init) ?? "" }
    #expect(
      places == [
        "kong.yaml:4:8:", "kong.yaml:5:3:", "kong.yaml:6:12:", "kong.yaml:7:11:", "kong.yaml:7:52:", "kong.yaml:7:70:",
        "kong.yaml:9:38:", "kong.yaml:9:90:", "kong.yaml:10:22:", "kong.yaml:12:43:", "kong.yaml:12:73:",
        "kong.yaml:13:23:", "kong.yaml:15:46:", "kong.yaml:15:88:", "kong.yaml:16:17:",
      ], "\(run.errors)")
  }

  /// What a file is about has to be known before anything of it is judged.
  @Test func withoutItsHeaderAFileIsNotJudged() async throws {
    let run = try await validate(
      """
      _format_version: "3.0"
      _info: {select_tags: ['${{ env "DECK_TAG" }}']}
      services:
      - {name: s, hots: h}
      """)
    #expect(run.status == 1 && run.errors.contains("kong.yaml:2:24: error: the environment variable DECK_TAG"))
    #expect(!run.errors.contains("hots"), "\(run.errors)")
  }

  /// A rule over several limits does not wait for what else is wrong to be mended.
  @Test func limitsOutOfOrderAreToldBesideOtherFaults() async throws {
    let run = try await validate(
      """
      _format_version: "3.0"
      plugins:
      - {name: response-ratelimiting, config: {limits: {video: {minute: 10, hour: 5, second: x}}}}
      """)
    #expect(run.status == 1 && run.errors.ranges(of: "error: ").count == 2, "\(run.errors)")
    #expect(run.errors.contains("kong.yaml:3:58: error: "), "\(run.errors)")
    #expect(
      run.errors.contains("config.limits.video: The limit for hour(5.0) cannot be lower than the limit for minute"))
    #expect(run.errors.contains("config.limits.video.second: expected a number"), "\(run.errors)")
  }

  @Test func allFaultsAreReportedWhereTheyStand() async throws {
    let run = try await validate(
      """
      _format_version: "3.0"
      services:
      - name: s
        host: h
        prot: https
        retries: many
        routes:
        - name: r
          paths: [a]
        plugins:
        - name: rate-limiting
          config: {minute: 5, polcy: local}
        - name: ai-rate-limiting-advanced
          config: {llm_providers: 5}
      plugins:
      - name: cors
        route: rr
      consumers:
      - keyauth_credentials: [{key: k}]
      - username: u
      - username: u
      """)
    #expect(run.status == 1)
    let places = run.errors.split(separator: "\n").map(String.init).filter { $0.hasPrefix("kong.yaml:") }
      .map { $0.split(separator: " ").first.map(String.init) ?? "" }
    #expect(
      places == [
        "kong.yaml:5:3:", "kong.yaml:6:12:", "kong.yaml:9:13:", "kong.yaml:12:25:", "kong.yaml:14:29:",
        "kong.yaml:17:10:", "kong.yaml:19:3:", "kong.yaml:21:3:",
      ], "\(run.errors)")
    #expect(run.errors.contains("unknown key 'prot'"))
    #expect(run.errors.contains("did you mean 'policy'?"))
    #expect(run.errors.contains("refers to route 'rr', which no file has"))
    #expect(run.errors.contains("consumer u is defined twice"))
  }

  /// Verbs that look at keys alone find the same ones, however deep they stand, and nothing in what plugins are configured with.
  @Test(arguments: [["render"], ["convert", "--from", "3.4", "--to", "3.10", "--input-file"]])
  func keysThatNoEntityHasAreFoundByOtherVerbs(_ verb: [String]) async throws {
    let scratch = try Scratch()
    defer { scratch.remove() }
    try scratch.write(
      "kong.yaml",
      """
      _format_version: "3.0"
      services:
      - {name: s, host: h, prot: http}
      upstreams:
      - name: u
        healthchecks:
          active: {healthy: {intervall: 5, http_statuses: [200]}, headers: {X-Any: [a]}}
      plugins:
      - {name: rate-limiting, config: {minutes: 5}}
      """)
    let run = try await Program.run("fairlead", ["file"] + verb + ["kong.yaml"], in: scratch.folder)
    let found = run.errors.split(separator: "\n").filter { $0.contains("unknown key") }.map(String.init)
    #expect(run.status == 1 && run.output == "", "\(run.everything)")
    #expect(
      found == [
        "kong.yaml:3:22: error: service s: unknown key 'prot'",
        "kong.yaml:7:24: error: upstream u: unknown key 'healthchecks.active.healthy.intervall'",
      ], "\(run.errors)")
  }

  @Test func aPluginWithoutASchemaIsAWarning() async throws {
    let text = "_format_version: \"3.0\"\nplugins:\n- name: our-own\n  config: {limit: many}\n"
    let unknown = try await validate(text)
    #expect(unknown.status == 0)
    #expect(unknown.errors.contains("kong.yaml:3:9: warning: plugin our-own (global): no schema"))
    let schema = #"{"fields": [{"config": {"type": "record", "fields": [{"limit": {"type": "integer"}}]}}]}"#
    let known = try await validate(text, ["--schemas", "our-own.json"], schemas: ["our-own.json": schema])
    #expect(known.status == 1)
    #expect(known.errors.contains("kong.yaml:4:19: error: plugin our-own (global): config.limit"), "\(known.errors)")
  }

  @Test func variablesHaveToBeSet() async throws {
    let text = "_format_version: \"3.0\"\nservices:\n- name: s\n  host: ${{ env \"DECK_NO_SUCH\" }}\n"
    let run = try await validate(text)
    #expect(run.status == 1)
    #expect(run.errors.contains("kong.yaml:4:9: error: the environment variable DECK_NO_SUCH is not set"))
  }

  @Test func whatOnlyAGatewayKnowsIsRefused() async throws {
    let run = try await validate(
      "_format_version: \"3.0\"\n_info: {default_lookup_tags: {services: [global]}}\nconsumers: [{username: u}]\n")
    #expect(run.status == 1)
    #expect(run.errors.contains("use: fairlead gateway validate"))
  }

  /// Fields of other versions and of other ways to match routes are fields of the format; that a schema leaves out the
  /// older names of a plugin's fields is no error of the file's.
  @Test func everyFieldOfTheFormatIsKnown() async throws {
    let run = try await validate(Self.manyFields)
    #expect(run.status == 0, "\(run.errors)")
    let lines = run.errors.split(separator: "\n").filter { !$0.hasPrefix("  ") }
    #expect(lines.count == 1, "\(run.errors)")
    #expect(run.errors.hasPrefix("kong.yaml:27:"), "\(run.errors)")
    #expect(run.errors.contains("warning: plugin rate-limiting-advanced (global): unknown key 'config.redis.timeout'"))
  }

  private static let manyFields = """
    _format_version: "3.0"
    services:
    - name: s
      host: h
      protocol: https
      tls_sans: {dnsnames: [b.example], uris: ["spiffe://x"]}
      tls_verify_depth: 2
      created_at: 1
    routes:
    - {name: r, protocols: [tcp], sources: [{ip: 1.2.3.4, port: 1}], https_redirect_status_code: 302}
    - {name: e, expression: 'http.path == "/x"', priority: 3}
    upstreams:
    - name: u
      hash_on_query_arg: q
      sticky_sessions_cookie: c
      sticky_sessions_cookie_path: /
      healthchecks: {threshold: 10}
      targets: [{target: a.example, weight: 1, failover: true, created_at: 1.5}]
    consumers:
    - username: c
      created_at: 12
      keyauth_credentials: [{key: k, ttl: 3, created_at: 4}]
      oauth2_credentials: [{name: n, client_id: a, client_secret: b, redirect_uris: [https://a.example]}]
      jwt_secrets: [{algorithm: RS256, key: k, rsa_public_key: "{vault://env/x}"}]
    plugins:
    - name: rate-limiting-advanced
      config: {limit: [1, 2], window_size: [2, 3], namespace: n, redis: {host: q, timeout: 400}}
    - {name: cors, ordering: {before: {access: [key-auth]}, after: {access: [acl]}}, condition: x}
    vaults:
    - {name: hcv, prefix: hc, description: d, config: {host: h, token: t}}
    keys: [{name: k, kid: "1", jwk: "{vault://env/x}"}]
    partials: [{name: p, type: redis-ee, config: {host: x}}, {name: q, type: embeddings, config: {a: b}}]
    """
}
