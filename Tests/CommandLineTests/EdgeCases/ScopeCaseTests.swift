import Documents
import GatewaySchemas
import Testing

/// The cases that need flags, look-ups or more than one run, by their numbers in the reference for tools of this kind.
@Suite(.serialized) struct ScopeCaseTests {
  private static let idA = "b0000000-0000-4000-8000-00000000000a"
  private static let idC = "b0000000-0000-4000-8000-00000000000c"

  /// 7.2
  @Test func aServiceWhoseIDChangesIsReplaced() async throws {
    try await Gateway.run { gateway in
      let file = { (service: String, route: String) in
        "services: [{name: s1, id: \(service), host: h, routes: [{name: r1, id: \(route), paths: [/r]}]}]"
      }
      let old = try gateway.file(file(Self.idA, "b0000000-0000-4000-8000-00000000000b"))
      #expect(try await gateway.fairlead("sync", old).status == 0)
      let new = try gateway.file(file(Self.idC, "b0000000-0000-4000-8000-00000000000d"))
      let run = try await gateway.fairlead("sync", new)
      #expect(run.status == 0, "\(run.everything)")
      #expect(try await gateway.get("services", "s1")["id"] == Node(.string(Self.idC)))
      #expect(try await gateway.fairlead("diff", "--non-zero-exit-code", new).status == 0)
    }
  }

  /// 7.8
  @Test func consumersAreLeftAloneWithAllThatIsBoundToThem() async throws {
    try await Gateway.run(edition: .enterprise) { gateway in
      let given = """
        consumers: [{username: a, groups: [{name: g}], keyauth_credentials: [{key: k}]}]
        consumer_groups: [{name: g, plugins: [{name: rate-limiting, config: {minute: 1}}]}]
        services: [{name: s, host: h}]
        plugins: [{name: rate-limiting, consumer: a, service: s, config: {minute: 1}}]
        """
      #expect(try await gateway.fairlead("sync", try gateway.file(given)).status == 0)
      let file = try gateway.file(
        "consumers: [{username: b}]\nservices: [{name: s, host: h}]\n"
          + "plugins: [{name: cors}, {name: rate-limiting, consumer: b, config: {minute: 1}}]")
      let run = try await gateway.fairlead("sync", "--skip-consumers", file)
      #expect(run.output.hasPrefix("creating plugin cors (global)\nSummary:\n  Created: 1\n"), "\(run.everything)")
      #expect(try await gateway.list("consumers").count == 1)
      #expect(try await gateway.list("plugins").count == 3)
      let looking = try gateway.file("_info: {default_lookup_tags: {consumers: [t]}}\nservices: [{name: s, host: h}]")
      let refused = try await gateway.fairlead("sync", "--skip-consumers", looking)
      #expect(refused.status == 1)
      #expect(refused.errors.contains("looks for what --skip-consumers leaves alone"))
    }
  }

  /// 7.9
  @Test func membersOfGroupsMayBeLeftAlone() async throws {
    try await Gateway.run(edition: .enterprise) { gateway in
      let given = "consumers: [{username: a, groups: [{name: g}]}]\nconsumer_groups: [{name: g}]"
      #expect(try await gateway.fairlead("sync", try gateway.file(given)).status == 0)
      let flag = "--skip-consumers-with-consumer-groups"
      let file = try gateway.file("consumers: [{username: a}]\nconsumer_groups: [{name: g}]")
      let diff = try await gateway.fairlead("diff", "--non-zero-exit-code", flag, file)
      #expect(diff.status == 0, "\(diff.everything)")
      let refused = try await gateway.fairlead("diff", flag, try gateway.file(given))
      #expect(refused.status == 1)
      #expect(refused.errors.contains("a consumer has 'groups'"))
    }
  }

  /// 7.10
  @Test func whatIsLookedUpMayBeReferredToAndStaysAsItIs() async throws {
    try await Gateway.run { gateway in
      let global = try gateway.file("services: [{name: foo, host: h, tags: [global]}]", named: "global.yaml")
      #expect(try await gateway.fairlead("sync", global).status == 0)
      let before = try await gateway.get("services", "foo")
      let file = try gateway.file(
        "_info: {default_lookup_tags: {services: [global]}, select_tags: [teamA]}\n"
          + "plugins: [{name: rate-limiting, service: foo, config: {minute: 1}}]")
      let run = try await gateway.fairlead("sync", file)
      #expect(run.status == 0, "\(run.everything)")
      #expect(try await gateway.get("services", "foo") == before)
      let plugin = try #require(try await gateway.list("plugins").first)
      #expect(plugin["service"]?["id"] == before["id"] && plugin["tags"] == ["teamA"])
      #expect(try await gateway.fairlead("diff", "--non-zero-exit-code", file).status == 0)
      let wrong = try gateway.file(
        "_info: {default_lookup_tags: {services: [global]}}\nplugins: [{name: cors, service: bar}]")
      let refused = try await gateway.fairlead("sync", wrong)
      #expect(refused.status == 1 && refused.errors.contains("refers to service 'bar', which does not exist"))
    }
  }

