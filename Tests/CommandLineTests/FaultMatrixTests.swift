import Targets
import Documents
import Foundation
import Glibc
import TestSupport
import Testing

/// Every fault at every stage of a run: nothing is lost, nothing is done twice, the report is true, and the next run
/// converges.
@Suite struct FaultMatrixTests {
  /// A stage of a run: a request of it, and files between which that stage is the whole of the work.
  struct Stage: Sendable, CustomTestStringConvertible {
    var name: String
    var method: String
    var path: String
    var before: String
    var after: String
    /// How many changes the run makes.
    var changes = 8
    /// How the summary calls them.
    var word: String
    /// How many of them the gateway shows.
    var done: @Sendable (Gateway) async throws -> Int
    var testDescription: String { name }
  }

  private static func consumers(_ fields: String = "", _ numbers: ClosedRange<Int> = 1...8) -> String {
    "consumers:\n" + numbers.map { "- {username: c\($0)\(fields.replacing("#", with: "\($0)"))}\n" }.joined()
  }

  private static func targets(_ fields: String, _ numbers: ClosedRange<Int> = 1...8) -> String {
    "upstreams:\n- name: up\n  targets:\n"
      + numbers.map { "  - {target: \"10.0.0.\($0):80\"\(fields)}\n" }.joined()
  }

  private static let noTargets = "upstreams: [{name: up}]\n"
  private static let created: @Sendable (Gateway) async throws -> Int = { try await $0.list("consumers").count }
  private static let updated: @Sendable (Gateway) async throws -> Int = { gateway in
    try await gateway.list("consumers").count { $0["custom_id"]?.string != nil }
  }
  private static let targetsThere: @Sendable (Gateway) async throws -> Int = {
    try await $0.list("upstreams", "up", "targets").count
  }

  static let writing: [Stage] = [
    Stage(
      name: "create", method: "PUT", path: "/consumers/*", before: "services: [{name: s, host: h}]\n",
      after: "services: [{name: s, host: h}]\n" + consumers(), word: "Created", done: created),
    Stage(
      name: "create by POST", method: "POST", path: "/upstreams/*/targets", before: noTargets, after: targets(""),
      word: "Created", done: targetsThere),
    Stage(
      name: "update", method: "PUT", path: "/consumers/*", before: consumers(), after: consumers(", custom_id: i#"),
      word: "Updated", done: updated),
    Stage(
      name: "delete", method: "DELETE", path: "/consumers/*",
      before: "services: [{name: s, host: h}]\n" + consumers(), after: "services: [{name: s, host: h}]\n",
      word: "Deleted", done: { 8 - (try await created($0)) }),
    Stage(
      name: "delete of targets", method: "DELETE", path: "/upstreams/*/targets/*", before: targets(""),
      after: noTargets, word: "Deleted", done: { 8 - (try await targetsThere($0)) }),
  ]
  static let reading: [Stage] = [("schemas", "/schemas/consumers"), ("listing", "/consumers"), ("root", "/")].map {
    Stage(
      name: $0, method: "GET", path: $1, before: "services: [{name: s, host: h}]\n",
      after: "services: [{name: s, host: h}]\n" + consumers(), word: "Created", done: created)
  }

  /// A fault as a rule of the sandbox has it.
  struct Fault: Sendable, CustomTestStringConvertible {
    var name: String
    var members: [String: Node]
    var testDescription: String { name }

    func rule(_ stage: Stage) -> Node {
      var rule = Object()
      rule["method"] = Node(.string(stage.method))
      rule["path"] = Node(.string(stage.path))
      for (key, node) in members { rule[key] = node }
      return ["rules": [Node(.object(rule))]]
    }
  }

  static let passing: [Fault] = [
    Fault(name: "429 with Retry-After", members: ["status": 429, "retry_after": 1, "count": 1]),
    Fault(name: "429", members: ["status": 429, "count": 1]),
    Fault(name: "500", members: ["status": 500, "count": 1]),
    Fault(name: "502 with a page", members: ["status": 502, "page": true, "count": 1]),
    Fault(name: "503", members: ["status": 503, "count": 1]),
    Fault(name: "504", members: ["status": 504, "count": 1]),
    Fault(name: "a time-out", members: ["slow_ms": 30_000, "count": 1]),
    Fault(name: "dropped before", members: ["drop": "before", "count": 1]),
    Fault(name: "dropped after", members: ["drop": "after", "count": 1]),
    Fault(name: "truncated", members: ["truncate": true, "count": 1]),
  ]

  static let staying: [Fault] = [
    Fault(name: "a page instead of an answer", members: ["status": 200, "page": true, "count": 1]),
    Fault(name: "403", members: ["status": 403]),
    Fault(name: "429 for good", members: ["status": 429, "retry_after": 0]),
    Fault(name: "500 for good", members: ["status": 500]),
    Fault(name: "dropped for good", members: ["drop": "before"]),
  ]

  private func withStage(_ stage: Stage, _ body: (Gateway, String) async throws -> Void) async throws {
    try await Gateway.run { gateway in
      #expect(try await gateway.fairlead("sync", try gateway.file(stage.before, named: "before.yaml")).status == 0)
      try await body(gateway, try gateway.file(stage.after))
    }
  }

  private func summary(_ run: Program.Run, _ word: String) -> Int {
    let line = run.output.split(separator: "\n").first { $0.hasPrefix("  \(word): ") }
    return line.flatMap { Int($0.dropFirst(word.count + 4)) } ?? 0
  }

  /// The next run does what is left, no more, and then nothing is left.
  private func expectConvergence(_ gateway: Gateway, _ file: String, _ stage: Stage, done: Int) async throws {
    let run = try await gateway.fairlead("sync", file)
    #expect(run.status == 0, "\(run.everything)")
    #expect(summary(run, stage.word) == stage.changes - done)
    #expect(try await stage.done(gateway) == stage.changes)
    let diff = try await gateway.fairlead("diff", "--non-zero-exit-code", file)
    #expect(diff.status == 0, "\(diff.everything)")
  }

  @Test(arguments: passing, reading + writing)
  func aFaultThatPassesChangesNothingOfTheResult(fault: Fault, stage: Stage) async throws {
    try await withStage(stage) { gateway, file in
      try await gateway.set(faults: fault.rule(stage))
      let run = try await gateway.fairlead("sync", "--timeout", "3", file)
      #expect(run.status == 0, "\(run.everything)")
      #expect(summary(run, stage.word) == stage.changes, "\(run.output)")
      for word in ["Created", "Updated", "Deleted"] where word != stage.word { #expect(summary(run, word) == 0) }
      try await gateway.set(faults: [:])
      try await expectConvergence(gateway, file, stage, done: stage.changes)
    }
  }

  @Test(arguments: staying, reading + writing)
  func aFaultThatStaysIsReportedTruly(fault: Fault, stage: Stage) async throws {
    try await withStage(stage) { gateway, file in
      try await gateway.set(faults: fault.rule(stage))
      let run = try await gateway.fairlead("sync", file, "--report", "json=r.json")
      try await gateway.set(faults: [:])
      let done = try await stage.done(gateway)
      #expect(run.status == (done > 0 ? 3 : 1), "\(run.everything)")
      #expect(run.errors.contains("error:"))
      #expect(summary(run, stage.word) == done, "\(run.output)")
      let report = try JSONReader.read(Array(try gateway.scratch.read("r.json").utf8))
      #expect(report["exit_code"]?.integer == Int(run.status))
      #expect(report["changes"]?.array?.count { $0["outcome"] == "done" } == done)
      try await expectConvergence(gateway, file, stage, done: done)
    }
  }

  /// A gateway that goes away after so many requests of the run, and is there again for the next one.
  @Test(arguments: reading + writing, [2, 1000])
  func aGatewayThatGoesAwayAndComesBack(stage: Stage, share: Int) async throws {
    try await withStage(stage) { gateway, file in
      let reads = try await gateway.count(["diff", file]).reads
      // In the middle of the reading, or after the second write.
      let relay = try Relay(to: gateway.address, refusingAfter: share == 2 ? reads / 2 : reads + 2)
      defer { relay.stop() }
      let run = try await gateway.fairlead("sync", "--kong-addr", relay.address, "--parallelism", "1", file)
      let done = try await stage.done(gateway)
      #expect(run.status == (share == 2 ? 1 : 3), "\(run.everything)")
      #expect(share == 2 ? done == 0 : (1..<stage.changes).contains(done))
      #expect(summary(run, stage.word) == done, "\(run.output)")
      try await expectConvergence(gateway, file, stage, done: done)
    }
  }

  /// Ctrl-C and kill -9 in the middle of the writing.
  @Test(arguments: writing, [SIGINT, SIGTERM, SIGKILL])
  func aRunThatIsEndedInTheMiddle(stage: Stage, signal: Int32) async throws {
    try await withStage(stage) { gateway, file in
      let start = String(stage.path.prefix { $0 != "*" })
      let relay = try Relay(to: gateway.address, holding: .init(method: stage.method, path: start, passing: 2))
      defer { relay.stop() }
      let run = try await gateway.run(["sync", "--parallelism", "1", file], over: relay) { run in
        if signal == SIGKILL { run.signal(SIGKILL) } else { try await run.interrupt(signal) }
        relay.open()
      }
      relay.open()
      try await wait(for: "the third answer") { relay.answered(stage.method) == 3 }
      let done = try await stage.done(gateway)
      #expect(done == 3, "what was sent is done, also where nobody waits for the answer any more")
      #expect(run.status == (signal == SIGKILL ? SIGKILL : 130), "\(run.everything)")
      if signal != SIGKILL { #expect(summary(run, stage.word) == done, "\(run.output)") }
      try await expectConvergence(gateway, file, stage, done: done)
    }
  }
}
