import Documents
import Foundation
import GatewaySandbox
import GatewaySchemas
import Targets
import TestSupport
import Testing

/// A run with a journal, and the way back.
@Suite struct UndoTests {
  private static let before = """
    services:
    - name: shop
      host: shop.internal
      tags: [team]
      routes: [{name: shop, paths: [/shop]}]
      plugins: [{name: key-auth}]
    - {name: old, host: old.internal, routes: [{name: old, paths: [/old]}]}
    consumers:
    - username: alice
      keyauth_credentials: [{key: canary-of-alice}]
      acls: [{group: readers}]
    upstreams: [{name: up, targets: [{target: "10.0.0.1:80"}]}]
    """
  private static let after = """
    services:
    - {name: shop, host: elsewhere, retries: 1, routes: [{name: shop, paths: [/shop, /store]}]}
    - {name: new, host: new.internal, plugins: [{name: cors}]}
    upstreams: [{name: up, targets: [{target: "10.0.0.2:80", weight: 5}]}]
    """

  @Test func whatARunDidIsTakenBackWithIdsAndTimes() async throws {
    try await Gateway.run { gateway in
      try await gateway.put(Self.before)
      let (dump, times) = (try await gateway.dump(), try await gateway.times("services"))
      let run = try await gateway.journal(Self.after)
      #expect(run.status == 0, "\(run.everything)")
      #expect(try gateway.mode(of: "run.journal") == 0o600)
      let dry = try await gateway.fairlead("undo", "run.journal", "--dry-run")
      #expect(dry.status == 0 && dry.output.contains("deleting service new"), "\(dry.everything)")
      #expect(try await gateway.dump() != dump)
      let undo = try await gateway.fairlead("undo", "run.journal", "--yes")
      #expect(undo.status == 0, "\(undo.everything)")
      #expect(!undo.everything.contains("canary"), "\(undo.everything)")
      #expect(undo.output.contains("creating key-auth for consumer alice"), "\(undo.output)")
      #expect(try await gateway.dump() == dump)
      #expect(try await gateway.times("services") == times)
      let again = try await gateway.fairlead("undo", "run.journal", "--yes")
      #expect(again.status == 0 && again.output.contains("Created: 0"), "\(again.everything)")
    }
  }

  @Test func undoingAnUndoIsTheRunAgain() async throws {
    try await Gateway.run { gateway in
      try await gateway.put(Self.before)
      let before = try await gateway.dump()
      let after = "consumers: [{username: bob, basicauth_credentials: [{username: bob, password: word}]}]\n"
      #expect(try await gateway.journal(after).status == 0)
      let dump = try await gateway.dump()
      #expect(try await gateway.fairlead("undo", "run.journal", "--yes", "--journal", "undo.journal").status == 0)
      #expect(try await gateway.dump() == before)
      let redo = try await gateway.fairlead("undo", "undo.journal", "--yes")
      #expect(redo.status == 0, "\(redo.everything)")
      #expect(try await gateway.dump() == dump, "the password was in the run's journal in clear")
      #expect(try await gateway.fairlead("diff", "--non-zero-exit-code", "kong.yaml").status == 0)
    }
  }

  @Test func nothingIsAskedOfNobody() async throws {
    try await Gateway.run { gateway in
      #expect(try await gateway.journal("services: [{name: s, host: h}]").status == 0)
      let run = try await gateway.fairlead("undo", "run.journal")
      #expect(run.status == 4 && run.errors.contains("--yes"), "\(run.everything)")
      #expect(try await gateway.list("services").count == 1)
    }
  }

  @Test func aJournalOfAnotherTargetIsRefused() async throws {
    try await Gateway.run { gateway in
      #expect(try await gateway.journal("services: [{name: s, host: h}]").status == 0)
      try await Gateway.run { other in
        let path = gateway.scratch.url("run.journal").path
        let run = try await other.fairlead("undo", path, "--yes")
        #expect(run.status == 4 && run.errors.contains(gateway.address), "\(run.everything)")
      }
    }
  }

  @Test func aFileThatIsThereIsLeftAsItIs() async throws {
    try await Gateway.run { gateway in
      try gateway.scratch.write("run.journal", "mine")
      let run = try await gateway.journal("services: [{name: s, host: h}]")
      #expect(run.status == 1 && run.errors.contains("'run.journal' already exists"), "\(run.everything)")
      #expect(try gateway.scratch.read("run.journal") == "mine")
      #expect(try await gateway.list("services").isEmpty)
    }
  }

