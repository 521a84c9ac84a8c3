import Testing

/// A state file, and what the rules of the program say of it.
struct BuiltinRuleCase: Sendable, CustomTestStringConvertible {
  let code: String
  let state: String
  /// The findings of the rule, each `[severity][line:column]`.
  let findings: [String]

  var testDescription: String { code }

  static let all: [BuiltinRuleCase] = [
    BuiltinRuleCase(
      code: "literal-secret",
      state: """
        consumers:
        - username: a
          keyauth_credentials: [{key: abc}, {key: '${{ env "DECK_KEY" }}'}, {key: '{vault://env/key}'}]
          basicauth_credentials: [{username: u, password: word}]
        plugins:
        - name: ai-proxy
          config: {auth: {header_name: Authorization, header_value: Bearer x}}
        - name: request-transformer
          config: {add: {headers: ['Authorization:Bearer x', 'X-Other:y']}}
        """, findings: ["[error][3:31]", "[error][4:51]", "[error][7:61]", "[error][9:28]"]),
    BuiltinRuleCase(
      code: "admin-api-exposed",
      state: """
        services:
        - {name: a, url: 'http://localhost:8001'}
        - {name: b, host: kong-admin.example.internal, port: 8444, protocol: https}
        - {name: c, host: other.example.internal, port: 8001}
        """, findings: ["[error][2:18]", "[error][3:70]"]),
    BuiltinRuleCase(
      code: "duplicate-plugin",
      state: """
        services:
        - name: a
          plugins: [{name: cors}, {name: key-auth}, {name: cors}]
        plugins: [{name: cors}, {name: cors, service: b}, {name: cors, service: {name: b}}]
        """, findings: ["[error][3:45]", "[error][4:51]"]),
    BuiltinRuleCase(
      code: "duplicate-route",
      state: """
        routes:
        - {name: a, paths: [/x, /y], hosts: [h]}
        - {name: b, hosts: [h], paths: [/y, /x]}
        - {name: c, hosts: [h], paths: [/y]}
        """, findings: ["[warn][3:3]"]),
    BuiltinRuleCase(
      code: "plaintext-upstream",
      state: """
        services:
        - {name: a, url: 'http://a.example.internal'}
        - {name: b, host: b.example.internal, protocol: grpc}
        - {name: c, url: 'https://c.example.internal'}
        - {name: d, url: 'http://127.0.0.1:9000'}
        - {name: e, host: '${{ env "DECK_HOST" }}'}
        """, findings: ["[warn][2:18]", "[warn][3:49]"]),
    BuiltinRuleCase(
      code: "plaintext-endpoint",
      state:
        "plugins: [{name: http-log, config: {http_endpoint: 'http://log.example.internal'}}, {name: http-log, config: {http_endpoint: 'https://log.example.internal'}}]",
      findings: ["[warn][1:52]"]),
    BuiltinRuleCase(
      code: "unverified-tls",
      state: """
        services: [{name: a, tls_verify: false}, {name: b, tls_verify: true}]
        plugins: [{name: rate-limiting, config: {redis: {ssl_verify: false}}}]
        """, findings: ["[warn][1:34]", "[warn][2:62]"]),
    BuiltinRuleCase(
      code: "plaintext-route",
      state: "routes: [{name: a, protocols: [http]}, {name: b, protocols: [http, https]}, {name: c}]",
      findings: ["[warn][1:31]"]),
    BuiltinRuleCase(
      code: "catch-all-route",
      state:
        "routes: [{name: a}, {name: b, paths: [/]}, {name: c, hosts: [h]}, {name: d, expression: 'http.host == \"h\"'}]",
      findings: ["[warn][1:10]", "[warn][1:38]"]),
    BuiltinRuleCase(
      code: "route-without-service",
      state:
        "services: [{name: s, routes: [{name: a}]}]\nroutes: [{name: b, service: s}, {name: c, service: {name: s}}, {name: d}]",
      findings: ["[warn][2:64]"]),
    BuiltinRuleCase(
      code: "service-without-route",
      state:
        "services: [{name: a, routes: [{name: r}]}, {name: b}, {name: c}]\nroutes: [{name: q, service: {name: c}}]",
      findings: ["[info][1:44]"]),
    BuiltinRuleCase(
      code: "wildcard-host", state: "routes: [{name: a, hosts: [a.example.com, '*.example.com']}]",
      findings: ["[info][1:43]"]),
    BuiltinRuleCase(
      code: "unanchored-regex-path", state: "routes: [{name: a, paths: ['~/a+', '~/b$', /c]}]",
      findings: ["[info][1:28]"]),
    BuiltinRuleCase(
      code: "unauthenticated-route",
      state: """
        services:
        - name: a
          plugins: [{name: key-auth}]
          routes: [{name: a1}]
        - name: b
          routes: [{name: b1, plugins: [{name: jwt, enabled: false}]}, {name: b2, plugins: [{name: jwt}]}, {name: b3}]
        plugins: [{name: openid-connect, route: b3}]
        """, findings: ["[info][6:12]"]),
    BuiltinRuleCase(
      code: "admin-path",
      state:
        "routes: [{name: a, paths: [/admin/users]}, {name: b, paths: [/metrics], plugins: [{name: ip-restriction}]}]",
      findings: ["[warn][1:28]"]),
    BuiltinRuleCase(
      code: "anonymous-consumer",
      state: "plugins: [{name: key-auth, config: {anonymous: guest}}, {name: jwt, config: {anonymous: null}}]",
      findings: ["[warn][1:48]"]),
    BuiltinRuleCase(
      code: "forwarded-credentials",
      state:
        "plugins: [{name: key-auth}, {name: basic-auth, config: {hide_credentials: false}}, {name: oauth2, config: {hide_credentials: true}}]",
      findings: ["[warn][1:11]", "[warn][1:75]"]),
    BuiltinRuleCase(
      code: "any-origin-with-credentials",
      state:
        "plugins: [{name: cors, config: {origins: ['*'], credentials: true}}, {name: cors, route: r, config: {origins: ['*']}}]",
      findings: ["[warn][1:43]"]),
    BuiltinRuleCase(code: "inline-code", state: "plugins: [{name: pre-function}]", findings: ["[info][1:11]"]),
    BuiltinRuleCase(
      code: "unlimited-tokens",
      state: """
        plugins:
        - {name: ai-proxy, config: {route_type: llm/v1/chat, model: {name: m, options: {max_tokens: 9}}}}
        - {name: ai-proxy-advanced, config: {targets: [{route_type: llm/v1/chat, model: {name: m}}]}}
        """, findings: ["[info][3:81]"]),
    BuiltinRuleCase(
      code: "long-timeout", state: "services: [{name: a, read_timeout: 600001, write_timeout: 600000}]",
      findings: ["[info][1:36]"]),
    BuiltinRuleCase(
      code: "many-retries", state: "services: [{name: a, retries: 11}, {name: b, retries: 10}]",
      findings: ["[info][1:31]"]),
    BuiltinRuleCase(
      code: "missing-name", state: "services: [{host: h}, {name: b}]\nroutes: [{id: x}]",
      findings: ["[warn][1:12]", "[warn][2:10]"]),
    BuiltinRuleCase(
      code: "missing-tags", state: "services: [{name: a}, {name: b, tags: [t]}]\nconsumers: [{username: c}]",
      findings: ["[hint][1:12]", "[hint][2:13]"]),
    BuiltinRuleCase(
      code: "disabled-plugin", state: "plugins: [{name: cors, enabled: false}]", findings: ["[hint][1:33]"]),
    BuiltinRuleCase(
      code: "upstream-without-health-checks", state: "upstreams: [{name: u}, {name: v, healthchecks: {}}]",
      findings: ["[hint][1:13]"]),
  ]
}

