import Documents
import Foundation
import GatewaySandbox
import Targets
import Testing

/// Plans that are saved, approved and carried out.
@Suite struct PlanTests {
  private static let before = "services: [{name: old, host: h}, {name: s, host: a}]\n"
  private static let after = """
    services:
    - {name: s, host: b, routes: [{name: r, paths: [/r]}]}
    consumers: [{username: alice, keyauth_credentials: [{key: canary}]}]

    """

  /// A gateway that holds what was before, a file with what is to be, and a plan for it.
  private func planned(_ flags: String..., test: @escaping (Gateway) async throws -> Void) async throws {
    try await Gateway.run { gateway in
      try gateway.file(Self.before, named: "before.yaml")
      #expect(try await gateway.fairlead("sync", "before.yaml").status == 0)
      try gateway.file(Self.after)
      let run = try await gateway.run(["plan", "kong.yaml", "-o", "plan.json"] + flags)
      #expect(run.status == 0, "\(run.everything)")
      try await test(gateway)
    }
  }

  private func document(_ gateway: Gateway, _ name: String = "plan.json") throws -> Node {
    try JSONReader.read(Array(try gateway.scratch.read(name).utf8))
  }

  @Test func aPlanIsCarriedOutWithoutAQuestion() async throws {
    try await planned { gateway in
      let screen = try await Program.runAtTerminal(
        "fairlead", ["gateway", "sync", "--plan", "plan.json", "kong.yaml"], answer: "n\n",
        environment: ["FAIRLEAD_KONG_ADDR": gateway.address], in: gateway.scratch.folder)
      #expect(screen.status == 0 && !screen.screen.contains("[y/N]"), "\(screen.screen)")
      #expect(try await gateway.fairlead("diff", "--non-zero-exit-code", "kong.yaml").status == 0)
      let again = try await gateway.fairlead("sync", "--plan", "plan.json", "kong.yaml")
      #expect(again.status == 4, "what was done is not done again")
    }
  }

  @Test func itSaysWhatItIsMadeOf() async throws {
    try await planned("--max-deletes", "7", "--on-error", "stop") { gateway in
      let plan = try document(gateway)
      #expect(plan["schema"] == "fairlead-plan/1")
      #expect(plan["target"]?["id"]?.string == gateway.address)
      #expect(plan["files"]?.array?.first?["name"] == "kong.yaml")
      #expect(plan["files"]?.array?.first?["sha256"]?.string?.utf8.count == 64)
      #expect(plan["flags"]?["max-deletes"] == ["7"] && plan["flags"]?["on-error"] == ["stop"])
      #expect(plan["summary"]?["create"] == 3 && plan["summary"]?["update"] == 1 && plan["summary"]?["delete"] == 1)
      let changes = plan["changes"]?.array ?? []
      let route = try #require(changes.first { $0["kind"] == "route" })
      #expect(route["place"]?["line"] == 3 && route["key"] == ["name": "r"] && route["id"] == nil)
      let update = try #require(changes.first { $0["action"] == "update" })
      #expect(update["differences"]?.array?.first?["old"] == "a" && update["differences"]?.array?.first?["new"] == "b")
      let owner = changes.firstIndex { $0["kind"] == "consumer" }
      #expect(changes.first { $0["kind"] == "key-auth" }?["depends_on"] == [Node(.integer(owner ?? -1))])
      #expect(!(try gateway.scratch.read("plan.json")).contains("canary"))
      let mode = try #require(try gateway.mode(of: "plan.json"))
      #expect(mode & 0o044 == 0o044, "it may be read by others")
    }
  }

  @Test func theSamePlanComesOutEachTimeAndFromDiff() async throws {
    try await planned { gateway in
      let first = try gateway.scratch.read("plan.json")
      #expect(try await gateway.fairlead("diff", "--plan-out", "other.json", "kong.yaml").status == 0)
      #expect(try gateway.scratch.read("other.json") == first)
      let printed = try await gateway.fairlead("plan", "kong.yaml")
      #expect(printed.status == 0 && printed.output == first, "\(printed.everything)")
      #expect(try await gateway.fairlead("plan", "--non-zero-exit-code", "-o", "p", "kong.yaml").status == 2)
    }
  }

  @Test func aCommentRefusesNothing() async throws {
    try await planned { gateway in
      try gateway.scratch.write("kong.yaml", "# why\n\n" + (try gateway.scratch.read("kong.yaml")))
      let run = try await gateway.fairlead("sync", "--plan", "plan.json", "kong.yaml")
      #expect(run.status == 0, "\(run.everything)")
    }
  }

  @Test func anotherOrderOfTheFilesRefusesNothing() async throws {
    try await planned { gateway in
      let parts = Self.after.split(separator: "consumers:").map(String.init)
      try gateway.file(parts[0], named: "one.yaml")
      try gateway.file("consumers:" + parts[1], named: "two.yaml")
      #expect(try await gateway.fairlead("plan", "one.yaml", "two.yaml", "-o", "plan.json").status == 0)
      let run = try await gateway.fairlead("sync", "--plan", "plan.json", "two.yaml", "one.yaml")
      #expect(run.status == 0, "\(run.everything)")
    }
  }