  @Test func whatWasChangedSinceIsLeftAlone() async throws {
    try await Gateway.run { gateway in
      try await gateway.put("services: [{name: a, host: one}, {name: b, host: one}]")
      #expect(
        try await gateway.journal("services: [{name: a, host: two}, {name: b, host: two}, {name: c, host: h}]").status
          == 0)
      try await gateway.api.patch(["services", "a"], body: ["host": "by-hand"])
      try await gateway.api.post(["services", "c", "routes"], body: ["name": "by-hand", "paths": ["/x"]])
      let run = try await gateway.fairlead("undo", "run.journal", "--yes")
      #expect(run.status == 3, "\(run.everything)")
      #expect(run.errors.contains("service a was changed since"), "\(run.errors)")
      #expect(run.errors.contains("service c is left alone: route by-hand belongs to it"), "\(run.errors)")
      #expect(try await gateway.get("services", "a")["host"] == "by-hand")
      #expect(try await gateway.get("services", "b")["host"] == "one")
      #expect(try await gateway.list("services").count == 3)
      let all = try await gateway.fairlead("undo", "run.journal", "--yes", "--on-conflict", "overwrite")
      #expect(all.status == 3, "what belongs to somebody else's route stays: \(all.everything)")
      #expect(try await gateway.get("services", "a")["host"] == "one")
    }
  }

  @Test func aNameThatIsTakenSinceIsLeftToItsHolder() async throws {
    try await Gateway.run { gateway in
      try await gateway.put("services: [{name: a, host: one, routes: [{name: r, paths: [/r]}]}]")
      #expect(try await gateway.journal("services: [{name: b, host: two}]").status == 0)
      try await gateway.api.post(["services"], body: ["name": "a", "host": "another"])
      let run = try await gateway.fairlead("undo", "run.journal", "--yes")
      #expect(run.status == 3, "\(run.everything)")
      #expect(run.errors.contains("service a is left alone: another service has its name"), "\(run.errors)")
      #expect(run.errors.contains("route r is left alone"), "\(run.errors)")
      #expect(try await gateway.get("services", "a")["host"] == "another")
      #expect(try await gateway.list("services").count == 1)
    }
  }

  @Test func exchangedNamesAreExchangedBack() async throws {
    func services(_ first: String, _ second: String) -> String {
      let ids = (1...2).map { "a0000000-0000-4000-8000-00000000000\($0)" }
      return "services: [{id: \(ids[0]), name: \(first), host: h}, {id: \(ids[1]), name: \(second), host: h}]"
    }
    try await Gateway.run { gateway in
      try await gateway.put(services("one", "two"))
      let dump = try await gateway.dump()
      #expect(try await gateway.journal(services("two", "one")).status == 0)
      let undo = try await gateway.fairlead("undo", "run.journal", "--yes")
      #expect(undo.status == 0, "\(undo.everything)")
      #expect(try await gateway.dump() == dump)
    }
  }

  /// Plugins and routes of other teams go with what they belong to.
  @Test func whatADeletionTakesAlongOutsideOfTheTagsComesBack() async throws {
    try await Gateway.run { gateway in
      try await gateway.put("consumers: [{username: a, tags: [mine]}, {username: b, tags: [mine]}]")
      try await gateway.api.post(["consumers", "a", "key-auth"], body: ["key": "of-another-team", "tags": ["theirs"]])
      try await gateway.api.post(
        ["consumers", "a", "plugins"], body: ["name": "rate-limiting", "config": ["minute": 5], "tags": ["theirs"]])
      let dump = try await gateway.dump()
      let run = try await gateway.journal("consumers: [{username: b}]", "--select-tag", "mine")
      #expect(run.status == 0, "\(run.everything)")
      #expect(try await gateway.list("key-auths").isEmpty)
      let undo = try await gateway.fairlead("undo", "run.journal", "--yes")
      #expect(undo.status == 0, "\(undo.everything)")
      #expect(try await gateway.dump() == dump)
    }
  }

  @Test func aWorkspaceThatARunCreatedIsGoneAgain() async throws {
    try await Gateway.run(edition: .enterprise) { gateway in
      let run = try await gateway.journal("services: [{name: s, host: h}]", "-w", "team")
      #expect(run.status == 0, "\(run.everything)")
      let undo = try await gateway.fairlead("undo", "run.journal", "--yes")
      #expect(undo.status == 0, "\(undo.everything)")
      #expect(try await gateway.list("workspaces").compactMap { $0["name"]?.string } == ["default"])
      let redo = try await gateway.fairlead("undo", "run.journal.undo", "--yes")
      #expect(redo.status == 0, "\(redo.everything)")
      #expect(try await gateway.list("team", "services").count == 1)
    }
  }

  @Test func passwordsThatOnlyTheGatewayHasHashedAreNamed() async throws {
    func consumer(_ name: String, _ password: String) -> String {
      "{username: \(name), basicauth_credentials: [{username: \(name), password: \(password)}]}"
    }
    try await Gateway.run { gateway in
      try await gateway.put("consumers: [\(consumer("gone", "canary-1")), \(consumer("kept", "canary-2"))]")
      #expect(try await gateway.journal("consumers: [\(consumer("kept", "canary-3"))]").status == 0)
      for (flag, status) in [("--dry-run", Int32(0)), ("--yes", 3)] {
        let run = try await gateway.fairlead("undo", "run.journal", flag)
        #expect(run.errors.contains("basic-auth gone for consumer gone cannot be brought back"), "\(run.errors)")
        #expect(run.errors.contains("basic-auth kept for consumer kept keeps its password of now"), "\(run.errors)")
        #expect(!run.everything.contains("canary"))
        #expect(run.status == status, "\(run.everything)")
      }
      #expect(try await gateway.list("consumers").count == 2)
      #expect(try await gateway.list("basic-auths").count == 1)
    }
  }

  @Test func aLifeThatHasRunOutIsNamed() async throws {
    try await Gateway.run { gateway in
      try await gateway.put(
        "consumers: [{username: a, keyauth_credentials: [{key: short, ttl: 1000}, {key: long, ttl: 100000}]}]")
      #expect(try await gateway.journal("consumers: [{username: a}]").status == 0)
      // An hour later, as the journal has it.
      let text = try gateway.scratch.read("run.journal")
      let seconds = try #require(try gateway.lines(of: "run.journal").first?["read_seconds"]?.integer)
      try gateway.scratch.write(
        "run.journal", text.replacing("\"read_seconds\":\(seconds)", with: "\"read_seconds\":\(seconds - 3600)"))
      let undo = try await gateway.fairlead("undo", "run.journal", "--yes")
      #expect(undo.status == 3 && undo.errors.contains("its time has run out since"), "\(undo.everything)")
      let left = try await gateway.list("key-auths")
      #expect(left.map { $0["key"] } == ["long"])
      #expect((left.first?["ttl"]?.integer).map { (90_000...96_400).contains($0) } == true, "\(left)")
    }
  }

  /// What cannot be taken down is not done.
  @Test(arguments: ["", "--atomic"]) func aFullDiskStopsTheRun(flag: String) async throws {
    try await Gateway.run { gateway in
      let file = try gateway.file("consumers:\n" + (100..<400).map { "- {username: c\($0)}\n" }.joined())
      let words = ["gateway", "sync", file, "--journal", "run.journal"] + [flag].filter { !$0.isEmpty }
      let run = try await Program.run(
        "/bin/sh", ["-c", "ulimit -f 128; exec \"$0\" \"$@\"", try Programs.path("fairlead")] + words,
        environment: ["FAIRLEAD_KONG_ADDR": gateway.address], in: gateway.scratch.folder)
      let made = try await gateway.list("consumers").count
      #expect(run.errors.contains("the journal 'run.journal' cannot be written"), "\(run.errors)")
      #expect(run.status == (flag.isEmpty ? 3 : 1), "\(run.everything)")
      guard flag.isEmpty else { return #expect(made == 0) }
      #expect(made > 0 && made < 300)
      let undo = try await gateway.fairlead("undo", "run.journal", "--yes")
      #expect(undo.status == 0, "\(undo.everything)")
      #expect(try await gateway.list("consumers").isEmpty)
    }
  }

  @Test func keysThatTheGatewayMadeComeBack() async throws {
    try await Gateway.run { gateway in
      let id = "a0000000-0000-4000-8000-000000000001"
      let run = try await gateway.journal("consumers: [{username: a, keyauth_credentials: [{id: \(id)}]}]")
      #expect(run.status == 0, "\(run.everything)")
      let made = try await gateway.list("key-auths").first?["key"]
      #expect(try await gateway.fairlead("undo", "run.journal", "--yes").status == 0)
      #expect(try await gateway.list("key-auths").isEmpty)
      #expect(try await gateway.fairlead("undo", "run.journal.undo", "--yes").status == 0)
      #expect(try await gateway.list("key-auths").first?["key"] == made)
    }
  }

  @Test func whatGaveAValueUpAndWentWithItsOwnerComesBack() async throws {
    let (first, second) = ("c0000000-0000-4000-8000-000000000001", "c0000000-0000-4000-8000-000000000002")
    try await Gateway.run { gateway in
      try await gateway.put(
        "consumers: [{username: u, keyauth_credentials: [{id: \(first), key: a}, {id: \(second), key: b}]}, {username: v}]"
      )
      let dump = try await gateway.dump()
      let run = try await gateway.journal(
        "consumers: [{username: v, keyauth_credentials: [{id: \(second), key: a}]}]")
      #expect(run.status == 0 && run.output.contains("freeing a value"), "\(run.everything)")
      let undo = try await gateway.fairlead("undo", "run.journal", "--yes")
      #expect(undo.status == 0, "\(undo.everything)")
      #expect(try await gateway.dump() == dump)
    }
  }

  @Test func aTargetThatMovedGoesBack() async throws {
    let id = "c0000000-0000-4000-8000-000000000001"
    try await Gateway.run { gateway in
      try await gateway.put("upstreams: [{name: u, targets: [{id: \(id), target: \"t:1\"}]}, {name: v}]")
      let dump = try await gateway.dump()
      let run = try await gateway.journal("upstreams: [{name: u}, {name: v, targets: [{id: \(id), target: \"t:1\"}]}]")
      #expect(run.status == 0, "\(run.everything)")
      let undo = try await gateway.fairlead("undo", "run.journal", "--yes")
      #expect(undo.status == 0, "\(undo.everything)")
      #expect(
        undo.output.hasPrefix("deleting target t:1 for upstream v\ncreating target t:1 for upstream u\n"),
        "\(undo.output)")
      #expect(try await gateway.dump() == dump)
    }
  }

  @Test(arguments: ["the run knew it", "nobody knows it"])
  func whereAPasswordOfAnotherOwnerCannotBeHadTheRestComesBack(_ what: String) async throws {
    func state(_ left: String, _ right: String) -> String {
      "consumers: [{username: u\(left)}, {username: v\(right)}]\n"
    }
    try await Gateway.run { gateway in
      func credential(_ word: String) -> String { ", basicauth_credentials: [{username: x, password: \(word)}]" }
      try await gateway.put(state(credential("former"), ""))
      let run = try await gateway.journal(state("", credential("later")) + "services: [{name: s, host: h}]")
      #expect(run.status == 0, "\(run.everything)")
      if what == "nobody knows it" {
        let other = try gateway.file(
          state("", credential("latest")) + "services: [{name: s, host: h}]", named: "o.yaml")
        #expect(try await gateway.fairlead("sync", other).status == 0)
      }
      let undo = try await gateway.fairlead("undo", "run.journal", "--yes", "--on-conflict", "overwrite")
      #expect(undo.status == 3, "\(undo.everything)")
      #expect(try await gateway.list("services").isEmpty, "all else comes back")
      let words = what == "nobody knows it" ? "stays where it is" : "keeps its password of now"
      #expect(undo.errors.contains(words), "\(undo.errors)")
      let now = what == "nobody knows it" ? state("", credential("latest")) : state(credential("later"), "")
      let diff = try await gateway.fairlead("diff", "--non-zero-exit-code", try gateway.file(now))
      #expect(diff.status == 0, "\(diff.everything)")
    }
  }

  @Test func aNewerJournalIsTold() async throws {
    try await Gateway.run { gateway in
      try gateway.scratch.write("new.journal", "{\"schema\":\"fairlead-journal/2\"}\n")
      let run = try await gateway.fairlead("undo", "new.journal", "--yes")
      #expect(run.status == 1 && run.errors.contains("fairlead-journal/2"), "\(run.everything)")
      try gateway.scratch.write("no.journal", "services: []\n")
      #expect(try await gateway.fairlead("undo", "no.journal").status == 1)
    }
  }

  @Test func journalsAreListed() async throws {
    try await Gateway.run { gateway in
      let file = try gateway.file("services: [{name: s, host: h}]")
      let environment = ["CI_JOB_URL": "https://ci.example/7", "CI_COMMIT_SHA": "abc123"]
      #expect(
        try await gateway.fairlead("sync", file, "--journal-dir", "records", environment: environment).status == 0)
      #expect(try await gateway.fairlead("reset", "--force", "--journal-dir", "records").status == 0)
      try gateway.scratch.write("records/other.txt", "nothing of ours\n")
      let list = try await Program.run("fairlead", ["journal", "list", "records"], in: gateway.scratch.folder)
      #expect(list.status == 0, "\(list.everything)")
      let lines = list.output.split(separator: "\n")
      try #require(lines.count == 2, "\(list.output)")
      // Both may have begun in the same second.
      let sync = try #require(lines.first { $0.contains("gateway sync") }, "\(list.output)")
      #expect(sync.contains("1 of 1 changes") && sync.contains("success"))
      #expect(sync.contains("kong.yaml") && sync.contains("https://ci.example/7 at abc123"))
      #expect(lines.contains { $0.contains("gateway reset") })
    }
  }
}
