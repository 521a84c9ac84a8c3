import Documents
import GatewaySandbox
import TestSupport
import Testing

/// What is loaded, and what keeps a load from being made.
@Suite struct DBLessLoadTests {
  private static let state = """
    services: [{name: s, host: h, routes: [{name: r, paths: [/r]}]}]
    consumers: [{username: c}]
    """

  private func seeded(_ gateway: Gateway, _ text: String = state) async throws {
    let run = try await gateway.fairlead("sync", try gateway.file(text, named: "seed.yaml"))
    try #require(run.status == 0, "\(run.everything)")
  }

  @Test func newEntitiesGetTheIdsOfTheirFilesOrOfTheirNames() async throws {
    let id = "a0000000-0000-4000-8000-000000000001"
    try await Gateway.run(.dbless) { gateway in
      try await seeded(gateway, "services: [{name: given, id: \(id), host: h}, {name: named, host: h}]")
      let services = try await gateway.named("services")
      #expect(services["given"]?["id"]?.string == id)
      let named = services["named"]?["id"]?.string ?? ""
      #expect(named.dropFirst(14).first == "5", "\(named) is of version 5")
      try await seeded(gateway, "services: [{name: other, host: h}]")
      try await seeded(gateway, "services: [{name: named, host: changed}]")
      #expect(try await gateway.named("services")["named"]?["id"]?.string == named)
    }
  }

  @Test func whatLiesOutsideOfTheTagsStaysAsItIs() async throws {
    try await Gateway.run(.dbless) { gateway in
      try await gateway.load([
        "_format_version": "3.0",
        "services": [
          ["name": "theirs", "host": "t", "tags": ["theirs"], "plugins": [["name": "cors"]]],
          ["name": "mine", "host": "m", "tags": ["mine"]],
        ],
        "consumers": [["username": "theirs", "keyauth_credentials": [["key": "k"]]]],
      ])
      let (before, keys) = (try await gateway.named("services"), try await gateway.lasting("key-auths"))
      let plugins = try await gateway.lasting("plugins")
      let file = try gateway.file("_info: {select_tags: [mine]}\nservices: [{name: new, host: n}]\n")
      let run = try await gateway.fairlead("sync", file)
      #expect(run.status == 0, "\(run.everything)")
      let after = try await gateway.named("services")
      #expect(after["theirs"] == before["theirs"] && after["mine"] == nil && after["new"]?["tags"] == ["mine"])
      #expect(try await gateway.lasting("key-auths") == keys)
      #expect(try await gateway.lasting("plugins") == plugins)
      let taken = try gateway.file("_info: {select_tags: [mine]}\nservices: [{name: theirs, host: n}]\n")
      let refused = try await gateway.fairlead("sync", taken)
      #expect(refused.status == 1 && refused.errors.contains("holds a service of this name"), "\(refused.everything)")
    }
  }

  @Test func whatAnotherNeedsIsNotTakenAway() async throws {
    try await Gateway.run(.dbless) { gateway in
      try await gateway.load([
        "_format_version": "3.0",
        "services": [
          ["name": "mine", "host": "m", "tags": ["mine"], "routes": [["name": "theirs", "paths": ["/t"]]]]
        ],
      ])
      let hash = try await gateway.hash()
      let file = try gateway.file("_info: {select_tags: [mine]}\nservices: [{name: new, host: n}]\n")
      let run = try await gateway.fairlead("sync", file)
      #expect(run.status == 1, "\(run.everything)")
      #expect(run.errors.contains("delete service mine: route theirs refers to it"), "\(run.errors)")
      #expect(try await gateway.hash() == hash)
    }
  }

  /// Credentials and plugins go with their owners, whatever their tags, as on a gateway with a database.
  @Test func whatBelongsToSomethingGoesWithIt() async throws {
    try await Gateway.run(.dbless) { gateway in
      try await gateway.load([
        "_format_version": "3.0",
        "consumers": [
          [
            "username": "mine", "tags": ["mine"], "keyauth_credentials": [["key": "k"]],
            "plugins": [["name": "request-termination"]],
          ],
          ["username": "theirs", "keyauth_credentials": [["key": "l"]]],
        ],
      ])
      let file = try gateway.file("_info: {select_tags: [mine]}\nservices: [{name: new, host: n}]\n")
      let run = try await gateway.fairlead("sync", file)
      #expect(run.status == 0, "\(run.everything)")
      #expect(try await gateway.list("consumers").compactMap { $0["username"]?.string } == ["theirs"])
      #expect(try await gateway.list("key-auths").compactMap { $0["key"]?.string } == ["l"])
      #expect(try await gateway.list("plugins").isEmpty)
      #expect(try await gateway.fairlead("diff", "--non-zero-exit-code", file).status == 0)
    }
  }

