import GatewaySchemas
import Testing

/// The diagnostics whose weight the user may choose, from every verb that gives them.
@Suite(.serialized) struct AdviceTests {
  /// What a file has, and what is said of it.
  struct Case: CustomTestStringConvertible, Sendable {
    var code: String
    var isError: Bool
    var text: String
    var place: String
    var testDescription: String { "\(code) at \(place)" }
  }

  static let cases: [Case] = [
    Case(
      code: "route-regex-path-format", isError: false,
      text: "routes:\n- name: r\n  paths: [/plain-1_2.3~4%20, \"/a(b|c)\"]\n", place: "kong.yaml:4:30"),
    Case(
      code: "rla-consumer-groups-deprecated", isError: true,
      text: "plugins:\n- name: rate-limiting-advanced\n  config:\n    limit: [1]\n    window_size: [1]\n"
        + "    enforce_consumer_groups: true\n", place: "kong.yaml:7:5"),
    Case(
      code: "rla-consumer-groups-deprecated", isError: true,
      text: "plugins:\n- name: rate-limiting-advanced\n  config:\n    limit: [1]\n    window_size: [1]\n"
        + "    consumer_groups: [gold]\n", place: "kong.yaml:7:5"),
    Case(
      code: "oidc-missing-required-config", isError: true,
      text: "plugins:\n- name: openid-connect\n  config: {issuer: \"https://id.example\", cache_tokens_salt: null}\n",
      place: "kong.yaml:4:61"),
    Case(
      code: "oidc-missing-required-config", isError: true,
      text: "plugins:\n- name: openid-connect\n  config: {issuer: \"https://id.example\"}\n", place: "kong.yaml:4:11"),
  ]

  private static let verbs = [
    ["file", "validate"], ["file", "render"], ["gateway", "validate"], ["gateway", "diff"], ["gateway", "apply"],
    ["gateway", "sync"],
  ]

  @Test(arguments: cases) func everyVerbTellsIt(_ example: Case) async throws {
    for verb in Self.verbs {
      try await Gateway.run(edition: .enterprise) { gateway in
        let file = try gateway.file(example.text)
        func run(_ flags: [String]) async throws -> Program.Run {
          try await Program.run(
            "fairlead", verb + flags + [file], environment: ["FAIRLEAD_KONG_ADDR": gateway.address],
            in: gateway.scratch.folder)
        }
        let weights = [
          ([], example.isError), (["-E", example.code], true), (["-W", example.code], false),
          (["-E", example.code, "-W", example.code], true),
        ]
        for (flags, isError) in weights {
          let before = try await gateway.list("plugins").count + gateway.list("routes").count
          let result = try await run(flags)
          #expect(result.status == (isError ? 1 : 0), "\(verb) \(flags): \(result.everything)")
          let lines = result.errors.split(separator: "\n").filter { $0.hasPrefix("\(example.place): ") }
          #expect(lines.count == 1, "\(verb) \(flags): \(result.errors)")
          #expect(lines.first?.hasPrefix("\(example.place): \(isError ? "error" : "warning"): ") == true)
          let after = try await gateway.list("plugins").count + gateway.list("routes").count
          if isError { #expect(after == before) }
        }
      }
    }
  }

  @Test func whatIsWeighedDownIsDone() async throws {
    try await Gateway.run(edition: .enterprise) { gateway in
      let file = try gateway.file(Self.cases[4].text)
      let run = try await gateway.fairlead("sync", "-W", "oidc-missing-required-config", file)
      #expect(run.output.contains("creating plugin openid-connect (global)"), "\(run.everything)")
      #expect(try await gateway.list("plugins").count == 1)
    }
  }

  @Test func pathsOfExpressionsAndOlderLimitsAreLeftInPeace() async throws {
    let scratch = try Scratch()
    defer { scratch.remove() }
    try scratch.write(
      "kong.yaml",
      """
      _format_version: "3.0"
      _info: {consumer_group_policy_overrides: true}
      routes:
      - {name: r, paths: ["~/a(b|c)$", /d]}
      plugins:
      - {name: rate-limiting-advanced, config: {limit: [1], window_size: [1], consumer_groups: [gold]}}
      """)
    let run = try await Program.run("fairlead", ["file", "validate", "kong.yaml"], in: scratch.folder)
    #expect(run.status == 0 && run.everything.isEmpty, "\(run.everything)")
  }

  @Test func tenRoutesAreNamedAndTheRestCounted() async throws {
    let scratch = try Scratch()
    defer { scratch.remove() }
    let routes = (1...13).map { "- {name: r\($0), paths: [\"/x\($0)(y)\"]}\n" }.joined()
    try scratch.write("kong.yaml", "_format_version: \"3.0\"\nroutes:\n" + routes)
    let run = try await Program.run("fairlead", ["file", "validate", "kong.yaml"], in: scratch.folder)
    #expect(run.status == 0)
    #expect(run.errors.split(separator: "\n").count { $0.hasPrefix("kong.yaml:") } == 10)
    #expect(run.errors.contains("3 more routes"))
  }
}
