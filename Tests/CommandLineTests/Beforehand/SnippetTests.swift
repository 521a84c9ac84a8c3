import Testing

/// What is wrong is shown in its line, and no secret with it.
@Suite struct SnippetTests {
  private static let shows = ["FAIRLEAD_NO_SNIPPETS": "false"]

  private func validate(_ text: String, _ flags: String..., input: Bool = false) async throws -> Program.Run {
    let scratch = try Scratch()
    defer { scratch.remove() }
    let file = "_format_version: \"3.0\"\n" + text
    try scratch.write("kong.yaml", file)
    return try await Program.run(
      "fairlead", ["file", "validate"] + flags + [input ? "-" : "kong.yaml"], input: input ? file : "",
      environment: Self.shows, in: scratch.folder)
  }

  @Test func theLineIsShownWithAMark() async throws {
    let run = try await validate("services:\n- {name: s, host: s.test, port: 99999}\n")
    let line = "\n3 | - {name: s, host: s.test, port: 99999}\n"
    #expect(run.errors.contains(line + "  |                                 ^^^^^\n"), "\(run.errors)")
    let read = try await validate("services:\n- {name: s, host: s.test, port: 99999}\n", input: true)
    #expect(read.errors.contains("\n3 | - {name: s, host: s.test, port: 99999}\n"), "\(read.errors)")
    let without = try await validate("services:\n- {name: s, host: s.test, port: 99999}\n", "--no-snippets")
    #expect(without.errors.contains("kong.yaml:3:33: error: ") && !without.errors.contains(" | "), "\(without.errors)")
  }

  /// Lines with something wrong and a secret beside it, or in it.
  @Test(arguments: [
    "consumers:\n- {username: u, keyauth_credentials: [{key: canary-1, nonsense: 1}]}",
    "consumers:\n- username: u\n  basicauth_credentials:\n  - {username: x, password: \"can\\\"ary,ary\", nonsense: 1}",
    "consumers:\n- username: u\n  basicauth_credentials: [{nonsense: 1, username: x, password: 'canary''canary' } ]",
    "plugins:\n- {name: http-log, config: {http_endpoint: nonsense, headers: {authorization: canary}}}",
    "plugins:\n- {name: openid-connect, config: {client_secret: [canary, canary-2], nonsense: 1}}",
    "plugins:\n- {name: unknown-to-all, nonsense: 1, config: {anything: canary}}",
    "plugins:\n- {name: ai-proxy, config: {auth: {header_value: canary, nonsense: 1}}}",
    "services:\n- {name: s, host: h, nonsense: 1} # canary\n",
    "vaults:\n- {name: hcv, prefix: p, nonsense: 1, config: {token: canary}}",
    "consumers:\n- username: u\n  keyauth_credentials:\n  - key: \"canary\n      canary\", nonsense: 1",
    "consumers: [{username: u, keyauth_credentials: [{key: \"x\n  canary\", nonsense: 1}]}]",
    "consumers:\n- {username: u, keyauth_credentials: [{key: canary}}",
    "services:\n- {name: s, host: h, port: 99999, tags: [\(String(repeating: "x", count: 200)), canary]}",
  ]) func noSecretIsShown(_ text: String) async throws {
    let run = try await validate(text)
    #expect(run.status == 1, "\(run.everything)")
    #expect(run.errors.contains(" | "), "\(run.errors)")
    #expect(!run.everything.contains("canary"), "\(run.everything)")
  }

  @Test func aMaskedValueKeepsItsMark() async throws {
    let run = try await validate(
      "consumers:\n- {username: u, keyauth_credentials: [{key: canary, nonsense: 1}]}\n")
    #expect(
      run.errors.contains(
        "\n3 | - {username: u, keyauth_credentials: [{key: [masked], nonsense: 1}]}\n"
          + "  |                                                       ^^^^^^^^\n"), "\(run.errors)")
  }
}
