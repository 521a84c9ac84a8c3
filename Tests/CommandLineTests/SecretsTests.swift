import Targets
import Documents
import Foundation
import Testing

/// No secret of the tutorial shows in what ping, diff and sync print.
@Suite struct SecretsTests {
  private static let example: String = {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    return root.appendingPathComponent("examples/mcp-key-auth/kong.yaml").path
  }()

  private func environment(_ number: Int) -> [String: String] {
    ["DECK_MCP_CLIENT_KEY": "client-secret-\(number)", "DECK_OPENAI_API_KEY": "model+secret/\(number)=="]
  }

  @Test func neitherTheOldNorTheNewOneIsShownWhenTheyRotate() async throws {
    try await Gateway.run { gateway in
      for number in 1...2 {
        for verb in [["ping"], ["diff", Self.example], ["sync", Self.example], ["diff", Self.example]] {
          let run = try await Program.run(
            "fairlead", ["gateway"] + verb,
            environment: environment(number).merging(["FAIRLEAD_KONG_ADDR": gateway.address]) { $1 })
          #expect(run.status == 0, "\(run.errors)")
          #expect(
            !run.everything.contains("secret-") && !run.everything.contains("secret/"), "\(verb) \(run.everything)")
        }
      }
      #expect(try await gateway.list("key-auths").map { $0["key"] } == ["client-secret-2"])
      let plugin = try #require(try await gateway.list("plugins").first { $0["name"] == "ai-proxy" })
      #expect(plugin["config"]?["auth"]?["header_value"] == "Bearer model+secret/2==")
    }
  }

  /// The new key is there before the old one goes: at no moment is there none.
  @Test func theNewKeyIsCreatedBeforeTheOldOneGoes() async throws {
    try await Gateway.run { gateway in
      for number in 1...2 {
        let run = try await gateway.fairlead("sync", Self.example, environment: environment(number))
        let lines = run.output.split(separator: "\n").filter { $0.contains("key-auth for consumer mcp-client") }
        #expect(lines.map { $0.prefix { $0 != " " } } == (number == 1 ? ["creating"] : ["creating", "deleting"]))
      }
    }
  }

  /// The gateway's own words quote values: what is secret is masked in them.
  @Test func aRefusalThatQuotesASecretIsMasked() async throws {
    try await Gateway.run { gateway in
      try await gateway.api.put(["consumers", "alice"], body: ["username": "alice"])
      try await gateway.api.put(["consumers", "bob"], body: ["username": "bob"])
      let file = try gateway.file(
        """
        consumers:
        - username: alice
        - username: bob
          keyauth_credentials:
          - id: 11111111-1111-4111-8111-111111111111
            key: taken-by-alice
        """)
      let before = try await gateway.fairlead("diff", file)
      #expect(before.status == 0)
      // Somebody else takes the key between the plan and the write: simulated by a second credential of the same key.
      let racing = try gateway.file(
        """
        consumers:
        - username: alice
          keyauth_credentials:
          - id: 22222222-2222-4222-8222-222222222222
            key: taken-by-alice
          - id: 33333333-3333-4333-8333-333333333333
            key: taken-by-alice
        """, named: "twice.yaml")
      let run = try await gateway.fairlead("sync", racing)
      #expect(run.status == 1)
      #expect(!run.everything.contains("taken-by-alice"))
    }
  }
}
