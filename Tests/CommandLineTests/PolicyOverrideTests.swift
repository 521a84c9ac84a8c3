import Documents
import GatewaySchemas
import Testing

/// Limits of consumer groups in the form they had before plugins could have a group as their scope.
@Suite struct PolicyOverrideTests {
  private static let flag = "--consumer-group-policy-overrides"
  private static let state = """
    consumer_groups:
    - name: gold
      plugins:
      - name: rate-limiting-advanced
        id: b0000000-0000-4000-8000-00000000000a
        config: {limit: [10], window_size: [60], window_type: fixed}
      - name: rate-limiting
        config: {minute: 5}
    """

  private func overrides(_ gateway: Gateway) async throws -> [Node] {
    (try await gateway.get("consumer_groups", "gold")["plugins"]?.array ?? []).filter { $0["enabled"] == nil }
  }

  /// By flag, variable, configuration file and state file: written as an override, found again, changed and deleted.
  @Test(arguments: ["flag", "variable", "file", "state"])
  func limitsAreKeptAsOverrides(form: String) async throws {
    try await Gateway.run(edition: .enterprise) { gateway in
      let head = form == "state" ? "_info: {consumer_group_policy_overrides: true}\n" : ""
      if form == "file" { try gateway.scratch.write(".fairlead.yaml", "consumer-group-policy-overrides: true\n") }
      let environment = form == "variable" ? ["FAIRLEAD_CONSUMER_GROUP_POLICY_OVERRIDES": "true"] : [:]
      func run(_ verb: String, _ text: String, _ more: String...) async throws -> Program.Run {
        try await Program.run(
          "fairlead",
          ["gateway", verb, "--kong-addr", gateway.address, try gateway.file(head + text)] + more
            + (form == "flag" ? [Self.flag] : []),
          environment: environment, in: gateway.scratch.folder)
      }
      let sync = try await run("sync", Self.state)
      #expect(sync.status == 0, "\(sync.everything)")
      #expect(
        sync.output.contains("creating consumer-group-plugin rate-limiting-advanced for consumer-group gold\n"),
        "\(sync.output)")
      let found = try await overrides(gateway)
      #expect(found.count == 1)
      #expect(found.first?["config"]?["limit"] == [10] && found.first?["config"]?["window_type"] == "fixed")
      #expect(try await gateway.list("plugins").map { $0["name"] } == ["rate-limiting"])
      let again = try await run("diff", Self.state, "--non-zero-exit-code")
      #expect(again.status == 0, "\(again.everything)")

      let update = try await run("sync", Self.state.replacing("limit: [10]", with: "limit: [20]"))
      #expect(update.output.contains("config.limit: [10] -> [20]"), "\(update.everything)")
      #expect(try await overrides(gateway).first?["config"]?["limit"] == [20])

      let without = "consumer_groups: [{name: gold, plugins: [{name: rate-limiting, config: {minute: 5}}]}]"
      let deletion = try await run("sync", without)
      #expect(deletion.status == 0, "\(deletion.everything)")
      #expect(try await overrides(gateway).isEmpty)
      #expect(try await gateway.list("plugins").count == 1)
    }
  }

  @Test func aDumpWithOverridesSaysSoAndIsGoodForASync() async throws {
    try await Gateway.run(edition: .enterprise) { gateway in
      #expect(try await gateway.fairlead("sync", Self.flag, try gateway.file(Self.state)).status == 0)
      let dump = try await gateway.fairlead("dump", Self.flag)
      #expect(dump.output.hasPrefix("_format_version: \"3.0\"\n_info:\n  consumer_group_policy_overrides: true\n"))
      #expect(dump.output.contains("    name: rate-limiting-advanced\n"), "\(dump.output)")
      let diff = try await gateway.fairlead("diff", "--non-zero-exit-code", "-", input: dump.output)
      #expect(diff.status == 0, "\(diff.everything)")
      let sanitized = try await gateway.fairlead("dump", "--sanitize", Self.flag)
      #expect(sanitized.output.contains("name: rate-limiting-advanced"), "the names of plugins tell nothing")
      let plain = try await gateway.fairlead("dump")
      #expect(!plain.output.contains("rate-limiting-advanced") && !plain.output.contains("overrides"))
    }
  }

  /// Without the flag the same file makes a plugin of the group's scope, and overrides are left alone.
  @Test func withoutTheFlagAGroupHasPlugins() async throws {
    try await Gateway.run(edition: .enterprise) { gateway in
      let file = try gateway.file(Self.state)
      #expect(try await gateway.fairlead("sync", Self.flag, file).status == 0)
      let run = try await gateway.fairlead("sync", file)
      #expect(
        run.output.hasPrefix("creating plugin rate-limiting-advanced for consumer-group gold\n"), "\(run.everything)")
      #expect(try await overrides(gateway).count == 1)
    }
  }

  @Test func aGatewayWithoutGroupsSaysSoAtThePlace() async throws {
    try await Gateway.run { gateway in
      let run = try await gateway.fairlead("sync", Self.flag, try gateway.file(Self.state))
      #expect(run.status == 1)
      #expect(run.errors.contains("kong.yaml:3:3: error: the gateway has no consumer_groups"), "\(run.errors)")
      #expect(
        run.errors.contains("kong.yaml:5:5: error: the gateway has no consumer_group_overrides"), "\(run.errors)")
    }
  }

  /// What only Konnect has is refused wherever it is asked for.
  @Test func hashesAreKonnectsAlone() async throws {
    try await Gateway.run { gateway in
      let file = try gateway.file("services: [{name: a, host: h}]\n")
      let flag = try await gateway.fairlead("sync", "--skip-hash-for-basic-auth", file)
      #expect(flag.status == 1 && flag.errors.contains("--skip-hash-for-basic-auth can be used with Konnect only"))
      let variable = try await gateway.fairlead(
        "sync", file, environment: ["FAIRLEAD_SKIP_HASH_FOR_BASIC_AUTH": "true"])
      #expect(variable.status == 1, "\(variable.everything)")
      let state = try gateway.file("_info: {skip_hash_for_basic_auth: true}\nservices: [{name: a, host: h}]\n")
      let info = try await gateway.fairlead("sync", state)
      #expect(info.status == 1)
      #expect(
        info.errors.hasPrefix("kong.yaml:2:9: error: '_info.skip_hash_for_basic_auth' can be used with Konnect only"),
        "\(info.errors)")
      #expect(try await gateway.list("services").isEmpty)
    }
  }
}
