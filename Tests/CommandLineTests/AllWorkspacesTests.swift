import Targets
import Documents
import Foundation
import FoundationXML
import GatewaySchemas
import Testing

/// A reset of every workspace is one run, with one document of what it did.
@Suite struct AllWorkspacesTests {
  private func json(_ text: String) throws -> Node { try JSONReader.read(Array(text.utf8)) }

  private func withTwoWorkspaces(_ body: (Gateway) async throws -> Void) async throws {
    try await Gateway.run(edition: .enterprise) { gateway in
      for workspace in ["default", "team"] {
        let file = try gateway.file(
          """
          services: [{name: s, host: h, plugins: [{name: cors}]}]
          plugins: [{name: ai-proxy, config: {route_type: llm/v1/chat, auth: {header_name: A, header_value: model-secret},
            model: {provider: openai, name: gpt-4o}}}]
          """)
        let run = try await gateway.fairlead("sync", "-w", workspace, file)
        #expect(run.status == 0, "\(run.everything)")
      }
      try await body(gateway)
    }
  }

  @Test(arguments: [["--dry-run"], ["--force"]])
  func aResetOfAllWorkspacesIsOneDocument(flags: [String]) async throws {
    try await withTwoWorkspaces { gateway in
      let run = try await Program.run(
        "fairlead",
        [
          "gateway", "reset", "--all-workspaces", "--json-output", "--kong-addr", gateway.address, "--report",
          "json=r.json,markdown=r.md,junit=r.xml", "--report", "events=r.jsonl",
        ] + flags, in: gateway.scratch.folder)
      #expect(run.status == 0, "\(run.everything)")
      let document = try json(run.output)
      #expect(document["summary"] == ["creating": 0, "updating": 0, "deleting": 6, "total": 6])
      let items = document["changes"]?["deleting"]?.array ?? []
      #expect(items.map { $0["workspace"]?.string ?? "" } == ["default", "default", "default", "team", "team", "team"])
      #expect(!run.everything.contains("model-secret"), "what is deleted has secrets too")
      let report = try json(try gateway.scratch.read("r.json"))
      #expect(report["changes"]?.array?.compactMap { $0["index"]?.integer } == Array(0..<6))
      #expect(report["changes"]?.array?.last?["workspace"] == "team")
      for change in report["changes"]?.array ?? [] {
        let workspaces = (change["depends_on"]?.array ?? []).map { node in
          report["changes"]?.array?[node.integer ?? 0]["workspace"]
        }
        #expect(workspaces.allSatisfy { $0 == change["workspace"] })
      }
      #expect(try gateway.scratch.read("r.md").contains("| `s` | workspace `team` |"))
      #expect(XMLParser(data: Data(try gateway.scratch.read("r.xml").utf8)).parse())
      let events = try gateway.scratch.read("r.jsonl").split(separator: "\n").map { try json(String($0)) }
      #expect(events.filter { $0["event"] == "start" }.map { $0["workspace"]?.string ?? "" } == ["default", "team"])
      #expect(events.filter { $0["event"] == "change" }.count == 6)
      #expect(events.filter { $0["event"] == "end" }.count == 1 && events.last?["summary"]?["delete"] == 6)
      let left = try await gateway.list("team", "services").count
      #expect(left == (flags == ["--dry-run"] ? 1 : 0))
      for name in ["r.json", "r.md", "r.xml", "r.jsonl"] {
        #expect(try !gateway.scratch.read(name).contains("model-secret"), "\(name)")
      }
    }
  }

  /// What fails in one workspace is told with the others, and the code says that something was changed.
  @Test func aWorkspaceThatFailsDoesNotHideTheOthers() async throws {
    try await withTwoWorkspaces { gateway in
      try await gateway.set(faults: ["rules": [["method": "GET", "path": "/team/routes", "status": 500]]])
      let run = try await gateway.fairlead("reset", "--all-workspaces", "--json-output", "--force")
      #expect(run.status == 3, "\(run.everything)")
      let document = try json(run.output)
      #expect(document["summary"]?["deleting"] == 3)
      #expect(document["errors"]?.array?.count == 1)
      try await gateway.set(faults: [:])
      #expect(try await gateway.list("services").isEmpty)
      #expect(try await gateway.list("team", "services").count == 1)
      #expect(try await gateway.fairlead("reset", "--all-workspaces", "--force").status == 0)
      #expect(try await gateway.list("team", "services").isEmpty)
    }
  }
}