  /// Where stored hashes keep the gateway from making anything of what is loaded, digests of certificates come along.
  @Test func aCertificateOfAnAuthorityHasItsDigestBesideHashes() async throws {
    try await Gateway.run(.dbless) { gateway in
      try await seeded(gateway, "consumers: [{username: a, basicauth_credentials: [{username: a, password: one}]}]")
      let state: Node = [
        "_format_version": "3.0",
        "consumers": [["username": "a", "basicauth_credentials": [["username": "a", "password": "one"]]]],
        "ca_certificates": [
          ["id": "c0000000-0000-4000-8000-000000000001", "cert": Node(.string(PEM.caCertificate))]
        ],
      ]
      try gateway.scratch.write("kong.yaml", String(decoding: YAMLWriter.write(state), as: UTF8.self))
      let run = try await gateway.fairlead("sync", "kong.yaml")
      #expect(run.status == 0, "\(run.everything)")
      #expect(try await gateway.list("ca_certificates").first?["cert_digest"]?.string?.utf8.count == 64)
      #expect(try await gateway.fairlead("diff", "--non-zero-exit-code", "kong.yaml").status == 0)
    }
  }

  /// Hashes are brought back as they are, which no gateway with a database allows.
  @Test func anUndoBringsHashesBack() async throws {
    try await Gateway.run(.dbless) { gateway in
      try await seeded(
        gateway,
        """
        consumers:
        - username: a
          basicauth_credentials: [{username: a, password: canary}]
          oauth2_credentials:
          - {name: o, client_id: i, client_secret: canary, hash_secret: true, redirect_uris: ["https://a.example/"]}
        """)
      let before = try await gateway.dump()
      let file = try gateway.file("services: [{name: s, host: h}]\n")
      let run = try await gateway.fairlead("sync", file, "--journal", "run.journal", "--atomic")
      #expect(run.status == 0 && !run.errors.contains("could not be taken back"), "\(run.everything)")
      let undo = try await gateway.fairlead("undo", "run.journal", "--yes")
      #expect(undo.status == 0, "\(undo.everything)")
      #expect(try await gateway.dump() == before)
    }
  }

  @Test func kindsThatARunLeavesAloneAreLoadedAsTheyAre() async throws {
    try await Gateway.run(.dbless) { gateway in
      try await seeded(gateway)
      let consumers = try await gateway.lasting("consumers")
      let file = try gateway.file("services: [{name: other, host: h}]\n")
      let run = try await gateway.fairlead("sync", "--skip-consumers", file)
      #expect(run.status == 0, "\(run.everything)")
      #expect(try await gateway.lasting("consumers") == consumers)
      let apply = try await gateway.fairlead(
        "apply", try gateway.file("vaults: [{name: env, prefix: my-vault, config: {prefix: X_}}]\n"))
      #expect(apply.status == 0 && apply.output.contains("All of it in one load"), "\(apply.everything)")
      #expect(try await gateway.list("services").count == 1)
      #expect(try await gateway.list("vaults").count == 1)
    }
  }

  @Test func namesChangeHandsInOneLoad() async throws {
    try await Gateway.run(.dbless) { gateway in
      let ids = (1...2).map { "a0000000-0000-4000-8000-00000000000\($0)" }
      try await seeded(gateway, "services: [{id: \(ids[0]), name: a, host: x}, {id: \(ids[1]), name: b, host: y}]")
      let swapped = try gateway.file(
        "services: [{id: \(ids[0]), name: b, host: x}, {id: \(ids[1]), name: a, host: y}]\n")
      let run = try await gateway.fairlead("sync", swapped)
      #expect(run.status == 0 && run.output.contains("Updated: 2"), "\(run.everything)")
      #expect(!run.output.contains("temporary"))
      #expect(try await gateway.named("services")["a"]?["host"] == "y")
    }
  }

