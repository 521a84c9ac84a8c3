import Documents
import Targets
import Testing

/// Saved plans as pages for people.
@Suite struct PlanPageTests {
  private func show(_ gateway: Gateway, _ format: String) async throws -> String {
    let run = try await Program.run(
      "fairlead", ["plan", "show", "--format", format, "plan.json"], in: gateway.scratch.folder)
    #expect(run.status == 0, "\(run.everything)")
    return run.output
  }

  @Test func whatWouldBeDeletedComesFirst() async throws {
    try await Gateway.run { gateway in
      try await gateway.api.post(["consumers"], body: ["username": "zoe"])
      try gateway.file("services: [{name: new, host: h}]")
      #expect(try await gateway.fairlead("plan", "kong.yaml", "-o", "plan.json").status == 0)
      for (format, deleted, created) in [
        ("text", "deleting consumer zoe", "creating service new"), ("markdown", "`zoe`", "`new`"),
        ("html", "delete consumer zoe", "create service new"),
      ] {
        let page = try await show(gateway, format)
        let first = try #require(page.firstRange(of: deleted), "\(page)")
        let second = try #require(page.firstRange(of: created), "\(page)")
        #expect(first.lowerBound < second.lowerBound)
        #expect(page.contains("kong.yaml:2:12") && page.contains(gateway.address))
      }
      #expect(try await show(gateway, "json") == gateway.scratch.read("plan.json"))
      let written = try await Program.run(
        "fairlead", ["plan", "show", "--format", "html", "-o", "plan.html", "plan.json"], in: gateway.scratch.folder)
      #expect(written.status == 0 && written.output.isEmpty)
      #expect(try gateway.scratch.read("plan.html").hasPrefix("<!DOCTYPE html>"))
    }
  }

  /// Whoever names an entity must not be able to write on the page.
  @Test func namesAreEscaped() async throws {
    try await Gateway.run { gateway in
      let name = "<script>alert(1)</script>|`x`](y)\u{202e}\u{1b}[31m"
      try await gateway.api.post(["consumers"], body: ["username": Node(.string(name))])
      try gateway.file("consumers: [{username: \"a & b <i>\", tags: [\"*x*\"]}]")
      #expect(try await gateway.fairlead("plan", "kong.yaml", "-o", "plan.json").status == 0)
      for format in ["text", "markdown", "html"] {
        let page = try await show(gateway, format)
        #expect(!page.contains("\u{1b}") && !page.contains("\u{202e}"), "\(page)")
        if format == "html" { #expect(!page.contains("<script") && !page.contains("<i>"), "\(page)") }
        if format == "markdown" { #expect(!page.contains("\n<script") && page.contains("\\|"), "\(page)") }
      }
    }
  }

  /// Nothing that came from the environment, and nothing that a field makes secret, in any plan and on any page.
  @Test func noSecretIsInAnyPlanOrPage() async throws {
    let file = """
      services:
      - name: ${{ env "DECK_C_SERVICE" }}
        host: ${{ env "DECK_C_HOST" }}
        path: ${{ env "DECK_C_PATH" }}
        tags: ["${{ env "DECK_C_TAG" }}", plain]
        routes:
        - {name: r, paths: ["${{ env "DECK_C_PATH" }}"], headers: {x-key: ["${{ env "DECK_C_HEADER" }}"]}}
        plugins:
        - name: request-transformer
          config: {add: {headers: ["Authorization:Bearer ${{ env "DECK_C_HEADER" }}"]}}
        - name: http-log
          config: {http_endpoint: "https://u:${{ env "DECK_C_WORD" }}@log.example/", headers: {authorization: "${{ env "DECK_C_WORD" }}"}}
        - {name: session, config: {secret: CANARY-literal-NUMBER}}
      upstreams:
      - name: ${{ env "DECK_C_HOST" }}
        targets: [{target: "${{ env "DECK_C_HOST" }}:80"}]
      consumers:
      - username: ${{ env "DECK_C_USER" }}
        custom_id: ${{ env "DECK_C_TAG" }}
        keyauth_credentials: [{key: "${{ env "DECK_C_WORD" }}"}, {key: CANARY-key-NUMBER}]
        basicauth_credentials: [{username: "${{ env "DECK_C_USER" }}", password: CANARY-password-NUMBER}]
        hmacauth_credentials: [{username: plain, secret: CANARY-hmac-NUMBER}]
        jwt_secrets: [{key: CANARY-issuer-NUMBER, secret: CANARY-jwt-NUMBER}]
        acls: [{group: "${{ env "DECK_C_USER" }}"}]
      vaults:
      - {name: env, prefix: my-vault, config: {prefix: "${{ env "DECK_C_VAULT" }}"}}

      """
    func environment(_ number: Int) -> [String: String] {
      // What names an entity stays: nobody can tell that what has gone was named by a variable.
      [
        "DECK_C_SERVICE": "CANARY-service", "DECK_C_HOST": "CANARY-host.example", "DECK_C_USER": "CANARY-user",
        "DECK_C_PATH": "/CANARY-path-\(number)", "DECK_C_TAG": "CANARY-tag-\(number)",
        "DECK_C_HEADER": "CANARY-header-\(number)", "DECK_C_WORD": "CANARY-word-\(number)",
        "DECK_C_VAULT": "CANARY_VAULT_\(number)_",
      ]
    }
    try await Gateway.run { gateway in
      func expectClean(_ arguments: [String], _ number: Int, _ base: String?) async throws {
        let flags = base.map { ["--base", $0] } ?? []
        let plan = try await gateway.run(
          ["plan", "-o", "plan.json"] + arguments + flags, environment: environment(number))
        #expect(plan.status == 0, "\(plan.everything)")
        let saved = try gateway.scratch.read("plan.json")
        #expect(!saved.contains("CANARY"), "\(saved)")
        for format in ["text", "markdown", "html", "json"] {
          #expect(!(try await show(gateway, format)).contains("CANARY"))
        }
      }
      for number in 1...2 {
        try gateway.file(file.replacing("NUMBER", with: "\(number)"), named: "\(number).yaml")
        try await expectClean(["\(number).yaml"], number, number == 1 ? nil : "1.yaml")
        try await gateway.api.post(["services"], body: ["name": "late", "host": "h"])
        let moved = try await gateway.fairlead(
          "sync", "--plan", "plan.json", "\(number).yaml", environment: environment(number))
        #expect(moved.status == 4 && !moved.everything.contains("CANARY"), "\(moved.everything)")
        try await gateway.api.delete(["services", "late"])
        let sync = try await gateway.fairlead(
          "sync", "--plan", "plan.json", "\(number).yaml", environment: environment(number))
        #expect(sync.status == 0, "\(sync.everything)")
      }
      try gateway.file("services: [{name: other, host: h}]", named: "3.yaml")
      try await expectClean(["--max-deletes", "100%", "3.yaml"], 2, nil)
      try await expectClean(["--max-deletes", "100%", "3.yaml"], 2, "2.yaml")
      try await expectClean(["--for", "reset"], 2, nil)
    }
  }
}
