import Documents
import Foundation
import GatewaySandbox
import Targets
import TestSupport
import Testing

/// Journals, the way back and runs that are whole or nothing, on a control plane.
@Suite(.serialized) struct KonnectJournalTests {
  private static let everything = "--include-plugin-definitions"

  private static func seeded(_ seed: UInt64, _ test: (Gateway, _ dump: String) async throws -> Void) async throws {
    try await Gateway.run(.konnect(["default", "second"])) { konnect in
      let (before, after) = GeneratedState.textsOfAllKinds(seed: seed)
      try konnect.scratch.write("before.yaml", before)
      try konnect.scratch.write("after.yaml", after)
      let run = try await konnect.fairlead("sync", "before.yaml")
      try #require(run.status == 0, "\(run.everything)")
      try await test(konnect, try await konnect.dump(everything))
    }
  }

  @Test(arguments: 1...3 as ClosedRange<UInt64>) func anUndoBringsBackWhatWas(seed: UInt64) async throws {
    try await Self.seeded(seed) { konnect, dump in
      let run = try await konnect.fairlead("sync", "after.yaml", "--max-deletes", "100%", "--journal", "run.journal")
      #expect(run.status == 0, "\(run.everything)")
      let after = try await konnect.dump(Self.everything)
      #expect(after != dump)
      #expect(try !konnect.scratch.read("run.journal").contains(SandboxConfiguration.token))
      let undo = try await konnect.fairlead("undo", "run.journal", "--yes", "--journal", "undo.journal")
      #expect(undo.status == 0, "\(undo.everything)")
      #expect(try await konnect.dump(Self.everything) == dump)
      let redo = try await konnect.fairlead("undo", "undo.journal", "--yes")
      #expect(redo.status == 0, "\(redo.everything)")
      #expect(try await konnect.dump(Self.everything) == after)
    }
  }

  @Test func aRefusalAtAnyPositionLeavesAllAsItWas() async throws {
    try await Self.seeded(3) { konnect, dump in
      var number = 0
      while true {
        let relay = try Relay(to: konnect.address, refusingWrite: number)
        defer { relay.stop() }
        let run = try await konnect.run([
          "sync", "after.yaml", "--konnect-addr", relay.address, "--max-deletes", "100%", "--atomic", "--parallelism",
          "1",
        ])
        if run.status == 0 { break }
        #expect(run.status == 1, "at \(number): \(run.everything)")
        #expect(run.errors.contains("taken back") == (number > 0), "at \(number): \(run.errors)")
        #expect(try await konnect.dump(Self.everything) == dump, "at \(number): \(run.everything)")
        number += 1
      }
      #expect(number > 20, "\(number) writes")
    }
  }

  /// Limits of requests in between, on the way there and on the way back, change nothing of what comes out.
  @Test func limitsOfRequestsOnTheWayBackAreWaitedOut() async throws {
    try await Self.seeded(5) { konnect, dump in
      let limits = ["PUT", "DELETE", "GET"].map { method -> Node in
        ["method": Node(.string(method)), "path": "*/core-entities/*", "status": 429, "retry_after": 1, "count": 3]
      }
      let refusal: Node = ["method": "PUT", "path": "*/core-entities/consumers/*", "status": 400]
      try await konnect.set(faults: ["rules": Node(.array(limits + [refusal]))])
      let run = try await konnect.fairlead("sync", "after.yaml", "--max-deletes", "100%", "--atomic")
      #expect(run.status == 1 && run.errors.contains("taken back"), "\(run.everything)")
      try await konnect.set(faults: [:])
      #expect(try await konnect.dump(Self.everything) == dump, "\(run.everything)")
    }
  }

  @Test func aJournalIsOfOneControlPlane() async throws {
    try await Gateway.run(.konnect(["default", "second"])) { konnect in
      #expect(try await konnect.journal("services: [{name: s, host: h}]\n").status == 0)
      for flags in [
        ["--konnect-control-plane-name", "second"], ["--target", "gateway", "--kong-addr", konnect.address],
      ] {
        let run = try await konnect.run(["undo", "run.journal", "--yes"] + flags)
        #expect(run.status == 4 && run.errors.contains("--konnect-control-plane-name"), "\(run.everything)")
      }
      let undo = try await konnect.fairlead("undo", "run.journal", "--yes")
      #expect(undo.status == 0, "\(undo.everything)")
      #expect(try await konnect.list("services").isEmpty)
    }
  }

