import Targets
import Documents
import Foundation
import FoundationXML
import Testing

/// What runs leave behind for machines and reviewers.
@Suite struct ReportTests {
  private static let state = """
    services:
    - name: mcp
      host: h
      tags: [a]
      routes:
      - name: mcp
        paths: [/mcp]
    plugins:
    - name: ai-proxy
      config:
        route_type: llm/v1/chat
        auth: {header_name: Authorization, header_value: Bearer model-secret}
        model: {provider: openai, name: gpt-4o}
    consumers:
    - username: alice
      keyauth_credentials:
      - key: key-of-alice
    """

  private func json(_ text: String) throws -> Node { try JSONReader.read(Array(text.utf8)) }

  /// decK's document, member by member.
  @Test func jsonOutputHasDecksShape() async throws {
    try await Gateway.run { gateway in
      let file = try gateway.file(Self.state)
      let diff = try await gateway.fairlead("diff", "--json-output", "--non-zero-exit-code", file)
      #expect(diff.status == 2, "the report is printed and the code is honest")
      let document = try json(diff.output)
      #expect(document.object?.keys == ["changes", "summary", "warnings", "errors"])
      #expect(document["changes"]?.object?.keys == ["creating", "updating", "deleting"])
      #expect(document["summary"] == ["creating": 5, "updating": 0, "deleting": 0, "total": 5])
      #expect(document["warnings"] == [] && document["errors"] == [])
      let first = try #require(document["changes"]?["creating"]?.array?.first)
      #expect(first["name"] == "mcp" && first["kind"] == "service")
      #expect(first["body"]?["new"]?["host"] == "h" && first["body"]?["old"] == .null)
      #expect(diff.output.hasPrefix("{\n\t\"changes\": {\n\t\t\"creating\": ["))
      #expect(!diff.everything.contains("model-secret") && !diff.everything.contains("key-of-alice"))

      let sync = try await gateway.fairlead("sync", "--json-output", file)
      #expect(try json(sync.output)["summary"]?["creating"] == 5)
      let changed = try gateway.file(Self.state.replacing("host: h", with: "host: other"))
      let update = try json(try await gateway.fairlead("diff", "--json-output", changed).output)
      let body = try #require(update["changes"]?["updating"]?.array?.first?["body"])
      #expect(body["new"]?["host"] == "other" && body["old"]?["host"] == "h")
      let apply = try await gateway.fairlead("apply", "--json-output", changed)
      #expect(try json(apply.output)["summary"] == ["creating": 0, "updating": 1, "deleting": 0, "total": 1])
      let reset = try await gateway.fairlead("reset", "--json-output", "--force")
      #expect(try json(reset.output)["summary"]?["deleting"] == 5)
    }
  }

  /// Valid JSON and an honest code, however it ends.
  @Test(arguments: [
    ("services:\n- {host: h}\n", [String](), Int32(1)),
    ("services: [\n", [], 1),
    ("services:\n- {name: a, host: h}\n", ["--kong-addr", "http://127.0.0.1:1"], 1),
    ("", [], 4),
    ("services:\n- {name: a, host: h}\n", ["--max-deletes", "many"], 64),
  ])
  func errorsAreInTheDocumentToo(text: String, arguments: [String], status: Int32) async throws {
    try await Gateway.run { gateway in
      try await gateway.api.put(["services", "old"], body: ["name": "old", "host": "h"])
      let file = try gateway.file(text)
      let run = try await Program.run(
        "fairlead", ["gateway", "sync", "--json-output", "--kong-addr", gateway.address, file] + arguments,
        in: gateway.scratch.folder)
      #expect(run.status == status, "\(run.errors)")
      #expect(try json(run.output)["errors"]?.array?.isEmpty == false)
      #expect(try await gateway.list("services").count == 1)
    }
  }

  @Test func aRunDoneInPartSaysWhatWasDropped() async throws {
    try await Gateway.run { gateway in
      let file = try gateway.file("services:\n- {name: a, host: h}\nroutes:\n- {name: r, paths: [/r]}\n")
      try await gateway.set(faults: ["rules": [["method": "PUT", "path": "/routes/*", "status": 400]]])
      let run = try await gateway.fairlead("sync", "--json-output", file)
      #expect(run.status == 3)
      let document = try json(run.output)
      #expect(document["changes"]?["creating"]?.array?.map { $0["name"] } == ["a"])
      #expect(document["changes"]?["dropped_creations"]?.array?.map { $0["name"] } == ["r"])
      #expect(document["summary"]?["total"] == 1)
    }
  }

