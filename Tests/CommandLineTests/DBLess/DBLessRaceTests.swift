import Documents
import GatewaySandbox
import Testing

/// Somebody else loads, or the gateway goes away, while a load is on its way.
@Suite struct DBLessRaceTests {
  private static let theirs: Node = ["_format_version": "3.0", "services": [["name": "theirs", "host": "t"]]]

  /// A sync that is held before it asks for the configuration's digest, after that many times.
  private func sync(
    _ gateway: Gateway, holdingAfter passing: Int, _ flags: [String] = [],
    meanwhile: @escaping @Sendable (Gateway, Relay) async throws -> Void
  ) async throws -> Program.Run {
    let file = try gateway.file("services: [{name: mine, host: m}]\n")
    return try await gateway.run(
      ["sync", file] + flags, holding: .init(method: "GET", path: "/status", passing: passing)
    ) { _, relay in try await meanwhile(gateway, relay) }
  }

  @Test func whatSomebodyLoadedBeforeIsNotLoadedOver() async throws {
    try await Gateway.run(.dbless) { gateway in
      let run = try await sync(gateway, holdingAfter: 2) { gateway, relay in
        try await gateway.load(Self.theirs)
        relay.open()
      }
      #expect(run.status == 4, "\(run.everything)")
      #expect(run.errors.contains("somebody else has loaded"), "\(run.errors)")
      #expect(try await gateway.named("services").keys.sorted() == ["theirs"])
    }
  }

  @Test func whatSomebodyLoadsAfterwardsIsTold() async throws {
    try await Gateway.run(.dbless) { gateway in
      let run = try await sync(gateway, holdingAfter: 3) { gateway, relay in
        try await gateway.load(Self.theirs)
        relay.open()
      }
      #expect(run.status == 3, "\(run.everything)")
      #expect(run.errors.contains("holds something else by now"), "\(run.errors)")
      #expect(run.output.contains("Created: 1"))
    }
  }

  /// Another version may have another digest of the same: then what it holds decides.
  @Test func anotherDigestOfTheSameIsNoOthersLoad() async throws {
    try await Gateway.run(.dbless) { gateway in
      let run = try await sync(gateway, holdingAfter: 3) { gateway, relay in
        let configuration = try await gateway.get("config")["config"]?.string ?? ""
        try await gateway.load(["config": Node(.string(configuration))])
        relay.open()
      }
      #expect(run.status == 0, "\(run.everything)")
      #expect(run.errors.isEmpty)
    }
  }

  @Test func aGatewayThatIsGoneBeforeTheLoadHoldsWhatItHeld() async throws {
    try await Gateway.run(.dbless) { gateway in
      let run = try await sync(gateway, holdingAfter: 2, ["--time-limit", "30"]) { _, relay in relay.stop() }
      #expect(run.status == 1, "\(run.everything)")
      #expect(run.errors.contains("connection"), "\(run.errors)")
      #expect(try await gateway.list("services").isEmpty)
    }
  }

  @Test func aGatewayThatIsGoneAfterTheLoadLeavesADoubt() async throws {
    try await Gateway.run(.dbless) { gateway in
      let run = try await sync(gateway, holdingAfter: 3, ["--time-limit", "30"]) { _, relay in relay.stop() }
      #expect(run.status == 3, "\(run.everything)")
      #expect(run.errors.contains("has taken the load"), "\(run.errors)")
      #expect(try await gateway.named("services")["mine"] != nil)
    }
  }

  @Test(arguments: ["before", "after"])
  func anAnswerThatGotLostIsLookedFor(drop: String) async throws {
    try await Gateway.run(.dbless) { gateway in
      try await gateway.set(faults: [
        "rules": [["method": "POST", "path": "/config", "drop": Node(.string(drop)), "count": 1]]
      ])
      let run = try await gateway.fairlead("sync", try gateway.file("services: [{name: mine, host: m}]\n"))
      #expect(run.status == 0, "\(run.everything)")
      #expect(try await gateway.named("services").keys.sorted() == ["mine"])
      #expect(try await gateway.requests("POST") == (drop == "before" ? 2 : 1))
    }
  }

  @Test func aBusyGatewayIsAskedAgain() async throws {
    try await Gateway.run(.dbless) { gateway in
      try await gateway.set(faults: [
        "rules": [["method": "POST", "path": "/config", "status": 429, "retry_after": 0, "count": 2]]
      ])
      let run = try await gateway.fairlead("sync", try gateway.file("services: [{name: mine, host: m}]\n"))
      #expect(run.status == 0, "\(run.everything)")
    }
  }

  @Test func ofTwoLoadsAtOnceOneIsThereAsAWhole() async throws {
    try await Gateway.run(.dbless) { gateway in
      let names = ["one", "two"]
      for name in names {
        let entries = (0..<20).map { "{name: \(name)-\($0), host: h}" }
        try gateway.file("services: [\(entries.joined(separator: ", "))]\n", named: "\(name).yaml")
      }
      async let first = gateway.fairlead("sync", "one.yaml")
      async let second = gateway.fairlead("sync", "two.yaml")
      let runs = [try await first, try await second]
      let services = try await gateway.list("services").compactMap { $0["name"]?.string?.prefix(3) }
      #expect(services.count == 20 && Set(services).count == 1, "\(services)")
      let winner = try #require(names.firstIndex { $0 == services.first ?? "" })
      #expect(runs[winner].status == 0, "\(runs[winner].everything)")
      // The other one was done before, or was refused, or is told that it was overtaken: it leaves nobody in doubt.
      let other = runs[1 - winner]
      let words: [Int32: String] = [
        0: "Created: 20", 3: "holds something else by now", 4: "error:",
      ]
      #expect(
        other.everything.contains(try #require(words[other.status], "\(other.everything)")), "\(other.everything)")
    }
  }
}
