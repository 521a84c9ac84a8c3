import Documents
import Foundation
import GatewaySandbox
import TestSupport
import Testing

/// Runs that are whole or nothing.
@Suite(.serialized) struct AtomicTests {
  @Test func aRefusalAtAnyPositionLeavesAllAsItWas() async throws {
    try await Gateway.run(Gateway.withEverything) { gateway in
      let (before, after) = GeneratedState.textsOfAllKinds(seed: 3)
      try gateway.scratch.write("before.yaml", before)
      try gateway.scratch.write("after.yaml", after)
      let sync = try await gateway.fairlead("sync", "before.yaml")
      try #require(sync.status == 0, "\(sync.everything)")
      let dump = try await gateway.dump("--include-plugin-definitions")
      var number = 0
      while true {
        let relay = try Relay(to: gateway.address, refusingWrite: number)
        defer { relay.stop() }
        let run = try await gateway.run([
          "sync", "after.yaml", "--kong-addr", relay.address, "--max-deletes", "100%", "--atomic", "--parallelism", "1",
        ])
        if run.status == 0 { break }
        #expect(run.status == 1, "at \(number): \(run.everything)")
        // Where the first write is refused, there is nothing to take back.
        #expect(run.errors.contains("taken back") == (number > 0), "at \(number): \(run.errors)")
        #expect(try await gateway.dump("--include-plugin-definitions") == dump, "at \(number): \(run.everything)")
        number += 1
      }
      #expect(number > 20, "\(number) writes")
    }
  }

  @Test func aGatewayThatIsGoneLeavesTheJournal() async throws {
    try await Gateway.run { gateway in
      let file = try gateway.file("consumers:\n" + (100..<120).map { "- {username: c\($0)}\n" }.joined())
      let relay = try Relay(to: gateway.address, holding: .init(method: "PUT", path: "/consumers/", passing: 5))
      defer { relay.stop() }
      let run = try await Program.run(
        "fairlead",
        ["gateway", "sync", "--kong-addr", relay.address, "--parallelism", "1", "--atomic", file],
        environment: ["TMPDIR": gateway.scratch.folder.path], in: gateway.scratch.folder
      ) { _ in
        try await wait(for: "a write under way") { relay.held == 1 }
        relay.fail()
      }
      #expect(run.status == 3, "\(run.everything)")
      let names = try FileManager.default.contentsOfDirectory(atPath: gateway.scratch.folder.path)
      let journal = try #require(names.first { $0.hasSuffix(".journal") }, "\(names)")
      #expect(run.errors.contains(journal), "\(run.errors)")
      #expect(try gateway.mode(of: journal) == 0o600)
      try gateway.scratch.write(
        journal, try gateway.scratch.read(journal).replacing(relay.address, with: gateway.address))
      let undo = try await gateway.fairlead("undo", journal, "--yes")
      #expect(undo.status == 0, "\(undo.everything)")
      #expect(try await gateway.list("consumers").isEmpty)
    }
  }

  @Test func anInterruptedRunIsTakenBack() async throws {
    try await Gateway.run { gateway in
      let file = try gateway.file("consumers:\n" + (100..<120).map { "- {username: c\($0)}\n" }.joined())
      let relay = try Relay(to: gateway.address, holding: .init(method: "PUT", path: "/consumers/", passing: 3))
      defer { relay.stop() }
      let run = try await Program.run(
        "fairlead", ["gateway", "sync", "--kong-addr", relay.address, "--parallelism", "2", "--atomic", file],
        environment: ["TMPDIR": gateway.scratch.folder.path], in: gateway.scratch.folder
      ) { run in
        try await wait(for: "two writes under way") { relay.held == 2 }
        try await run.interrupt()
        relay.open()
      }
      #expect(run.status == 130, "\(run.everything)")
      #expect(try await gateway.list("consumers").isEmpty)
      let names = try FileManager.default.contentsOfDirectory(atPath: gateway.scratch.folder.path)
      #expect(!names.contains { $0.hasSuffix(".journal") }, "\(names)")
    }
  }

  @Test func whoLeavesAtOnceIsToldWhereTheJournalIs() async throws {
    try await Gateway.run { gateway in
      let file = try gateway.file("consumers:\n" + (100..<120).map { "- {username: c\($0)}\n" }.joined())
      let relay = try Relay(to: gateway.address, holding: .init(method: "PUT", path: "/consumers/", passing: 3))
      defer { relay.stop() }
      let run = try await Program.run(
        "fairlead", ["gateway", "sync", "--kong-addr", relay.address, "--parallelism", "2", "--atomic", file],
        environment: ["TMPDIR": gateway.scratch.folder.path], in: gateway.scratch.folder
      ) { run in
        try await wait(for: "two writes under way") { relay.held == 2 }
        try await run.interrupt()
        run.signal(SIGINT)
      }
      #expect(run.status == 130)
      #expect(run.errors.contains("the journal, for 'fairlead gateway undo', is \(gateway.scratch.folder.path)/"))
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
      #expect(try await gateway.requests("PUT") == 0)
      let granted = try await gateway.fairlead("sync", file, "--atomic", "--yes")
      #expect(granted.status == 0 && granted.errors.contains("could not be taken back"), "\(granted.everything)")
    }
  }
}
