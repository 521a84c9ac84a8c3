import Targets
import Documents
import GatewaySandbox
import Testing

/// `file render --dbless`: the document for whoever mounts it.
@Suite struct DBLessRenderTests {
  private func render(_ text: String, _ flags: [String] = ["--format", "json"]) async throws -> Program.Run {
    try await Program.run(
      "fairlead", ["file", "render", "--dbless", "-"] + flags, input: "_format_version: \"3.0\"\n" + text)
  }

  private func document(_ text: String) async throws -> Node {
    let run = try await render(text)
    #expect(run.status == 0 && run.errors.isEmpty, "\(run.everything)")
    return try JSONReader.read(Array(run.output.utf8))
  }

  @Test func everythingStandsAtTheTopWithIds() async throws {
    let text = """
      _info: {select_tags: [team], defaults: {service: {retries: 2}}}
      services: [{name: s, url: "http://h:81/base", routes: [{name: r, paths: [/r], plugins: [{name: cors}]}]}]
      consumers: [{username: c, keyauth_credentials: [{key: k}], basicauth_credentials: [{username: u, password: p}]}]
      upstreams: [{name: u, targets: [{target: "10.0.0.1"}]}]
      """
    let document = try await document(text)
    #expect(document["_info"] == nil && document["_transform"] == nil)
    let service = document["services"]?.array?.first
    #expect(
      service?["host"] == "h" && service?["port"] == 81 && service?["retries"] == 2 && service?["tags"] == ["team"])
    let route = document["routes"]?.array?.first
    #expect(route?["service"] == service?["id"])
    #expect(document["plugins"]?.array?.first?["route"] == route?["id"])
    let consumer = document["consumers"]?.array?.first
    for kind in ["keyauth_credentials", "basicauth_credentials"] {
      #expect(document[kind]?.array?.first?["consumer"] == consumer?["id"], "\(kind)")
    }
    #expect(document["basicauth_credentials"]?.array?.first?["password"] == "p", "the gateway hashes it")
    #expect(document["targets"]?.array?.first?["upstream"] == document["upstreams"]?.array?.first?["id"])
    #expect(try await self.document(text) == document, "the same files give the same document")
  }

  @Test func storedHashesSayThatNothingIsLeftToHash() async throws {
    let hash = "0123456789012345678901234567890123456789"
    let document = try await document(
      """
      consumers:
      - id: b0000000-0000-4000-8000-000000000001
        username: c
        basicauth_credentials: [{username: a, password: "\(hash)"}, {username: b, password: plain}]
      """)
    #expect(document["_transform"] == false)
    let passwords = document["basicauth_credentials"]?.array?.compactMap { $0["password"]?.string } ?? []
    #expect(passwords.first == hash && passwords.last?.count == 40 && passwords.last != hash)
  }

  /// The name of a variable is no secret, and must not become a key that anybody can guess.
  @Test func variablesHaveTheirValues() async throws {
    let text =
      "_format_version: \"3.0\"\nconsumers: [{username: c, keyauth_credentials: [{key: '${{ env \"DECK_K\" }}'}]}]\n"
    let arguments = ["file", "render", "--dbless", "--format", "json", "-"]
    let set = try await Program.run("fairlead", arguments, input: text, environment: ["DECK_K": "the-secret"])
    let document = try JSONReader.read(Array(set.output.utf8))
    #expect(document["keyauth_credentials"]?.array?.first?["key"] == "the-secret", "\(set.errors)")
    let unset = try await Program.run("fairlead", arguments, input: text)
    #expect(unset.status == 1 && unset.output.isEmpty && unset.errors.contains("DECK_K"), "\(unset.everything)")
  }

  @Test func whatTheFormatHasNoPlaceForIsAnErrorAtItsLine() async throws {
    let run = try await render("rbac_roles: [{name: r}]\n")
    #expect(run.status == 1 && run.errors.contains("-:2:"), "\(run.everything)")
    let dangling = try await render("routes: [{name: r, paths: [/r], service: {name: nowhere}}]\n")
    #expect(dangling.status == 1 && dangling.errors.contains("nowhere"), "\(dangling.everything)")
  }

  @Test func aGatewayStartsFromIt() async throws {
    try await Gateway.run(.dbless) { gateway in
      let text = "services: [{name: s, host: h}]\nconsumers: [{username: c}]\n"
      let run = try await render(text, [])
      try await gateway.api.post(["config"], body: ["config": Node(.string(run.output))])
      #expect(try await gateway.fairlead("diff", "--non-zero-exit-code", try gateway.file(text)).status == 0)
    }
  }
}
