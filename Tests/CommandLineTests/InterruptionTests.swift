import Documents
import Foundation
import Glibc
import Testing

/// Ctrl-C while a sync writes.
@Suite struct InterruptionTests {
  @Test func whatIsUnderWayIsFinishedAndReportedAndTheNextRunConverges() async throws {
    try await Gateway.run { gateway in
      let names = (100..<160).map { "- {username: c\($0)}\n" }
      let file = try gateway.file("consumers:\n" + names.joined())
      let relay = try Relay(to: gateway.address, delay: 0.05)
      defer { relay.stop() }
      let run = try await Program.run(
        "fairlead", ["gateway", "sync", "--kong-addr", relay.address, "--parallelism", "2", file],
        in: gateway.scratch.folder
      ) { process in
        while ((try? await gateway.list("consumers"))?.count ?? 0) < 3 { try? await Task.sleep(for: .milliseconds(5)) }
        kill(process, SIGINT)
      }
      #expect(run.status == 130)
      let made = try await gateway.list("consumers").count
      #expect(made >= 3 && made < 60)
      #expect(run.output.contains("  Created: \(made)\n"))
      #expect(run.output.contains("(the run was interrupted)"))
      #expect(try await gateway.fairlead("sync", file).output.contains("  Created: \(60 - made)\n"))
    }
  }

  @Test func beforeAnythingIsWrittenItLeavesAtOnce() async throws {
    try await Gateway.run { gateway in
      let file = try gateway.file("consumers:\n- {username: a}\n- {username: b}\n")
      let relay = try Relay(to: gateway.address, delay: 3)
      defer { relay.stop() }
      // The listings take three seconds: nothing is written yet.
      let run = try await Program.run(
        "fairlead", ["gateway", "sync", "--kong-addr", relay.address, file], in: gateway.scratch.folder
      ) { process in
        try? await Task.sleep(for: .milliseconds(500))
        kill(process, SIGINT)
      }
      #expect(run.status == 130)
      #expect(run.output == "")
      #expect(run.errors == "interrupted\n")
      #expect(try await gateway.list("consumers").isEmpty)
    }
  }
}
