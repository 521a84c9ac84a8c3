import Documents
import Foundation
import GatewaySandbox
import TestSupport
import Testing

/// Runs that are whole or nothing.
@Suite(.serialized) struct AtomicTests {
  @Test(arguments: StatePair.all) func aRefusalAtAnyPositionLeavesAllAsItWas(_ pair: StatePair) async throws {
    try await pair.run { gateway, dump, writes in
      for number in 0..<writes {
        let relay = try Relay(to: gateway.address, refusingWrite: number)
        defer { relay.stop() }
        let run = try await gateway.fairlead(
          "sync", "after.yaml", "--kong-addr", relay.address, "--max-deletes", "100%", "--atomic", "--yes",
          "--parallelism", "1")
        #expect(run.status == 1, "at \(number): \(run.everything)")
        // What nothing was done of needs no way back.
        #expect(run.errors.contains("taken back") == (number > 0), "at \(number): \(run.errors)")
        #expect(try await pair.dump(gateway) == dump, "at \(number): \(run.everything)")
      }
      let run = try await gateway.fairlead("sync", "after.yaml", "--max-deletes", "100%", "--atomic", "--yes")
      #expect(run.status == 0, "\(run.everything)")
      #expect(try await pair.dump(gateway) != dump)
    }
  }

  /// An atomic run that makes consumers, one after the other, of which some are under way at a time.
  private func run(
    _ gateway: Gateway, passing: Int, parallelism: Int,
    during: @escaping @Sendable (Program.Running, Relay) async throws -> Void
  ) async throws -> Program.Run {
    let file = try gateway.file("consumers:\n" + (100..<120).map { "- {username: c\($0)}\n" }.joined())
    return try await gateway.run(
      ["sync", "--parallelism", "\(parallelism)", "--atomic", file],
      holding: .init(method: "PUT", path: "/consumers/", passing: passing), count: parallelism,
      environment: ["TMPDIR": gateway.scratch.folder.path], during: during)
  }

  /// The journal that a run has left, if any.
  private func journal(_ gateway: Gateway) throws -> String? {
    let names = try FileManager.default.contentsOfDirectory(atPath: gateway.scratch.folder.path)
    return names.first { $0.hasSuffix(".journal") }
  }

  @Test func aGatewayThatIsGoneLeavesTheJournal() async throws {
    try await Gateway.run { gateway in
      let run = try await run(gateway, passing: 5, parallelism: 1) { _, relay in relay.fail() }
      #expect(run.status == 3, "\(run.everything)")
      let journal = try #require(try journal(gateway))
      #expect(run.errors.contains(journal), "\(run.errors)")
      #expect(try gateway.mode(of: journal) == 0o600)
      // The relay is gone; the gateway is where it was.
      let address = try #require(try gateway.lines(of: journal).first?["target"]?["address"]?.string)
      try gateway.scratch.write(
        journal, try gateway.scratch.read(journal).replacing(address, with: gateway.address))
      #expect(try await gateway.list("consumers").count == 5)
      let undo = try await gateway.fairlead("undo", journal, "--yes")
      #expect(undo.status == 0, "\(undo.everything)")
      #expect(try await gateway.list("consumers").isEmpty)
    }
  }

  @Test func anInterruptedRunIsTakenBack() async throws {
    try await Gateway.run { gateway in
      let run = try await run(gateway, passing: 3, parallelism: 2) { run, relay in
        try await run.interrupt()
        relay.open()
      }
      #expect(run.status == 130, "\(run.everything)")
      #expect(try await gateway.list("consumers").isEmpty)
      #expect(try journal(gateway) == nil)
    }
  }

  @Test func whoLeavesAtOnceIsToldWhereTheJournalIs() async throws {
    try await Gateway.run { gateway in
      let run = try await run(gateway, passing: 3, parallelism: 2) { run, _ in
        try await run.interrupt()
        run.signal(SIGINT)
      }
      #expect(run.status == 130)
      let journal = try #require(try journal(gateway))
      #expect(
        run.errors.contains(
          "the journal, for 'fairlead gateway undo', is \(gateway.scratch.folder.path)/\(journal)"), "\(run.errors)")
    }
  }

  @Test func whatCouldNotBeTakenBackIsListedFirst() async throws {
    try await Gateway.run { gateway in
      try await gateway.put("consumers: [{username: a, basicauth_credentials: [{username: a, password: canary}]}]")
      let file = try gateway.file("consumers: [{username: b}]")
      try await gateway.resetCounters()
      let run = try await gateway.fairlead("sync", file, "--atomic")
      #expect(run.status == 4, "\(run.everything)")
      #expect(run.errors.contains("basic-auth a for consumer a could not be taken back"), "\(run.errors)")
      #expect(try await gateway.writes() == 0)
      let granted = try await gateway.fairlead("sync", file, "--atomic", "--yes")
      #expect(granted.status == 0 && granted.errors.contains("could not be taken back"), "\(granted.everything)")
    }
  }
}
