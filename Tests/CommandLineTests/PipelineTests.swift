import Targets
import Diagnostics
import Documents
import Foundation
import GatewaySandbox
import TestSupport
import Testing

/// The pipelines of examples/ci, whose commands are taken out and run as a pipeline's shell does.
@Suite struct PipelineTests {
  private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// A job with its lines for the shell.
  struct Job: Sendable {
    var name: String
    var lines: [String]
    var variables: Set<String>
  }

  private static func document(_ name: String) throws -> Node {
    let bytes = [UInt8](try Data(contentsOf: root.appendingPathComponent("examples/ci/\(name)")))
    var diagnostics = DiagnosticCollector()
    let documents = DocumentReader.read(bytes, source: SourceID(name: name), diagnostics: &diagnostics)
    #expect(!diagnostics.hasErrors)
    return try #require(documents.first)
  }

  private static func gitHubJobs() throws -> [Job] {
    let document = try document("github-actions.yml")
    let variables = Set(document["env"]?.object?.keys ?? [])
    return (document["jobs"]?.object ?? Object()).map { member in
      let lines = (member.node["steps"]?.array ?? []).compactMap { $0["run"]?.string }
      return Job(name: member.key, lines: lines.flatMap { $0.components(separatedBy: "\n") }, variables: variables)
    }
  }

  private static func gitLabJobs() throws -> [Job] {
    (try document("gitlab-ci.yml").object ?? Object()).compactMap { member in
      guard let script = member.node["script"]?.array else { return nil }
      return Job(name: member.key, lines: script.compactMap(\.string), variables: [])
    }
  }

  /// The shell of a pipeline, with the program on its path and the secrets that the pipeline keeps.
  private func shell(_ line: String, _ gateway: Gateway, key: String = "key-of-the-client") async throws -> Program.Run
  {
    try await Program.run(
      "/bin/sh", ["-ec", line],
      environment: [
        "PATH": "\(Programs.folder):/usr/bin:/bin", "FAIRLEAD_KONG_ADDR": gateway.address,
        "FAIRLEAD_KONG_ADMIN_TOKEN": "let-me-in", "DECK_MCP_CLIENT_KEY": key,
        "DECK_OPENAI_API_KEY": "key-of-the-model", "GITHUB_STEP_SUMMARY": gateway.scratch.url("summary.md").path,
      ], in: gateway.scratch.url("work"))
  }

  @Test(arguments: ["github", "gitlab"])
  func theCommandsOfThePipelineDoWhatTheyAreFor(product: String) async throws {
    let jobs = try product == "github" ? Self.gitHubJobs() : Self.gitLabJobs()
    #expect(jobs.map(\.name) == (product == "github" ? ["plan", "sync", "nightly"] : ["plan", "sync", "drift"]))
    for name in ["FAIRLEAD_KONG_ADDR", "FAIRLEAD_KONG_ADMIN_TOKEN", "DECK_MCP_CLIENT_KEY"] where product == "github" {
      #expect(jobs.allSatisfy { $0.variables.contains(name) })
    }
    var configuration = SandboxConfiguration()
    configuration.faults.requiredHeader = ("Kong-Admin-Token", "let-me-in")
    try await Gateway.run(configuration) { gateway in
      let state = Self.root.appendingPathComponent("examples/mcp-key-auth/kong.yaml")
      // A checkout, and one of what was there before beside it, as git makes it.
      let text = try String(contentsOf: state, encoding: .utf8)
      try gateway.scratch.write(
        "base/gateway/kong.yaml", text.replacing("read_timeout: 600000", with: "read_timeout: 60000"))
      try gateway.scratch.write("work/gateway/kong.yaml", text)
      for job in jobs {
        let commands = job.lines.filter { $0.hasPrefix("fairlead ") || $0.hasPrefix("cat ") }
        #expect(job.name != "plan" || job.lines.contains { $0.hasPrefix("git worktree add ../base ") })
        #expect(commands.contains { $0.hasPrefix("fairlead gateway ") }, "\(job.name)")
        for command in commands {
          let run = try await shell(command, gateway)
          #expect(run.status == 0, "\(job.name): \(command)\n\(run.everything)")
          #expect(!run.everything.contains("key-of-the"))
        }
        // A preview has written nothing, the sync has.
        #expect(try await gateway.list("services").isEmpty == (job.name == "plan"), "\(job.name)")
      }
      for name in product == "github" ? ["plan.md", "result.md", "summary.md"] : ["plan.md", "sync.xml", "sync.jsonl"] {
        #expect(try !gateway.scratch.read(name.hasPrefix("summary") ? name : "work/\(name)").isEmpty, "\(name)")
      }
      #expect(try gateway.scratch.read("work/backup.yaml").contains("key-of-the-client"))
      #expect(try gateway.mode(of: "work/backup.yaml") == 0o600)

      // Somebody's change by hand is drift, which ends the nightly job with 2.
      try await gateway.api.patch(["services", "mcp"], body: ["retries": 1])
      let watch = try #require(jobs.last?.lines.last { $0.hasPrefix("fairlead gateway diff") })
      #expect(try await shell(watch, gateway).status == 2)
    }
  }
}
