import TestSupport

/// Runs over a relay that keeps some of their requests back: what happens then, happens while these are under way.
extension Gateway {
  /// Runs a verb over a relay, and does something once so many requests are kept back.
  func run(
    _ arguments: [String], over relay: Relay, holding count: Int = 1, environment: [String: String] = [:],
    during: @escaping @Sendable (Program.Running) async throws -> Void
  ) async throws -> Program.Run {
    try await Program.run(
      "fairlead", ["gateway"] + arguments + ["--kong-addr", relay.address, "--timeout", "3600"],
      environment: environment, in: scratch.folder
    ) { run in
      try await wait(for: "\(count) requests under way") { relay.held >= count }
      try await during(run)
    }
  }

  /// The same over a relay of its own.
  func run(
    _ arguments: [String], holding hold: Relay.Hold, count: Int = 1, environment: [String: String] = [:],
    during: @escaping @Sendable (Program.Running, Relay) async throws -> Void
  ) async throws -> Program.Run {
    let relay = try Relay(to: address, holding: hold)
    defer { relay.stop() }
    return try await run(arguments, over: relay, holding: count, environment: environment) {
      try await during($0, relay)
    }
  }
}
