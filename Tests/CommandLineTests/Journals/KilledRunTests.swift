import Documents
import Foundation
import GatewaySandbox
import TestSupport
import Testing

/// Runs that are killed, and what their journals are good for.
@Suite(.serialized) struct KilledRunTests {
  /// Kills a run while its write of a number is under way, lets that be done or not, and takes the run back.
  private func kill(
    at number: Int, done: Bool, _ gateway: Gateway, dump: String
  ) async throws -> Bool {
    let relay = try Relay(to: gateway.address, holding: .init(method: "*", path: "/", passing: number))
    defer { relay.stop() }
    let journal = "killed-\(number).journal"
    let arguments = [
      "gateway", "sync", "--kong-addr", relay.address, "--parallelism", "1", "--max-deletes", "100%", "--timeout",
      "3600", "--journal", journal, "after.yaml",
    ]
    let run = try await Program.run("fairlead", arguments, in: gateway.scratch.folder) { run in
      do {
        try await wait(for: "a write under way") { relay.held == 1 }
        run.signal(SIGKILL)
      } catch is NeverHappened {
        // All of its writes were let through: it has come to its end.
      }
    }
    if run.status == 0 { return false }
    #expect(run.status == SIGKILL)
    if done {
      relay.open()
      try await wait(for: "the write to be done") { relay.isIdle }
    } else {
      relay.stop()
    }
    try pointTo(gateway.address, from: relay.address, gateway, journal)
    let undo = try await gateway.fairlead("undo", journal, "--yes")
    #expect(undo.status == 0, "at \(number): \(undo.everything)")
    let left = try await gateway.dump("--include-plugin-definitions")
    #expect(left == dump, "at \(number)")
    return true
  }

  /// The relay is gone; the gateway is the same.
  private func pointTo(_ address: String, from other: String, _ gateway: Gateway, _ journal: String) throws {
    try gateway.scratch.write(journal, try gateway.scratch.read(journal).replacing(other, with: address))
  }

  @Test(arguments: [true, false]) func aRunThatIsKilledAtAnyWriteIsTakenBack(done: Bool) async throws {
    try await Gateway.run(Gateway.withEverything) { gateway in
      let (before, after) = GeneratedState.textsOfAllKinds(seed: 1)
      try gateway.scratch.write("before.yaml", before)
      try gateway.scratch.write("after.yaml", after)
      let sync = try await gateway.fairlead("sync", "before.yaml")
      try #require(sync.status == 0, "\(sync.everything)")
      let dump = try await gateway.dump("--include-plugin-definitions")
      var number = 0
      while try await kill(at: number, done: done, gateway, dump: dump) { number += 1 }
      #expect(number > 20, "\(number) writes")
    }
  }
}
