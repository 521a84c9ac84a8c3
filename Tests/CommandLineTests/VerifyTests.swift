import Targets
import Documents
import GatewaySandbox
import Testing

/// `--verify`: what somebody else does to the gateway while a run writes does not stay unnoticed.
@Suite struct VerifyTests {
  private static let state = """
    services: [{name: s, host: mine}]
    consumers: [{username: a}, {username: b}, {username: c}]
    """

  /// Somebody who waits until the service is there and does something to it; the run goes on only then.
  private func sync(
    _ gateway: Gateway, _ flags: [String], meanwhile: @escaping @Sendable (Gateway) async throws -> Void
  ) async throws -> Program.Run {
    let file = try gateway.file(Self.state)
    // The consumers come after the service.
    return try await gateway.run(
      ["sync", "--parallelism", "1", file] + flags, holding: .init(method: "PUT", path: "/consumers/")
    ) { _, relay in
      try await meanwhile(gateway)
      relay.open()
    }
  }

  static let others: [(String, @Sendable (Gateway) async throws -> Void)] = [
    ("updating", { try await $0.api.patch(["services", "s"], body: ["host": "theirs"]) }),
    ("deleting", { try await $0.api.delete(["services", "s"]) }),
    ("creating", { try await $0.api.put(["services", "theirs"], body: ["host": "theirs"]) }),
  ]

  @Test(arguments: ["updating", "deleting", "creating"])
  func whatSomebodyElseWroteMeanwhileEndsTheRunWithThree(name: String) async throws {
    let other = try #require(Self.others.first { $0.0 == name }?.1)
    try await Gateway.run { gateway in
      let run = try await sync(gateway, ["--verify", "--report", "json=r.json"], meanwhile: other)
      #expect(run.status == 3, "\(run.everything)")
      let words = [
        "updating": "service s: host is not as this run left it", "deleting": "service s is gone again",
        "creating": "service theirs has come meanwhile",
      ]
      #expect(run.errors.contains("\(words[name] ?? ""): somebody else writes to the gateway"), "\(run.errors)")
      if name == "updating" { #expect(run.errors.hasPrefix("kong.yaml:2:28: error:"), "\(run.errors)") }
      #expect(run.output.contains("  Created: 4\n"), "what was done is told as it was done")
      let report = try JSONReader.read(Array(try gateway.scratch.read("r.json").utf8))
      #expect(report["exit_code"] == 3 && report["diagnostics"]?.array?.first?["code"] == "not-as-planned")
    }
  }

  /// Without the flag the same goes unnoticed, and with it nothing is said where nobody interferes.
  @Test func nothingIsSaidOtherwise() async throws {
    try await Gateway.run { gateway in
      let unnoticed = try await sync(gateway, []) {
        try await $0.api.patch(["services", "s"], body: ["host": "theirs"])
      }
      #expect(unnoticed.status == 0 && unnoticed.errors == "", "\(unnoticed.everything)")
      let alone = try await gateway.fairlead("sync", "--verify", "kong.yaml")
      #expect(alone.status == 0 && alone.errors == "", "\(alone.everything)")
    }
  }

  /// The answer to each write is compared with what was sent: a gateway that makes something else of it shows at once.
  @Test func anAnswerThatIsNotWhatWasSentIsTold() async throws {
    try await Gateway.run { gateway in
      // A relay that turns the host in what is sent into another one, as another writer would between write and answer.
      let relay = try Relay(to: gateway.address, replacing: ("\"host\":\"mine\"", "\"host\":\"fine\""))
      defer { relay.stop() }
      let run = try await gateway.fairlead("sync", "--kong-addr", relay.address, try gateway.file(Self.state))
      #expect(run.errors.contains("service s: the gateway stored another host than it was sent"), "\(run.everything)")
      #expect(run.errors.contains("kong.yaml:2:28: warning:"), "\(run.errors)")
    }
  }
}
