import Foundation
import Documents
import GatewaySandbox
import Targets
import TestSupport
import Testing

/// Somebody else writes to the gateway at the same time, or the gateway is gone for a while.
@Suite struct ConcurrentRunTests {
  private static let names = (1...30).map { "s\($0)" }
  private static let state =
    "services:\n"
    + names.map { "- {name: \($0), host: h, routes: [{name: r-\($0), paths: [/\($0)]}], plugins: [{name: cors}]}\n" }
    .joined()

  /// Both runs plan on an empty gateway; the first one writes nothing before the second has planned.
  private static func both(_ gateway: Gateway, _ first: String, _ second: String) async throws -> [Program.Run] {
    let relay = try Relay(to: gateway.address, holding: .init(method: "PUT", path: "/"))
    defer { relay.stop() }
    let slow = Task {
      try await Program.run(
        "fairlead", ["gateway", "sync", "--kong-addr", relay.address, "--timeout", "3600", first],
        in: gateway.scratch.folder)
    }
    try await wait(for: "the first run's writes") { relay.held > 0 }
    let fast = try await gateway.fairlead("sync", second)
    relay.open()
    return [try await slow.value, fast]
  }

  @Test func twoRunsOfOneFileBothSucceed() async throws {
    try await Gateway.run { gateway in
      let file = try gateway.file(Self.state)
      let runs = try await Self.both(gateway, file, file)
      for run in runs { #expect(run.status == 0, "\(run.everything)") }
      let said = runs[0].errors.ranges(of: "somebody else writes to the gateway").count
      #expect(said == 1, "\(runs[0].errors)")
      #expect(runs[0].output.contains("Created: 90\n"), "\(runs[0].output)")
      #expect(try await gateway.list("services").count == 30)
      #expect(try await gateway.fairlead("diff", "--non-zero-exit-code", file).status == 0)
    }
  }

  /// What the other run has made and no file of this one has is not deleted: nobody was shown that.
  @Test func aSecondPlanAddsNoDeletion() async throws {
    try await Gateway.run { gateway in
      let file = try gateway.file("services: [{name: shared, host: h}]")
      let other = try gateway.file("services: [{name: shared, host: h}, {name: other, host: h}]", named: "other.yaml")
      let runs = try await Self.both(gateway, file, other)
      #expect(runs[1].status == 0, "\(runs[1].everything)")
      #expect(runs[0].status == 3, "\(runs[0].everything)")
      #expect(try await gateway.list("services").count == 2)
    }
  }

  /// What the other run has left otherwise is made as the files say.
  @Test func aDifferenceIsPlannedAnew() async throws {
    try await Gateway.run { gateway in
      let file = try gateway.file("services: [{name: shared, host: mine}]")
      let other = try gateway.file("services: [{name: shared, host: theirs}]", named: "other.yaml")
      let runs = try await Self.both(gateway, file, other)
      #expect(runs[0].status == 0, "\(runs[0].everything)")
      #expect(try await gateway.get("services", "shared")["host"] == "mine")
    }
  }
}
