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
      let run = try await gateway.run(
        ["sync", "--parallelism", "2", file], holding: .init(method: "PUT", path: "/consumers/", passing: 3), count: 2
      ) { run, relay in
        try await run.interrupt()
        relay.open()
      }
      #expect(run.status == 130)
      let made = try await gateway.list("consumers").count
      #expect(made == 5, "three that were let through, and the two that were under way")
      #expect(run.output.contains("  Created: \(made)\n"))
      #expect(run.output.contains("(the run was interrupted)"))
      #expect(try await gateway.fairlead("sync", file).output.contains("  Created: \(60 - made)\n"))
    }
  }

  @Test func beforeAnythingIsWrittenItLeavesAtOnce() async throws {
    try await Gateway.run { gateway in
      let file = try gateway.file("consumers:\n- {username: a}\n- {username: b}\n")
      // A listing is kept back for good: nothing is written yet.
      let run = try await gateway.run(["sync", file], holding: .init(method: "GET", path: "/consumers")) { run, _ in
        run.signal(SIGINT)
      }
      #expect(run.status == 130)
      #expect(run.output == "")
      #expect(run.errors == "interrupted\n")
      #expect(try await gateway.list("consumers").isEmpty)
    }
  }
}
