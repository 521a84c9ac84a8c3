import Documents
import Targets
import Testing

/// Differences told from drift, on the command line.
@Suite struct DriftVerbTests {
  private static let base = """
    services:
    - {name: a, host: h, retries: 3, tags: [one]}
    - {name: b, host: h}
    consumers:
    - {username: c, keyauth_credentials: [{key: "${{ env "DECK_KEY_NAME" | default "k" }}"}]}
    plugins:
    - {name: request-transformer, config: {add: {headers: ["authorization:${{ env "DECK_TOKEN" }}"]}}}

    """
  private static let environment = ["DECK_TOKEN": "first-token"]

  /// A gateway that holds the base, changed by hand, and files that were changed as well.
  private func moved(_ test: @escaping (Gateway) async throws -> Void) async throws {
    try await Gateway.run { gateway in
      try gateway.file(Self.base, named: "base.yaml")
      let sync = try await gateway.fairlead("sync", "base.yaml", environment: Self.environment)
      #expect(sync.status == 0, "\(sync.everything)")
      try gateway.file(
        Self.base.replacing("retries: 3", with: "retries: 4").replacing("tags: [one]", with: "tags: [one, two]"))
      try await gateway.api.patch(["services", "a"], body: ["host": "by-hand", "tags": ["three"]])
      try await gateway.api.post(["services"], body: ["name": "stray", "host": "h"])
      try await gateway.api.delete(["services", "b"])
      try await test(gateway)
    }
  }

  private func run(_ gateway: Gateway, _ arguments: String..., token: String = "first-token") async throws
    -> Program.Run
  {
    try await gateway.run(
      arguments.first == "plan" ? arguments + ["-o", "plan.json"] : arguments, environment: ["DECK_TOKEN": token])
  }

  @Test func eachFieldSaysWhoMoved() async throws {
    try await moved { gateway in
      let diff = try await run(
        gateway, "diff", "--base", "base.yaml", "--report", "json=r.json", "--report", "markdown=r.md", "kong.yaml",
        token: "second-token")
      #expect(diff.status == 0, "\(diff.everything)")
      let lines = diff.output.split(separator: "\n").map(String.init)
      #expect(lines.contains("updating service a  [wanted, drift, both]"), "\(diff.output)")
      #expect(lines.contains { $0.contains("retries: 3 -> 4") && $0.hasSuffix("[wanted]") }, "\(diff.output)")
      #expect(lines.contains { $0.contains("host: ") && $0.hasSuffix("[drift]") })
      #expect(lines.contains { $0.contains("tags: ") && $0.hasSuffix("[both]") })
      #expect(lines.contains("creating service b  [drift]") && lines.contains("deleting service stray  [drift]"))
      #expect(lines.contains("updating plugin request-transformer (global)  [secret]"))
      #expect(lines.suffix(4) == ["  Wanted: 1", "  Drift: 3", "  Both: 1", "  Secret: 1"], "\(diff.output)")
      let report = try JSONReader.read(Array(try gateway.scratch.read("r.json").utf8))
      #expect(report["summary"]?["classes"] == ["wanted": 1, "drift": 3, "both": 1, "secret": 1])
      let update = report["changes"]?.array?.first { $0["name"] == "a" }
      #expect(update?["classes"] == ["wanted", "drift", "both"])
      let classes = (update?["differences"]?.array ?? []).compactMap { difference in
        difference["path"]?.string.map { "\($0) \(difference["class"]?.string ?? "")" }
      }
      #expect(Set(classes) == ["host drift", "retries wanted", "tags both"])
      #expect(try gateway.scratch.read("r.md").contains("| drift `"))

      let plan = try await run(gateway, "plan", "--base", "base.yaml", "kong.yaml", token: "second-token")
      #expect(plan.status == 0, "\(plan.everything)")
      let document = try JSONReader.read(Array(try gateway.scratch.read("plan.json").utf8))
      #expect(document["base"]?.array?.first?["name"] == "base.yaml")
      #expect(document["summary"]?["classes"]?["drift"] == 3)
      // A plan that was made with what the files were is carried out without.
      let sync = try await run(gateway, "sync", "--plan", "plan.json", "kong.yaml", token: "second-token")
      #expect(sync.status == 0, "\(sync.everything)")
    }
  }

  @Test func theNightlyCheckSeesDriftAlone() async throws {
    try await moved { gateway in
      let quiet = ["diff", "--drift-only", "--non-zero-exit-code", "--base"]
      var diff = try await gateway.run(quiet + ["base.yaml", "kong.yaml"], environment: Self.environment)
      #expect(diff.status == 2 && !diff.output.contains("retries") && diff.output.contains("host"), "\(diff.output)")
      #expect(try await run(gateway, "sync", "base.yaml").status == 0)
      diff = try await gateway.run(quiet + ["base.yaml", "kong.yaml"], environment: Self.environment)
      #expect(diff.status == 0 && diff.output.contains("Updated: 0"), "\(diff.everything)")
      // Another live value of a secret is no drift that anybody can tell.
      diff = try await gateway.run(quiet + ["base.yaml", "base.yaml"], environment: ["DECK_TOKEN": "rotated"])
      #expect(diff.status == 0, "\(diff.everything)")
    }
  }