/// The rules that come with the program, one by one, and how they are switched off.
@Suite struct BuiltinRuleTests {
  @Test(arguments: BuiltinRuleCase.all)
  func theRuleFindsThis(entry: BuiltinRuleCase) async throws {
    #expect(try await findings(of: entry.code, in: entry.state) == entry.findings)
  }

  @Test(arguments: BuiltinRuleCase.all)
  func theRuleCanBeSwitchedOff(entry: BuiltinRuleCase) async throws {
    #expect(try await findings(of: entry.code, in: entry.state, ["--off", "missing-tags,\(entry.code)"]) == [])
    #expect(try await findings(of: entry.code, in: "x-lint-ignore: [\(entry.code)]\n\(entry.state)") == [])
  }

  private func findings(of code: String, in state: String, _ arguments: [String] = []) async throws -> [String] {
    let run = try await Program.run("fairlead", ["file", "lint", "--builtin"] + arguments, input: state)
    #expect(run.errors == "")
    let lines = run.output.split(separator: "\n").map(String.init).filter { $0.contains(" \(code): ") }
    return lines.map { String($0.prefix { $0 != " " }) }
  }

  @Test func anExceptionIsForItsMappingAlone() async throws {
    let state =
      "routes:\n- {name: a, protocols: [http], x-lint-ignore: plaintext-route}\n- {name: b, protocols: [http]}\n"
    #expect(try await findings(of: "plaintext-route", in: state) == ["[warn][3:24]"])
  }

  @Test func aRuleThatIsNotThereIsToldWithTheNearest() async throws {
    let run = try await Program.run("fairlead", ["file", "lint", "--builtin", "--off", "missing-tag"], input: "a: 1\n")
    #expect(run.status == 64)
    #expect(run.errors.contains("did you mean 'missing-tags'?"))
  }

  @Test func noSecretShowsInAnyFormat() async throws {
    let scratch = try Scratch()
    defer { scratch.remove() }
    let reports = ["sarif", "junit", "github"].flatMap { ["--report", "\($0)=-"] }
    for format in ["plain", "json", "yaml"] {
      let run = try await Program.run(
        "fairlead", ["file", "lint", "--builtin", "--format", format] + reports,
        input: "consumers: [{username: a, keyauth_credentials: [{key: very-secret-word}]}]\n")
      #expect(run.status == 1)
      #expect(run.output.contains("literal-secret"))
      #expect(!run.everything.contains("very-secret-word"))
    }
  }
}
