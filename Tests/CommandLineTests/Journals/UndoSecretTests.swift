import Documents
import Foundation
import GatewaySandbox
import Testing

/// What a variable fed is shown by no way back either.
@Suite struct UndoSecretTests {
  private static let text = """
    services:
    - {name: s, host: "${{ env "DECK_HOST" }}", tags: ["${{ env "DECK_TAG" }}", plain]}
    - {name: t, host: h}
    """

  @Test(arguments: ["update", "create"]) func valuesOfVariablesAreMasked(_ what: String) async throws {
    try await Gateway.run { gateway in
      let file = try gateway.file(Self.text)
      let old = ["DECK_HOST": "old-canary", "DECK_TAG": "old-label"]
      let new = ["DECK_HOST": "new-canary", "DECK_TAG": "new-label"]
      if what == "update" { #expect(try await gateway.run(["sync", file], environment: old).status == 0) }
      let run = try await gateway.run(["sync", file, "--journal", "run.journal"], environment: new)
      try #require(run.status == 0, "\(run.everything)")
      let preview = try await gateway.run([
        "undo", "run.journal", "--dry-run", "--plan-out", "plan.json", "--report", "json=report.json",
      ])
      #expect(preview.status == 0, "\(preview.everything)")
      let page = try await gateway.unset(["plan", "show", "plan.json"])
      let undo = try await gateway.run(["undo", "run.journal", "--yes"])
      #expect(undo.status == 0, "\(undo.everything)")
      let plan = try String(contentsOf: gateway.scratch.url("plan.json"), encoding: .utf8)
      let shown = preview.everything + page.everything + undo.everything + plan
      #expect(shown.contains(what == "update" ? "updating service s" : "deleting service s"))
      for text in ["canary", "label"] { #expect(!shown.contains(text), "\(shown)") }
      let hosts = try await gateway.list("services").compactMap { $0["host"]?.string }
      #expect(hosts.contains("old-canary") == (what == "update"))
      #expect(!hosts.contains("new-canary"))
    }
  }

  @Test func namesFromVariablesAreMaskedToo() async throws {
    try await Gateway.run { gateway in
      let file = try gateway.file(
        """
        services: [{name: s, host: '${{ env "DECK_H" }}'}]
        consumers: [{custom_id: '${{ env "DECK_C" }}', keyauth_credentials: [{key: k}]}]
        plugins: [{name: pre-function, config: {access: ['${{ env "DECK_L" }}']}}]
        """)
      let values = ["DECK_H": "canary-host", "DECK_C": "canary-name", "DECK_L": "return 'canary-lua'"]
      let run = try await gateway.run(["sync", file, "--journal", "run.journal"], environment: values)
      try #require(run.status == 0, "\(run.everything)")
      let preview = try await gateway.run([
        "undo", "run.journal", "--dry-run", "--plan-out", "plan.json", "--report", "json=report.json", "--verbose", "1",
      ])
      #expect(preview.status == 0 && preview.output.contains("deleting consumer"), "\(preview.everything)")
      let undo = try await gateway.run(["undo", "run.journal", "--yes", "--verbose", "1"])
      #expect(undo.status == 0, "\(undo.everything)")
      let files = try ["plan.json", "report.json"].map { try gateway.scratch.read($0) }
      let shown = preview.everything + undo.everything + files.joined()
      #expect(!shown.contains("canary"), "\(shown)")
    }
  }
}
