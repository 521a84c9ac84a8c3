import Documents
import GatewaySandbox
import Glibc
import TestSupport
import Testing

/// Runs that are killed, and what their journals are good for.
@Suite(.serialized) struct KilledRunTests {
  @Test(arguments: StatePair.all, [true, false])
  func aRunThatIsKilledAtAnyWriteIsTakenBack(_ pair: StatePair, done: Bool) async throws {
    try await pair.run { gateway, dump, writes in
      try #require(writes > 3)
      for number in 0..<writes {
        let relay = try Relay(to: gateway.address, holding: .init(method: "*", path: "/", passing: number))
        defer { relay.stop() }
        let journal = "killed-\(number).journal"
        let run = try await gateway.run(
          ["sync", "--parallelism", "1", "--max-deletes", "100%", "--journal", journal, "after.yaml"], over: relay
        ) { $0.signal(SIGKILL) }
        #expect(run.status == SIGKILL)
        // The write that is under way is done, or it is not.
        if done { relay.open() } else { relay.stop() }
        try await wait(for: "an end of what is under way") { relay.isIdle }
        try gateway.turn(journal, from: relay)
        let undo = try await gateway.fairlead("undo", journal, "--yes")
        #expect(undo.status == 0, "at \(number): \(undo.everything)")
        #expect(!undo.everything.contains("canary"), "at \(number): \(undo.everything)")
        #expect(try await pair.dump(gateway) == dump, "at \(number): \(undo.everything)")
      }
      let whole = try await gateway.fairlead("sync", "after.yaml", "--max-deletes", "100%")
      #expect(whole.status == 0, "\(whole.everything)")
      #expect(try await pair.dump(gateway) != dump)
    }
  }

  /// Of a journal that ends too early, as after a crash of the machine, what is in whole lines is taken back, and no more.
  @Test func aJournalThatWasCutIsTakenBackAsFarAsItGoes() async throws {
    try await Gateway.run { gateway in
      func hosts() async throws -> [String: String] {
        Dictionary(
          try await gateway.list("services").map { ($0["name"]?.string ?? "", $0["host"]?.string ?? "") }
        ) { $1 }
      }
      try await gateway.put("services: [{name: a, host: one}, {name: b, host: one}]")
      let before = try await hosts()
      let run = try await gateway.journal("services: [{name: a, host: two}, {name: c, host: h}]", "--parallelism", "1")
      #expect(run.status == 0, "\(run.everything)")
      let after = try await hosts()
      let text = try gateway.scratch.read("run.journal")
      let ends = text.utf8.enumerated().filter { $0.element == 0x0A }.map(\.offset)
      try #require(ends.count == 8, "a header, three writes with their outcomes, and an end: \(text)")
      // In each line, at its end without a line break and with it.
      for length in Set(ends.flatMap { [$0 - 20, $0, $0 + 1] }).sorted() {
        let name = "part-\(length).journal"
        try gateway.scratch.write(name, String(decoding: text.utf8.prefix(length), as: UTF8.self))
        let undo = try await gateway.fairlead("undo", name, "--yes", "--journal", "\(length).undo")
        guard length > ends[0] else {
          #expect(undo.status == 1 && undo.errors.contains("is no journal"), "at \(length): \(undo.everything)")
          continue
        }
        #expect(undo.status == 0, "at \(length): \(undo.everything)")
        var expected = after
        let whole = text.utf8.prefix(length).split(separator: 0x0A, omittingEmptySubsequences: false).dropLast()
        for line in whole {
          guard let service = try JSONReader.read(Array(line))["name"]?.string else { continue }
          expected[service] = before[service]
        }
        #expect(try await hosts() == expected, "at \(length)")
        let redo = try await gateway.fairlead("undo", "\(length).undo", "--yes")
        #expect(redo.status == 0, "at \(length): \(redo.everything)")
        #expect(try await hosts() == after, "at \(length)")
      }
    }
  }
}