  @Test func ourReportHasPlacesReasonsAndDependencies() async throws {
    try await Gateway.run { gateway in
      let file = try gateway.file(Self.state)
      let diff = try await gateway.fairlead("diff", "--report", "json=plan.json", file)
      #expect(diff.status == 0)
      let text = try gateway.scratch.read("plan.json")
      #expect(try gateway.mode(of: "plan.json") == 0o600)
      #expect(!text.contains("model-secret") && !text.contains("key-of-alice"))
      let plan = try json(text)
      #expect(plan["schema"] == "fairlead-report/1")
      #expect(plan["gateway"]?["version"] == "3.9.1" && plan["preview"] == true && plan["exit_code"] == 0)
      let changes = plan["changes"]?.array ?? []
      #expect(changes.map { $0["kind"] } == ["service", "route", "consumer", "key-auth", "plugin"])
      #expect(changes.map { $0["outcome"] } == Array(repeating: "planned", count: 5))
      #expect(changes[1]["depends_on"] == [0])
      #expect(changes[1]["place"] == ["file": "kong.yaml", "line": 7, "column": 5])
      #expect(changes[1]["body"]?["service"] == ["name": "mcp"])
      #expect(changes[4]["masked"] == ["config.auth.header_value"])
      #expect(changes[3]["masked"] == ["key"])

      _ = try await gateway.fairlead("sync", file)
      let changed = try gateway.file(Self.state.replacing("host: h\n  tags: [a]", with: "host: other"))
      _ = try await gateway.fairlead("sync", "--report", "json=-", changed, "--silence-events")
      let again = try await gateway.fairlead("diff", "--report", "json=again.json", try gateway.file(Self.state))
      #expect(again.status == 0)
      let update = try #require(try json(try gateway.scratch.read("again.json"))["changes"]?.array?.first)
      #expect(
        update["differences"]?.array?.first { $0["path"] == "host" }
          == ["path": "host", "old": "other", "new": "h", "place": ["file": "kong.yaml", "line": 4, "column": 9]])
    }
  }

  @Test func markdownIsFitForAPullRequest() async throws {
    try await Gateway.run { gateway in
      let file = try gateway.file("consumers:\n- {username: \"a|b`<c>\", custom_id: h}\n")
      _ = try await gateway.fairlead("diff", "--report=markdown=plan.md", file)
      let text = try gateway.scratch.read("plan.md")
      #expect(text.hasPrefix("### Gateway: 1 to create, 0 to update, 0 to delete\n"))
      #expect(text.contains("| create | consumer | `` a\\|b`<c> `` | `kong.yaml:3:3` |"), "\(text)")
      _ = try await gateway.fairlead("sync", file)
      let changed = try gateway.file("consumers:\n- {username: \"a|b`<c>\", custom_id: other}\n")
      let sync = try await gateway.fairlead("sync", "--report", "markdown=done.md,junit=done.xml", changed)
      #expect(sync.status == 0)
      let done = try gateway.scratch.read("done.md")
      #expect(done.hasPrefix("### Gateway: 0 created, 1 updated, 0 deleted\n"))
      #expect(done.contains("| `custom_id` | `\"h\"` | `\"other\"` | `kong.yaml:3:36` |"), "\(done)")
      let same = try await gateway.fairlead("diff", "--report", "markdown=same.md", changed)
      #expect(same.status == 0)
      #expect(try gateway.scratch.read("same.md").hasPrefix("### Gateway: no changes\n"))
    }
  }

  /// Read by a parser that is not ours.
  @Test func junitIsWellFormedAndShowsDriftAsFailures() async throws {
    try await Gateway.run { gateway in
      let file = try gateway.file("consumers:\n- {username: \"a&<b>\"}\nroutes:\n- {name: r, paths: [/r]}\n")
      _ = try await gateway.fairlead("diff", "--report", "junit=drift.xml", file)
      let drift = try XMLTotals.read(gateway.scratch.url("drift.xml"))
      #expect(drift.names == ["create route r", "create consumer a&<b>"])
      #expect(drift.failures == 2)
      try await gateway.set(faults: ["rules": [["method": "PUT", "path": "/routes/*", "status": 400]]])
      let sync = try await gateway.fairlead("sync", "--report", "junit=sync.xml", file)
      #expect(sync.status == 3)
      let result = try XMLTotals.read(gateway.scratch.url("sync.xml"))
      #expect(result.failures == 1)
      #expect(result.errors == 1)
    }
  }

  @Test func eventsAreOneDocumentALine() async throws {
    try await Gateway.run { gateway in
      let run = try await gateway.fairlead(
        "sync", "--report", "events=events.jsonl", "--silence-events", try gateway.file(Self.state))
      #expect(run.output == "Summary:\n  Created: 5\n  Updated: 0\n  Deleted: 0\n")
      let lines = try gateway.scratch.read("events.jsonl").split(separator: "\n").map { try json(String($0)) }
      #expect(lines.map { $0["event"] } == ["start"] + Array(repeating: "change", count: 5) + ["end"])
      #expect(Set(lines.compactMap { $0["index"]?.integer }) == [0, 1, 2, 3, 4])
      #expect(lines.last?["result"] == "success")
    }
  }

  @Test func aSyncWhoseReportIsLostIsDoneInPart() async throws {
    try await Gateway.run { gateway in
      let run = try await gateway.fairlead(
        "sync", "--report", "json=missing/dir.json", try gateway.file("services:\n- {name: a, host: h}\n"))
      #expect(run.status == 3)
      #expect(run.errors.contains("'missing/dir.json' cannot be written"))
      #expect(try await gateway.list("services").count == 1)
    }
  }

  @Test(arguments: ["nonsense", "pdf=x", "json=", "deck=x", "json=missing/dir.json"])
  func aReportThatCannotBeWrittenIsAnError(report: String) async throws {
    try await Gateway.run { gateway in
      let run = try await gateway.fairlead(
        "diff", "--report", report, try gateway.file("services:\n- {name: a, host: h}\n"))
      #expect(run.status == (report.contains("missing") ? 1 : 64))
      #expect(run.errors.contains("error:"))
    }
  }
}

/// What a JUnit file says, by Foundation's parser.
final class XMLTotals: NSObject, XMLParserDelegate {
  var names: [String] = []
  var failures = 0
  var errors = 0

  static func read(_ url: URL) throws -> XMLTotals {
    let totals = XMLTotals()
    let parser = XMLParser(data: try Data(contentsOf: url))
    parser.delegate = totals
    #expect(parser.parse())
    return totals
  }

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
    attributes: [String: String]
  ) {
    if name == "testcase" { names.append(attributes["name"] ?? "") }
    if name == "failure" { failures += 1 }
    if name == "error" { errors += 1 }
  }
}