  @Test func passwordsAreHashedOnceAndHashesAreKept() async throws {
    try await Gateway.run(.dbless) { gateway in
      try await seeded(gateway, "consumers: [{username: a, basicauth_credentials: [{username: a, password: one}]}]")
      let first = try await gateway.named("basic-auths", by: "username")["a"]?["password"]?.string ?? ""
      #expect(first.count == 40 && first.allSatisfy(\.isHexDigit))
      let file = try gateway.file(
        """
        consumers:
        - username: a
          basicauth_credentials: [{username: a, password: one}]
        - username: b
          basicauth_credentials: [{username: b, password: two}]
        """)
      let run = try await gateway.fairlead("sync", file)
      #expect(run.status == 0, "\(run.everything)")
      let passwords = try await gateway.named("basic-auths", by: "username").mapValues { $0["password"]?.string ?? "" }
      #expect(passwords["a"] == first)
      #expect(passwords["b"]?.count == 40 && passwords["b"] != first)
      #expect(try await gateway.fairlead("diff", "--non-zero-exit-code", file).status == 0)

      let dump = try await gateway.fairlead("dump", "--with-id")
      #expect(try await gateway.fairlead("reset", "--force").status == 0)
      let restored = try await gateway.fairlead("sync", "-", input: dump.output)
      #expect(restored.status == 0, "\(restored.everything)")
      let back = try await gateway.named("basic-auths", by: "username").mapValues { $0["password"]?.string ?? "" }
      #expect(back == passwords)
      #expect(try await gateway.fairlead("diff", "--non-zero-exit-code", file).status == 0)

      #expect(try await gateway.fairlead("reset", "--force").status == 0)
      let nameless = try gateway.file(
        "consumers: [{username: a, basicauth_credentials: [{username: a, password: \(first)}]}]\n")
      let refused = try await gateway.fairlead("sync", nameless)
      #expect(
        refused.status == 1 && refused.errors.contains("is a hash as the gateway stores it"), "\(refused.everything)")
    }
  }

  @Test func aCertificateKeepsItsNamesBesideConsumers() async throws {
    try await Gateway.run(.dbless) { gateway in
      let text = String(
        decoding: YAMLWriter.write([
          "_format_version": "3.0", "consumers": [["username": "c"]],
          "certificates": [
            [
              "id": "c0000000-0000-4000-8000-000000000001", "cert": Node(.string(PEM.certificate)),
              "key": Node(.string(PEM.key)), "snis": [["name": "a.example.test"]],
            ]
          ],
        ]), as: UTF8.self)
      try gateway.scratch.write("kong.yaml", text)
      let run = try await gateway.fairlead("sync", "kong.yaml")
      #expect(run.status == 0, "\(run.everything)")
      #expect(try await gateway.list("snis").first?["certificate"]?["id"] == "c0000000-0000-4000-8000-000000000001")
      #expect(try await gateway.fairlead("diff", "--non-zero-exit-code", "kong.yaml").status == 0)
    }
  }

  @Test func aFieldThatWasSetToNullStaysNull() async throws {
    try await Gateway.run(.dbless) { gateway in
      try await gateway.load([
        "_format_version": "3.0", "services": [["name": "s", "host": "h", "retries": .null]],
      ])
      #expect(try await gateway.named("services")["s"]?["retries"] == .null)
      let run = try await gateway.fairlead("apply", try gateway.file("consumers: [{username: new}]\n"))
      #expect(run.status == 0, "\(run.everything)")
      #expect(try await gateway.named("services")["s"]?["retries"] == .null)
    }
  }

  @Test func whatIsTooLargeIsToldWithTheSettingsName() async throws {
    var configuration = SandboxConfiguration.dbless
    configuration.largestBody = 1 << 20
    try await Gateway.run(configuration) { gateway in
      let entries = (0..<9000).map { "- {name: service-\($0), host: host-\($0).example.internal, tags: [one-of-many]}" }
      let file = try gateway.file("services:\n" + entries.joined(separator: "\n") + "\n")
      let run = try await gateway.fairlead("sync", file)
      #expect(run.status == 1, "\(run.errors)")
      #expect(run.errors.contains("nginx_admin_client_max_body_size"), "\(run.errors)")
      #expect(try await gateway.list("services").isEmpty)
    }
  }

  @Test(arguments: [["--workspace", "team"], ["--rbac-resources-only"]])
  func whatSuchAGatewayCannotDoIsOneLine(flags: [String]) async throws {
    try await Gateway.run(.dbless) { gateway in
      for verb in [["diff", try gateway.file(Self.state)], ["dump"]] {
        let run = try await gateway.run(verb + flags)
        #expect(run.status == 1 && run.output.isEmpty, "\(run.everything)")
        #expect(run.errors.split(separator: "\n").count == 1, "\(run.errors)")
        #expect(run.errors.contains("a gateway without a database has no"), "\(run.errors)")
      }
    }
  }

  @Test func pingTellsThatThereIsNoDatabase() async throws {
    try await Gateway.run(.dbless) { gateway in
      let run = try await gateway.fairlead("ping")
      #expect(run.status == 0 && run.output.contains("off (DB-less"), "\(run.everything)")
      #expect(try await gateway.fairlead("validate", try gateway.file(Self.state)).status == 0)
    }
  }
}