  @Test func driftIsKeptFieldByField() async throws {
    try await moved { gateway in
      let apart = try await run(gateway, "sync", "--base", "base.yaml", "--on-drift", "keep", "kong.yaml")
      #expect(apart.status == 4, "\(apart.everything)")
      #expect(apart.errors.contains("service a: 'tags' was changed on the target, and in the files too"))
      #expect(try await gateway.get("services", "a")["retries"] == 3, "nothing is written")
      try await gateway.api.patch(["services", "a"], body: ["tags": ["one"]])
      let kept = try await run(
        gateway, "sync", "--base", "base.yaml", "--on-drift", "keep", "--verify", "kong.yaml", token: "second-token")
      #expect(kept.status == 0, "\(kept.everything)")
      let service = try await gateway.get("services", "a")
      #expect(service["host"] == "by-hand" && service["retries"] == 4 && service["tags"] == ["one", "two"])
      #expect(try await Set(gateway.list("services").compactMap { $0["name"]?.string }) == ["a", "stray"])
      let plugin = try await gateway.list("plugins").first
      #expect(plugin?["config"]?["add"]?["headers"] == ["authorization:second-token"], "a secret is never kept")
    }
  }

  @Test(arguments: ["keep", "refuse"]) func aKeyThatIsRotatedIsMadeUnderEveryPolicy(policy: String) async throws {
    let text = "consumers: [{username: c, keyauth_credentials: [{key: '${{ env \"DECK_K\" }}'}]}]\n"
    try await Gateway.run { gateway in
      let file = try gateway.file(text)
      #expect(try await gateway.run(["sync", file], environment: ["DECK_K": "former-key"]).status == 0)
      let key = try await gateway.list("key-auths").first?["id"]?.string ?? ""
      let diff = try await gateway.run(["diff", "--base", file, file], environment: ["DECK_K": "later-key"])
      let creation = diff.output.split(separator: "\n").first { $0.hasPrefix("creating key-auth for consumer c") }
      #expect(creation?.hasSuffix("[secret]") == true, "\(diff.everything)")
      // What nothing tells to be the same key is what only the target has.
      if policy == "refuse" { try await gateway.api.delete(["key-auths", key]) }
      let run = try await gateway.run(
        ["sync", "--base", file, "--on-drift", policy, file], environment: ["DECK_K": "later-key"])
      #expect(run.status == 0, "\(run.everything)")
      #expect(try await gateway.list("key-auths").contains { $0["key"] == "later-key" })
    }
  }

  @Test func whereAnythingDriftedNothingIsDone() async throws {
    try await moved { gateway in
      for verb in ["sync", "diff", "plan"] {
        let refused = try await run(gateway, verb, "--base", "base.yaml", "--on-drift", "refuse", "kong.yaml")
        #expect(refused.status == 4 && refused.errors.contains("service a: 'host'"), "\(verb): \(refused.everything)")
      }
      #expect(throws: (any Error).self) { try gateway.scratch.read("plan.json") }
      #expect(try await run(gateway, "sync", "base.yaml").status == 0)
      let sync = try await run(
        gateway, "sync", "--base", "base.yaml", "--on-drift", "refuse", "kong.yaml", token: "second-token")
      #expect(sync.status == 0, "\(sync.everything)")
    }
  }

  @Test func aPlanKeepsItsPolicy() async throws {
    try await moved { gateway in
      try await gateway.api.patch(["services", "a"], body: ["tags": ["one"]])
      let flags = ["--base", "base.yaml", "--on-drift", "keep"]
      let plan = try await gateway.run(["plan", "-o", "plan.json", "kong.yaml"] + flags, environment: Self.environment)
      #expect(plan.status == 0, "\(plan.everything)")
      let without = try await run(gateway, "sync", "--plan", "plan.json", "kong.yaml")
      #expect(without.status == 64 && without.errors.contains("--base"), "\(without.everything)")
      let other = try await run(
        gateway, "sync", "--plan", "plan.json", "--base", "base.yaml", "--on-drift", "refuse", "kong.yaml")
      #expect(other.status == 64, "\(other.everything)")
      let sync = try await run(gateway, "sync", "--plan", "plan.json", "--base", "base.yaml", "kong.yaml")
      #expect(sync.status == 0, "\(sync.everything)")
      #expect(try await gateway.get("services", "a")["host"] == "by-hand")
    }
  }

  /// What a branch does away with need not be there any more to read what the files were.
  @Test func aVariableThatIsGoneIsNoFault() async throws {
    try await moved { gateway in
      try gateway.file(Self.base.replacing("${{ env \"DECK_TOKEN\" }}", with: "literal"))
      let diff = try await gateway.fairlead("diff", "--base", "base.yaml", "kong.yaml")
      #expect(diff.status == 0, "\(diff.everything)")
      #expect(diff.output.contains("updating plugin request-transformer (global)  [wanted]"), "\(diff.output)")
    }
  }

  @Test func whatContradictsItselfIsWrongUsage() async throws {
    try await moved { gateway in
      for arguments in [
        ["diff", "--drift-only", "kong.yaml"], ["sync", "--on-drift", "keep", "kong.yaml"],
        ["diff", "--base", "-", "kong.yaml"], ["diff", "--base", "base.yaml", "--on-drift", "sometimes", "kong.yaml"],
        ["diff", "--drift-only", "--base", "base.yaml", "--plan-out", "p.json", "kong.yaml"],
        ["diff", "--drift-only", "--base", "base.yaml", "--on-drift", "keep", "kong.yaml"],
      ] {
        let run = try await gateway.run(arguments, environment: Self.environment)
        #expect(run.status == 64, "\(arguments): \(run.everything)")
      }
      let broken = try gateway.file("services: [{name: s, hsot: h}", named: "broken.yaml")
      let told = try await self.run(gateway, "diff", "--base", broken, "kong.yaml")
      #expect(told.status == 1 && told.errors.contains("broken.yaml:"), "\(told.everything)")
    }
  }
}
