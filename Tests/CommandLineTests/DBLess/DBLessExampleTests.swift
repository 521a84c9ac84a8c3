import Documents
import Foundation
import GatewaySandbox
import Testing

/// The example of MCP traffic secured by keys, on a gateway without a database.
@Suite struct DBLessExampleTests {
  private static let example = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("examples/mcp-key-auth/kong.yaml")

  private func variables(_ key: String) -> [String: String] {
    ["DECK_MCP_CLIENT_KEY": key, "DECK_OPENAI_API_KEY": "key-of-the-model"]
  }

  /// Neither a client's key nor the model's token.
  private func expectNoSecret(in text: String) {
    for secret in ["first-key", "second-key", "key-of-the-model"] { #expect(!text.contains(secret), "\(text)") }
  }

  @Test func itIsSyncedRotatedDumpedAndRestored() async throws {
    try await Gateway.run(.dbless) { gateway in
      try gateway.scratch.write("kong.yaml", try String(contentsOf: Self.example, encoding: .utf8))
      let first = variables("first-key")
      let plan = try await gateway.run(["diff", "kong.yaml"], environment: first)
      let sync = try await gateway.run(["sync", "kong.yaml"], environment: first)
      #expect(sync.status == 0, "\(sync.everything)")
      #expect(sync.output == plan.output + "  All of it in one load\n", "the plan looks as on any gateway")
      #expect(try await gateway.requests("PUT") == 0)
      #expect(try await gateway.requests("POST") == 1)
      let again = try await gateway.run(["diff", "--non-zero-exit-code", "kong.yaml"], environment: first)
      #expect(again.status == 0, "\(again.everything)")
      let hash = try await gateway.hash()
      let nothing = try await gateway.run(["sync", "kong.yaml"], environment: first)
      #expect(nothing.status == 0 && !nothing.output.contains("load"))
      #expect(try await gateway.hash() == hash)
      let services = try await gateway.named("services")

      let second = variables("second-key")
      let rotation = try await gateway.run(["sync", "--verify", "kong.yaml"], environment: second)
      #expect(rotation.status == 0, "\(rotation.everything)")
      #expect(rotation.output.contains("  Created: 1\n  Updated: 0\n  Deleted: 1\n"), "\(rotation.output)")
      #expect(try await gateway.list("key-auths").map { $0["key"] } == ["second-key"])
      let later = try await gateway.named("services")
      for name in ["mcp", "chat"] {
        #expect(services[name]?["id"] == later[name]?["id"])
        #expect(services[name]?["created_at"] == later[name]?["created_at"])
      }

      let dump = try await gateway.fairlead("dump", "-o", "backup")
      #expect(dump.status == 0, "\(dump.everything)")
      let reset = try await gateway.fairlead("reset", "--force")
      #expect(reset.status == 0 && reset.output.contains("All of it in one load"), "\(reset.everything)")
      #expect(try await gateway.hash() == String(repeating: "0", count: 32))
      let restored = try await gateway.fairlead("sync", "backup.yaml")
      #expect(restored.status == 0, "\(restored.everything)")
      #expect(try await gateway.named("services")["mcp"]?["id"] == services["mcp"]?["id"], "names give ids")
      let same = try await gateway.run(["diff", "--non-zero-exit-code", "kong.yaml"], environment: second)
      #expect(same.status == 0, "\(same.everything)")
      for run in [plan, sync, again, nothing, rotation, dump, reset, restored, same] {
        expectNoSecret(in: run.everything)
      }
    }
  }

  @Test func aRefusedLoadIsShownAtItsLinesAndChangesNothing() async throws {
    var configuration = SandboxConfiguration.dbless
    // What only the gateway knows of.
    configuration.stricter = ["services.name": "^[a-z]+$", "keyauth_credentials.key": "^first"]
    try await Gateway.run(configuration) { gateway in
      let text = try String(contentsOf: Self.example, encoding: .utf8)
      try gateway.scratch.write("kong.yaml", text)
      #expect(try await gateway.run(["sync", "kong.yaml"], environment: variables("first-key")).status == 0)
      let hash = try await gateway.hash()
      try gateway.scratch.write("mcp2.yaml", text.replacing("- name: mcp\n  url", with: "- name: mcp2\n  url"))
      let run = try await gateway.run(
        ["sync", "--max-deletes", "99", "--report", "json=r.json", "mcp2.yaml"], environment: variables("second-key"))
      #expect(run.status == 1, "\(run.everything)")
      #expect(run.errors.contains("mcp2.yaml:10:9: error: create service mcp2: name: "), "\(run.errors)")
      #expect(run.errors.contains("mcp2.yaml:59:10: error: create key-auth for consumer mcp-client"), "\(run.errors)")
      #expect(run.output.contains("not tried: deleting service mcp"), "\(run.output)")
      #expect(!run.output.contains("one load") && run.output.contains("  Created: 0\n"), "\(run.output)")
      expectNoSecret(in: run.everything)
      expectNoSecret(in: try gateway.scratch.read("r.json"))
      #expect(try await gateway.hash() == hash)
      #expect(try await gateway.named("services")["mcp"] != nil)
    }
  }
}
