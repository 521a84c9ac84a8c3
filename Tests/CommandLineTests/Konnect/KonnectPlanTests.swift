import Documents
import GatewaySandbox
import Targets
import Testing

/// Saved plans, and what is added without a deletion, on a control plane.
@Suite struct KonnectPlanTests {
  private static let before = "services: [{name: old, host: h}, {name: s, host: a}]\n"
  private static let after = """
    services:
    - {name: s, host: b, routes: [{name: r, paths: [/r]}], plugins: [{name: key-auth}]}
    consumers: [{username: alice, keyauth_credentials: [{key: canary-of-alice}]}]

    """

  private static func seeded(_ test: (Gateway) async throws -> Void) async throws {
    try await Gateway.run(.konnect(["default", "second"])) { konnect in
      let run = try await konnect.fairlead("sync", try konnect.file(before, named: "before.yaml"))
      try #require(run.status == 0, "\(run.everything)")
      try konnect.file(after)
      try await test(konnect)
    }
  }

  @Test func aPlanIsCarriedOutOnceAndWhereItWasMade() async throws {
    try await Self.seeded { konnect in
      let made = try await konnect.fairlead("plan", "kong.yaml", "-o", "plan.json")
      #expect(made.status == 0, "\(made.everything)")
      let text = try konnect.scratch.read("plan.json")
      #expect(!text.contains(SandboxConfiguration.token) && !text.contains("canary"))
      let elsewhere = try await konnect.fairlead(
        "sync", "--plan", "plan.json", "kong.yaml", "--konnect-control-plane-name", "second")
      #expect(elsewhere.status == 4 && elsewhere.errors.contains("the plan was made for"), "\(elsewhere.everything)")
      #expect(try await konnect.list("services", ofPlane: "second").isEmpty)
      let run = try await konnect.fairlead("sync", "--plan", "plan.json", "kong.yaml")
      #expect(run.status == 0 && run.output.contains("  Created: 4\n  Updated: 1\n  Deleted: 1\n"), "\(run.everything)")
      let same = try await konnect.fairlead("diff", "--non-zero-exit-code", "kong.yaml")
      #expect(same.status == 0, "\(same.everything)")
      #expect(try await konnect.fairlead("sync", "--plan", "plan.json", "kong.yaml").status == 4)
    }
  }

  @Test func whatMovedSinceRefusesAPlan() async throws {
    try await Self.seeded { konnect in
      #expect(try await konnect.fairlead("diff", "--plan-out", "plan.json", "kong.yaml").status == 0)
      let service = try #require(try await konnect.list("services").first { $0["name"] == "s" })
      try await konnect.api.put(
        ["services", service["id"]?.string ?? ""], body: ["name": "s", "host": "by-hand"])
      let run = try await konnect.fairlead("sync", "--plan", "plan.json", "kong.yaml")
      #expect(run.status == 4, "\(run.everything)")
      #expect(
        run.errors.contains("the target moved: service s: 'host' was \"a\", and is \"by-hand\" now"), "\(run.errors)")
      #expect(try await konnect.list("routes").isEmpty)
    }
  }

  @Test func applyAddsAndDeletesNothing() async throws {
    try await Self.seeded { konnect in
      let run = try await konnect.fairlead("apply", "kong.yaml")
      #expect(run.status == 0 && run.output.contains("  Deleted: 0\n"), "\(run.everything)")
      #expect(try await Set(konnect.list("services").compactMap { $0["name"]?.string }) == ["old", "s"])
      let again = try await konnect.fairlead("apply", "kong.yaml")
      #expect(again.output.contains("  Created: 0\n  Updated: 0\n"), "\(again.everything)")
      let reference = try await konnect.fairlead(
        "apply", try konnect.file("routes: [{name: more, paths: [/m], service: {name: old}}]\n", named: "more.yaml"))
      #expect(reference.status == 0, "\(reference.everything)")
    }
  }

  /// Whatever the states: a plan made between two of them is carried out, and nothing differs afterwards.
  @Test(arguments: 1...3 as ClosedRange<UInt64>) func aPlanOfGeneratedStatesHolds(seed: UInt64) async throws {
    try await Gateway.run(.konnect()) { konnect in
      let (before, after) = GeneratedState.textsOfAllKinds(seed: seed)
      try konnect.scratch.write("before.yaml", before)
      try konnect.scratch.write("after.yaml", after)
      let first = try await konnect.fairlead("sync", "before.yaml")
      try #require(first.status == 0, "\(first.everything)")
      let plan = try await konnect.fairlead(
        "plan", "after.yaml", "-o", "plan.json", "--max-deletes", "100%", "--include-plugin-definitions")
      #expect(plan.status == 0, "\(plan.everything)")
      let run = try await konnect.fairlead("sync", "--plan", "plan.json", "after.yaml")
      #expect(run.status == 0, "\(run.everything)")
      let same = try await konnect.fairlead("diff", "--non-zero-exit-code", "after.yaml")
      #expect(same.status == 0, "\(same.everything)")
    }
  }
}