  /// Konnect deletes no workspaces: one that a run created stays, empty.
  @Test func aWorkspaceStays() async throws {
    try await Gateway.run(.konnect()) { konnect in
      let text = "_workspace: team\nservices: [{name: s, host: h, plugins: [{name: cors}]}]\n"
      #expect(try await konnect.journal(text).status == 0)
      let undo = try await konnect.fairlead("undo", "run.journal", "--yes")
      #expect(
        undo.status == 0 && undo.errors.contains("the workspace 'team', which the run created, stays"),
        "\(undo.everything)")
      #expect(try await konnect.list("team", "services").isEmpty)
      let rule: Node = ["method": "PUT", "path": "*/plugins/*", "status": 400]
      try await konnect.set(faults: ["rules": [rule]])
      let whole = try await konnect.fairlead(
        "sync", "--atomic", try konnect.file(text.replacing("team", with: "other")))
      #expect(whole.status == 1 && whole.errors.contains("is taken back"), "\(whole.everything)")
      try await konnect.set(faults: [:])
      #expect(try await konnect.list("other", "services").isEmpty)
    }
  }

  /// Konnect has a password as a hash, which it would hash again.
  @Test func whatCouldNotBeTakenBackIsToldFirst() async throws {
    try await Gateway.run(.konnect()) { konnect in
      try await konnect.put("consumers: [{username: a, basicauth_credentials: [{username: a, password: canary}]}]\n")
      try await konnect.resetCounters()
      let run = try await konnect.fairlead("sync", try konnect.file("consumers: [{username: b}]\n"), "--atomic")
      #expect(
        run.status == 4 && run.errors.contains("basic-auth a for consumer a could not be taken back"), "\(run.errors)")
      #expect(try await konnect.requests("PUT") == 0)
    }
  }

  /// A token is in no file that a run writes, nor in what it says, however much it is asked to say.
  @Test func aTokenIsInNothingThatIsWritten() async throws {
    try await Gateway.run(.konnect()) { konnect in
      try konnect.file("services: [{name: s, host: h}]\nconsumers: [{username: u, keyauth_credentials: [{key: k}]}]\n")
      let reports = ["json", "events", "markdown", "junit"].flatMap { ["--report", "\($0)=report.\($0)"] }
      let verbs: [[String]] = [
        ["ping"], ["plan", "kong.yaml", "-o", "plan.json"], ["diff", "kong.yaml", "--plan-out", "other.json"],
        ["sync", "kong.yaml", "--journal", "run.journal"] + reports, ["validate", "kong.yaml"],
        ["apply", "kong.yaml", "--json-output"], ["dump", "-o", "dump.yaml"], ["schemas", "-o", "schemas"],
        ["undo", "run.journal", "--yes"], ["reset", "--force"], ["sync", "missing.yaml"],
      ]
      for verb in verbs {
        // The token is looked for in all that is said by whoever runs a verb.
        let run = try await konnect.run(verb + ["--verbose", "2"])
        #expect(run.status == (verb.last == "missing.yaml" ? 1 : 0), "\(verb): \(run.everything.prefix(2000))")
      }
      for wrong in ["kpat_Vq7wrong", SandboxConfiguration.token + "x"] {
        let run = try await konnect.run(["diff", "kong.yaml", "--konnect-token", wrong, "--verbose", "2"])
        #expect(run.status == 1 && run.errors.contains("401") && !run.everything.contains(wrong), "\(run.everything)")
      }
      let files = try #require(FileManager.default.enumerator(atPath: konnect.scratch.folder.path))
      var seen = 0
      for case let name as String in files {
        guard let data = FileManager.default.contents(atPath: konnect.scratch.url(name).path) else { continue }
        seen += 1
        #expect(data.range(of: Data(SandboxConfiguration.token.utf8)) == nil, "\(name) has the token")
      }
      #expect(seen > 10)
    }
  }
}