  @Test func whatMovedIsNamed() async throws {
    try await planned { gateway in
      try gateway.file(Self.after.replacing("host: b", with: "host: c"))
      var run = try await gateway.fairlead("sync", "--plan", "plan.json", "kong.yaml")
      #expect(run.status == 4)
      #expect(run.errors.contains("the files moved: 'kong.yaml' is not as it was"), "\(run.errors)")
      #expect(run.errors.contains("service s: 'host' was to become \"b\", and would become \"c\" now"), "\(run.errors)")

      try gateway.file(Self.after)
      try await gateway.api.patch(["services", "s"], body: ["host": "by-hand"])
      run = try await gateway.fairlead("sync", "--plan", "plan.json", "kong.yaml")
      #expect(run.status == 4)
      #expect(
        run.errors.contains("the target moved: service s: 'host' was \"a\", and is \"by-hand\" now"), "\(run.errors)")
      #expect(!run.errors.contains("the files moved"), "\(run.errors)")
      #expect(try await gateway.list("routes").isEmpty, "nothing is written")
    }
  }

  @Test func whatThePlanWasMadeWithHolds() async throws {
    try await Gateway.run { gateway in
      let many = (0..<12).map { "{username: c\($0), tags: [t]}" }.joined(separator: ", ")
      try gateway.file("consumers: [\(many), {username: other}]", named: "before.yaml")
      #expect(try await gateway.fairlead("sync", "before.yaml").status == 0)
      try gateway.file("consumers: [{username: c0}]")
      let flags = ["--select-tag", "t", "--max-deletes", "100%"]
      #expect(try await gateway.run(["plan", "kong.yaml", "-o", "plan.json"] + flags).status == 0)
      for contradiction in [
        ["--max-deletes", "5"], ["--select-tag", "u"], ["--allow-empty"], ["--only", "consumers"],
      ] {
        let run = try await gateway.run(["sync", "--plan", "plan.json", "kong.yaml"] + contradiction)
        #expect(run.status == 64 && run.errors.contains(contradiction[0]), "\(run.everything)")
      }
      let fromOutside = try await gateway.fairlead(
        "sync", "--plan", "plan.json", "kong.yaml", environment: ["FAIRLEAD_ON_ERROR": "stop"])
      #expect(fromOutside.status == 64 && fromOutside.errors.contains("FAIRLEAD_ON_ERROR"), "\(fromOutside.errors)")
      let run = try await gateway.fairlead("sync", "--plan", "plan.json", "--max-deletes", "100%", "kong.yaml")
      #expect(run.status == 0, "\(run.everything)")
      #expect(try await Set(gateway.list("consumers").compactMap { $0["username"]?.string }) == ["c0", "other"])
    }
  }

  @Test func aLimitOfThePlanHoldsWhenItIsCarriedOut() async throws {
    try await Gateway.run { gateway in
      let many = (0..<12).map { "{username: c\($0)}" }.joined(separator: ", ")
      try gateway.file("consumers: [\(many)]", named: "before.yaml")
      #expect(try await gateway.fairlead("sync", "before.yaml").status == 0)
      try gateway.file("consumers: [{username: c0}]")
      let plan = try await gateway.fairlead("plan", "kong.yaml", "-o", "plan.json")
      #expect(plan.status == 0 && plan.errors.contains("a sync will refuse this"), "\(plan.everything)")
      let run = try await gateway.fairlead("sync", "--plan", "plan.json", "kong.yaml")
      #expect(run.status == 4 && run.errors.contains("11 of 12 consumers"), "\(run.everything)")
    }
  }

  @Test func anotherTargetIsRefusedUnlessItIsNamed() async throws {
    try await planned("--target-name", "production") { gateway in
      try await Gateway.run { other in
        try other.file(Self.before, named: "before.yaml")
        #expect(try await other.fairlead("sync", "before.yaml").status == 0)
        try other.file(Self.after)
        try other.scratch.write("plan.json", try gateway.scratch.read("plan.json"))
        for name in [[], ["--target-name", "staging"]] {
          let run = try await other.run(["sync", "--plan", "plan.json", "kong.yaml"] + name)
          #expect(run.status == 4 && run.errors.contains("the plan was made for"), "\(run.everything)")
        }
        let run = try await other.fairlead("sync", "--plan", "plan.json", "--target-name", "production", "kong.yaml")
        #expect(run.status == 0, "\(run.everything)")
      }
    }
  }

  @Test func userInformationIsNoPartOfTheAddress() async throws {
    try await planned { gateway in
      #expect(!(try gateway.scratch.read("plan.json")).contains("word"))
      let address = gateway.address.replacing("http://", with: "http://user:word@")
      let run = try await gateway.fairlead("sync", "--plan", "plan.json", "--kong-addr", address, "kong.yaml")
      #expect(run.status == 0, "\(run.everything)")
      #expect(!run.everything.contains("word"))
    }
  }

  @Test func applyAndResetCarryOutPlansToo() async throws {
    try await Gateway.run { gateway in
      try gateway.file(Self.before, named: "before.yaml")
      #expect(try await gateway.fairlead("sync", "before.yaml").status == 0)
      try gateway.file("routes: [{name: r, paths: [/r], service: {name: old}}]")
      #expect(try await gateway.fairlead("plan", "--for", "apply", "kong.yaml", "-o", "plan.json").status == 0)
      let asSync = try await gateway.fairlead("sync", "--plan", "plan.json", "before.yaml")
      #expect(asSync.status == 4, "\(asSync.everything)")
      let apply = try await gateway.fairlead("apply", "--plan", "plan.json", "kong.yaml")
      #expect(apply.status == 0 && apply.output.contains("creating route r"), "\(apply.everything)")

      #expect(try await gateway.fairlead("plan", "--for", "reset", "-o", "reset.json").status == 0)
      try await gateway.api.post(["consumers"], body: ["username": "late"])
      let late = try await gateway.fairlead("reset", "--plan", "reset.json")
      #expect(late.status == 4 && late.errors.contains("consumer late would be deleted as well"), "\(late.everything)")
      try await gateway.api.delete(["consumers", "late"])
      let reset = try await gateway.fairlead("reset", "--plan", "reset.json")
      #expect(reset.status == 0, "\(reset.everything)")
      #expect(try await gateway.list("services").isEmpty)
    }
  }

  @Test func aSyncPlanWithoutDeletionsCanBeApplied() async throws {
    try await Gateway.run { gateway in
      try gateway.file(Self.after)
      #expect(try await gateway.fairlead("plan", "kong.yaml", "-o", "plan.json").status == 0)
      let apply = try await gateway.fairlead("apply", "--plan", "plan.json", "kong.yaml")
      #expect(apply.status == 0, "\(apply.everything)")
    }
  }

  @Test(arguments: [
    ("{\"schema\": \"fairlead-plan/9\"}", "fairlead-plan/9"), ("{}", "no saved plan"), ("nonsense", "plan.json:1:"),
  ])
  func whatIsNoPlanIsTold(text: String, says: String) async throws {
    try await Gateway.run { gateway in
      try gateway.file(Self.after)
      try gateway.scratch.write("plan.json", text)
      let run = try await gateway.fairlead("sync", "--plan", "plan.json", "kong.yaml")
      #expect(run.status == 1 && run.errors.contains(says), "\(run.everything)")
      let show = try await Program.run("fairlead", ["plan", "show", "plan.json"], in: gateway.scratch.folder)
      #expect(show.status == 1 && show.errors.contains(says), "\(show.everything)")
      #expect(try await gateway.list("services").isEmpty)
    }
  }

  @Test func aPlanIsNamedOnTheCommandLineAlone() async throws {
    try await planned { gateway in
      let run = try await gateway.fairlead("sync", "before.yaml", environment: ["FAIRLEAD_PLAN": "plan.json"])
      #expect(run.status == 0, "\(run.everything)")
      try gateway.scratch.write("settings.yaml", "plan: plan.json\n")
      let file = try await gateway.fairlead("sync", "--config", "settings.yaml", "before.yaml")
      #expect(file.status == 64 && file.errors.contains("on the command line only"), "\(file.everything)")
      #expect(try await gateway.fairlead("sync", "--plan", "missing.json", "kong.yaml").status == 1)
      #expect(try await gateway.fairlead("sync", "--plan", "-", "kong.yaml").status == 64)
    }
  }

  @Test func whatContradictsItselfIsWrongUsage() async throws {
    try await planned { gateway in
      for arguments in [
        ["plan", "--for", "reset", "kong.yaml"], ["plan", "--for", "apply", "--select-tag", "t", "kong.yaml"],
        ["plan", "--json-output", "kong.yaml"], ["diff", "--plan-out", "-", "kong.yaml"],
        ["reset", "--plan", "plan.json", "--all-workspaces"], ["reset", "--plan", "plan.json", "--dry-run"],
        ["plan", "--for", "apply", "--base", "kong.yaml", "kong.yaml"],
        // A script's variable that is not set names no plan that somebody approved, and no journal to come back by.
        ["sync", "--plan", "", "kong.yaml"], ["sync", "--plan=", "kong.yaml"], ["sync", "--journal", "", "kong.yaml"],
        ["sync", "--journal-dir", "", "kong.yaml"], ["diff", "--plan-out", "", "kong.yaml"],
      ] {
        let run = try await gateway.run(arguments)
        #expect(run.status == 64, "\(arguments): \(run.everything)")
      }
      #expect(try await gateway.get("services", "s")["retries"] == 5, "nothing is written")
    }
  }
}
