import Foundation
import Testing

/// The verbs that turn files into other forms: what they read and where they write.
@Suite(.serialized) struct ExportTests {
  private static let state = """
    _format_version: "3.0"
    services:
    - name: s
      host: ${{ env "DECK_HOST" }}
      routes: [{name: r, paths: [/r]}]

    """
  private static let model = "consumers: [{name: c, credentials: [{type: api-key, api_key: k}]}]\n"

  private static func file(
    _ arguments: String..., input: String = "", environment: [String: String] = [:], in scratch: Scratch
  ) async throws -> Program.Run {
    try await Program.run(
      "fairlead", ["file"] + arguments, input: input,
      environment: ["DECK_HOST": "h.example"].merging(environment) { $1 }, in: scratch.folder)
  }

  private static func mode(_ name: String, in scratch: Scratch) throws -> Int? {
    try FileManager.default.attributesOfItem(atPath: scratch.url(name).path)[.posixPermissions] as? Int
  }

  @Test func manifestsStandInARow() async throws {
    let scratch = try Scratch()
    defer { scratch.remove() }
    let yaml = try await Self.file("kong2kic", input: Self.state, in: scratch)
    #expect(yaml.status == 0 && yaml.errors == "", "\(yaml.everything)")
    #expect(yaml.output.components(separatedBy: "---\n").count == 3 && yaml.output.hasSuffix("---\n"))
    #expect(yaml.output.contains("  externalName: h.example\n"))
    try scratch.write("kong.yaml", Self.state)
    for arguments in [["-f", "JSON"], ["--format", "json"]] {
      let json = try await Self.file("kong2kic", "-s", "kong.yaml", arguments[0], arguments[1], in: scratch)
      #expect(json.output.contains("}{\n    \"apiVersion\": \"v1\",\n    \"kind\": \"Service\""))
    }
    let variable = try await Self.file(
      "kong2kic", "-s", "kong.yaml", "--ingress", "--kic-version=2", environment: ["DECK_FORMAT": "json"], in: scratch)
    #expect(variable.output.contains("\"kind\": \"Ingress\""))
  }

  @Test func filesAreWrittenUnderTheirNames() async throws {
    let scratch = try Scratch()
    defer { scratch.remove() }
    try scratch.write("kong.yaml", Self.state)
    try scratch.write("ai.yaml", Self.model)
    for (verb, input, mode) in [
      ("kong2kic", "kong.yaml", 0o600), ("kong2tf", "kong.yaml", 0o644), ("ai2kong", "ai.yaml", 0o644),
    ] {
      let shown = try await Self.file(verb, "-s", input, in: scratch)
      let written = try await Self.file(verb, "-s", input, "-o", "out", in: scratch)
      #expect(written.status == 0 && written.everything == "", "\(verb) \(written.everything)")
      #expect(try scratch.read("out") == shown.output)
      #expect(try Self.mode("out", in: scratch) == mode, "\(verb)")
      // What is there is replaced and keeps its mode.
      try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: scratch.url("out").path)
      try scratch.write("kong.yaml", Self.state)
      #expect(try await Self.file(verb, "-s", input, "-o", "out", in: scratch).status == 0)
      #expect(try Self.mode("out", in: scratch) == 0o640, "\(verb)")
      try FileManager.default.removeItem(at: scratch.url("out"))
    }
  }

  @Test func aFolderIsReadAsOneState() async throws {
    let scratch = try Scratch()
    defer { scratch.remove() }
    try scratch.write("d/a.yaml", "services: [{name: a, host: h}]")
    try scratch.write("d/b.json", "{\"services\": [{\"name\": \"b\", \"host\": \"h\"}]}")
    let run = try await Self.file("kong2tf", "-s", "d", in: scratch)
    #expect(
      run.output.contains("\"konnect_gateway_service\" \"a\"")
        && run.output.contains("\"konnect_gateway_service\" \"b\""))
  }

  /// The rest of a command line, and with which code it ends.
  private static let mistakes: [(words: [String], status: Int32)] = [
    (["kong2kic", "--format", "xml"], 64), (["kong2kic", "--kic-version", "4"], 64), (["kong2kic", "kong.yaml"], 64),
    (["kong2kic", "-s", "nowhere.yaml"], 1), (["kong2tf", "-s", "nowhere.yaml"], 1),
    (["kong2tf", "--format", "json"], 64),
    (["kong2tf"], 1), (["ai2kong"], 64), (["ai2kong", "-s", "nowhere.yaml"], 1),
    (["ai2kong", "-s", "-", "--format", "xml"], 64), (["kong2tf", "--kong-addr", "://"], 1),
  ]

  @Test(arguments: mistakes) func whatCannotBeDoneIsAnError(_ arguments: [String], _ status: Int32) async throws {
    let run = try await Program.run("fairlead", ["file"] + arguments)
    #expect(run.status == status && run.output == "" && run.errors != "", "\(run.everything)")
  }

  @Test func aStateMadeOfAModelIsValid() async throws {
    let scratch = try Scratch()
    defer { scratch.remove() }
    try scratch.write(
      "ai.yaml",
      """
      model_providers:
      - {name: p, type: anthropic, config: {auth: {headers: [{name: x-api-key, value: "${{ env \\"DECK_HOST\\" }}"}]}}}
      identity_providers: [{name: k, type: key-auth, config: {key_names: [apikey]}}]
      policies: [{name: limit, type: rate-limiting, config: {minute: 5}}]
      models:
      - name: claude
        capabilities: [generate, video]
        formats: [{type: openai}]
        policies: [limit]
        access: {identity_providers: [k], acls: {allow: [gold]}}
        config: {route: {model: {path_aliases: [fast]}}}
        targets: [{name: t, provider: p}]
      - {name: native, capabilities: [generate], formats: [{type: anthropic}], targets: [{name: t, provider: p}]}
      agents: [{name: a, type: a2a, config: {url: "https://a.example"}}]
      mcp_servers: [{name: s, type: passthrough-listener, upstream_url: "https://s.example"}]
      """)
    let made = try await Self.file("ai2kong", "-s", "ai.yaml", "-o", "kong.yaml", in: scratch)
    #expect(made.status == 0 && made.errors == "", "\(made.everything)")
    let check = try await Self.file("validate", "kong.yaml", in: scratch)
    // The document gives its agent and its server no route to be reached by.
    let faults = check.errors.split(separator: "\n").filter { $0.contains(" error: ") }
    #expect(faults.count == 2 && faults.allSatisfy { $0.contains("must set one of") }, "\(check.errors)")
  }
}
