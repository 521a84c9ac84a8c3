import Documents
import Foundation
import TestSupport
import Testing

/// The pipeline of examples/pipeline, from the files of two teams to a gateway.
@Suite struct TeamPipelineTests {
  private static let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("examples/pipeline/pipeline.sh").path

  private func run(_ verb: String, _ gateway: Gateway) async throws -> Program.Run {
    try await Program.run(
      "/bin/bash", [Self.script, gateway.scratch.url("out").path, verb],
      environment: [
        "PATH": "\(Programs.folder):/usr/bin:/bin", "FAIRLEAD_KONG_ADDR": gateway.address,
        "DECK_ORDERS_URL": "http://orders.staging.internal:8080/v1",
      ], in: gateway.scratch.folder)
  }

  @Test func theFilesOfTwoTeamsReachTheGateway() async throws {
    try await Gateway.run { gateway in
      let preview = try await run("diff", gateway)
      #expect(preview.status == 0, "\(preview.everything)")
      #expect(try await gateway.list("services").isEmpty)

      let sync = try await run("sync", gateway)
      #expect(sync.status == 0, "\(sync.everything)")
      let services = try await gateway.list("services").sorted {
        ($0["name"]?.string ?? "") < ($1["name"]?.string ?? "")
      }
      #expect(services.map { $0["name"]?.string } == ["accounts", "orders"])
      #expect(services.map { $0["tags"] } == [["team-accounts"], ["team-orders"]])
      #expect(services.last?["host"]?.string == "orders.staging.internal")
      let paths = try await gateway.list("routes").compactMap { $0["paths"]?.array?.first?.string }
      #expect(Set(paths) == ["/staging/accounts", "/staging/orders", "~/staging/orders/\\d+$"])

      let again = try await run("diff", gateway)
      #expect(again.output.components(separatedBy: "Created: 0\n  Updated: 0\n  Deleted: 0\n").count == 3)
    }
  }

  @Test func whatTheTeamsWroteIsStillThere() async throws {
    try await Gateway.run { gateway in
      _ = try await run("diff", gateway)
      let orders = try gateway.scratch.read("out/orders.yaml")
      #expect(
        orders.hasPrefix(
          """
          # Orders: written and owned by the team of that name.
          _format_version: "3.0"
          _info:
            select_tags: [team-orders]

          services:
            # The order book. Asks the warehouse, so give it time.
            - name: orders
              url: ${{ env "DECK_ORDERS_URL" }}
              read_timeout: 30000   # milliseconds
              routes:

          """))
      #expect(orders.contains("          - ~/staging/orders/\\d+$   # numbers only\n"))
      #expect(try gateway.scratch.read("out/accounts.json").contains("\"paths\": [\"/staging/accounts\"]"))
      let all = try gateway.scratch.read("out/all.yaml")
      #expect(all.hasPrefix(String(orders.dropLast())))
      #expect(all.contains("  - name: accounts\n    url: http://accounts.example.internal:8080\n"))
    }
  }
}