  /// 7.14
  @Test func onePluginOnEveryScopeIsAsManyPlugins() async throws {
    try await Gateway.run(edition: .enterprise) { gateway in
      let limit = "name: rate-limiting, config: {minute: 1}"
      let file = try gateway.file(
        """
        services: [{name: s, host: h, routes: [{name: r, paths: [/r], plugins: [{\(limit)}]}], plugins: [{\(limit)}]}]
        consumers: [{username: c, plugins: [{\(limit)}]}]
        consumer_groups: [{name: g, plugins: [{\(limit), protocols: [https]}]}]
        plugins:
        - {\(limit)}
        - {\(limit), service: s, route: r}
        - {\(limit), route: r, consumer: c}
        - {\(limit), service: s, consumer_group: g}
        """)
      #expect(try await gateway.fairlead("sync", file).output.contains("creating plugin rate-limiting (global)"))
      #expect(try await gateway.list("plugins").count == 8)
      #expect(try await gateway.fairlead("diff", "--non-zero-exit-code", file).status == 0)
      let dump = try await gateway.fairlead("dump").output
      #expect(dump.contains("    protocols:\n    - https\n"), "a group's plugin keeps all its fields")
      #expect(try await gateway.fairlead("diff", "--non-zero-exit-code", "-", input: dump).status == 0)
    }
  }

  /// 7.19
  @Test func customEntitiesAreLeftAloneWithinTags() async throws {
    try await Gateway.run(edition: .enterprise) { gateway in
      let custom = "custom_entities: [{type: degraphql_routes, fields: {service: {name: s}, uri: /u, query: q}}]"
      let given = "services: [{name: s, host: h, tags: [t]}]\n" + custom
      #expect(try await gateway.fairlead("sync", try gateway.file(given)).status == 0)
      let run = try await gateway.fairlead(
        "sync", "--select-tag", "t", try gateway.file("services: [{name: s, host: h}]\n"))
      #expect(run.output.contains("Deleted: 0"), "\(run.everything)")
      #expect(try await gateway.list("degraphql_routes").count == 1)
    }
  }

  /// 7.27
  @Test func aMissingWorkspaceIsCreatedBySyncAlone() async throws {
    try await Gateway.run(edition: .enterprise) { gateway in
      let file = try gateway.file("_workspace: shop\nservices: [{name: s, host: h}]")
      let diff = try await gateway.fairlead("diff", "--non-zero-exit-code", file)
      #expect(diff.status == 2, "\(diff.everything)")
      #expect(try await gateway.list("workspaces").count == 1)
      let sync = try await gateway.fairlead("sync", file)
      #expect(sync.status == 0, "\(sync.everything)")
      #expect(try await gateway.list("shop", "services").count == 1)
      #expect(try await gateway.list("services").isEmpty)
      #expect(try await gateway.fairlead("diff", "--non-zero-exit-code", file).status == 0)
    }
  }

  /// 7.37
  @Test func authoritiesMayBeLeftAlone() async throws {
    try await Gateway.run { gateway in
      let text = "ca_certificates: [{id: \(Self.idA), cert: '${{ env \"DECK_CA\" }}'}]\nservices: [{name: s, host: h}]"
      let run = try await gateway.fairlead(
        "sync", "--skip-ca-certificates", try gateway.file(text), environment: ["DECK_CA": PEM.caCertificate])
      #expect(run.status == 0, "\(run.everything)")
      #expect(try await gateway.list("ca_certificates").isEmpty)
      #expect(try await gateway.list("services").count == 1)
    }
  }

  /// 7.40
  @Test func aDumpWritesMembersOnTheirConsumersAlone() async throws {
    try await Gateway.run(edition: .enterprise) { gateway in
      let file = try gateway.file("consumer_groups: [{name: g, consumers: [{username: u}]}]")
      #expect(try await gateway.fairlead("sync", file).status == 0)
      #expect(
        try await gateway.fairlead("dump").output == """
          _format_version: "3.0"
          consumer_groups:
          - name: g
          consumers:
          - groups:
            - name: g
            username: u

          """)
    }
  }

  @Test func aSanitizedDumpShowsNothingAndIsTheSameForTheSameSalt() async throws {
    try await Gateway.run { gateway in
      let file = try gateway.file(
        """
        services: [{name: orders, host: orders.example.com, path: /base, plugins: [{name: key-auth}]}]
        consumers: [{username: alice@example.com, keyauth_credentials: [{key: key-of-alice}]}]
        """)
      #expect(try await gateway.fairlead("sync", file).status == 0)
      let flags = ["--sanitize", "--sanitization-salt", "pepper"]
      let dump = try await gateway.dump(flags, scopedAs: "")
      #expect(dump.status == 0)
      for text in ["orders", "alice", "/base", "example"] { #expect(!dump.output.contains(text), "\(text)") }
      #expect(dump.output.contains("name: key-auth") && dump.output.contains("path: /redacted/path/"))
      #expect(try await gateway.dump(flags, scopedAs: "").output == dump.output)
      #expect(try await gateway.dump(["--sanitize"], scopedAs: "").output != dump.output)
    }
  }
}
