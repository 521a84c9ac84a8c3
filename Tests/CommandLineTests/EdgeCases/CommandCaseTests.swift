import Targets
import Documents
import Testing

/// The cases of verbs, output and exit codes, by their numbers in the reference for tools of this kind.
@Suite struct CommandCaseTests {
  /// 7.30
  @Test(arguments: ["", "{}\n", "# nothing\n", "---\n"]) func emptyInputIsAnErrorAndWipesNothing(text: String)
    async throws
  {
    try await Gateway.run { gateway in
      _ = try await gateway.fairlead("sync", try gateway.file("consumers: [{username: kept}]", named: "given.yaml"))
      try gateway.scratch.write("kong.yaml", text)
      let run = try await gateway.fairlead("sync", "--allow-empty", "kong.yaml")
      #expect(run.status == 1, "\(run.everything)")
      #expect(run.errors.contains("kong.yaml:1:1: error:"))
      #expect(try await gateway.list("consumers").count == 1)
    }
  }

  /// 7.32: short secrets damage nothing, whole ones are masked, old and new.
  @Test func maskingHidesValuesAndNothingElse() async throws {
    try await Gateway.run { gateway in
      let file = try gateway.file(
        """
        services:
        - name: svc-3
          id: 33333333-3333-4333-8333-333333333333
          host: h3
          retries: ${{ env "DECK_RETRIES" | toInt }}
          plugins:
          - name: http-log
            config:
              http_endpoint: https://log.example.com/3
              headers: {Authorization: "Bearer ${{ env "DECK_TOKEN" }}"}
        """)
      func environment(_ retries: String, _ token: String) -> [String: String] {
        ["DECK_RETRIES": retries, "DECK_TOKEN": token]
      }
      _ = try await gateway.fairlead("sync", file, environment: environment("3", "first+token=="))
      let text = try await gateway.fairlead("diff", file, environment: environment("4", "-----second\ntoken"))
      #expect(text.output.contains("  retries: [masked] (a secret changes)"), "\(text.everything)")
      #expect(text.output.contains("updating service svc-3\n"))
      let report = try await gateway.fairlead(
        "diff", "--json-output", file, environment: environment("4", "-----second\\ntoken"))
      let document = try JSONReader.read(Array(report.output.utf8))
      let body = try #require(document["changes"]?["updating"]?.array?.first?["body"])
      #expect(body["new"]?["id"] == "33333333-3333-4333-8333-333333333333")
      #expect(body["new"]?["retries"] == "[masked]" && body["old"]?["retries"] == "[masked]")
      for run in [text, report] {
        #expect(!run.everything.contains("first+token") && !run.everything.contains("second"))
      }
    }
  }

  /// A list or mapping of which nothing may be shown changes like one such text: two values that read the same say nothing.
  @Test(arguments: ["diff", "sync"]) func aSecretWithinAListChanges(_ verb: String) async throws {
    try await Gateway.run { gateway in
      let file = try gateway.file(
        """
        plugins:
        - {name: key-auth, config: {key_names: ['${{ env "DECK_NAME" }}']}}
        - name: http-log
          config: {http_endpoint: "http://h/x", headers: {Authorization: '${{ env "DECK_NAME" }}', x-a: b}}
        """)
      _ = try await gateway.fairlead("sync", file, environment: ["DECK_NAME": "first-name"])
      let run = try await gateway.fairlead(verb, file, environment: ["DECK_NAME": "other-name"])
      #expect(run.status == 0, "\(run.everything)")
      #expect(run.output.contains("  config.key_names: [masked] (a secret changes)"), "\(run.output)")
      #expect(run.output.contains("  config.headers.Authorization: [masked] (a secret changes)"), "\(run.output)")
      #expect(!run.everything.contains("first-name") && !run.everything.contains("other-name"), "\(run.everything)")
    }
  }

  /// 7.43 and 7.44: apply keeps children, and refers to what only the gateway has.
  @Test func applyKeepsChildrenAndFindsReferencesInTheGateway() async throws {
    try await Gateway.run { gateway in
      let given = """
        services:
        - name: s
          host: h
          routes: [{name: r1, paths: [/1], plugins: [{name: cors}]}, {name: r2, paths: [/2], plugins: [{name: cors}]}]
        consumers: [{username: bob}]
        key_sets: [{name: ks}]
        """
      _ = try await gateway.fairlead("sync", try gateway.file(given, named: "given.yaml"))
      let nested = try gateway.file("services: [{name: s, host: other, routes: [{name: r1, paths: [/one]}]}]")
      let first = try await gateway.fairlead("apply", nested)
      #expect(first.status == 0, "\(first.everything)")
      #expect(try await gateway.list("routes").count == 2)
      #expect(try await gateway.list("plugins").count == 2)
      let references = try gateway.file(
        """
        plugins:
        - {name: rate-limiting, service: s, route: r2, consumer: bob, config: {minute: 1}}
        keys:
        - name: k
          kid: k1
          set: {name: ks}
          pem:
            public_key: \(JSONText.quoted(PEM.rsaPublicKey))
            private_key: \(JSONText.quoted(PEM.rsaPrivateKey))
        """, named: "references.yaml")
      let second = try await gateway.fairlead("apply", references)
      #expect(second.status == 0, "\(second.everything)")
      let plugin = try #require(try await gateway.list("plugins").first { $0["name"] == "rate-limiting" })
      #expect(plugin["consumer"]?["id"] == (try await gateway.get("consumers", "bob")["id"]))
      #expect(plugin["route"]?["id"] == (try await gateway.get("routes", "r2")["id"]))
      #expect(try await gateway.list("keys").first?["set"]?["id"] == (try await gateway.get("key-sets", "ks")["id"]))
    }
  }

  /// 7.45: the code tells of differences, and the report is printed all the same.
  @Test func theCodeTellsOfDifferencesAndTheReportIsThere() async throws {
    try await Gateway.run { gateway in
      let file = try gateway.file("consumers: [{username: u}]")
      for (arguments, status) in [(["diff"], 0), (["diff", "--non-zero-exit-code"], 2)] {
        let run = try await Program.run(
          "fairlead", ["gateway"] + arguments + ["--json-output", file],
          environment: ["FAIRLEAD_KONG_ADDR": gateway.address], in: gateway.scratch.folder)
        #expect(run.status == status)
        let document = try JSONReader.read(Array(run.output.utf8))
        #expect(document["summary"]?["creating"] == 1)
      }
      _ = try await gateway.fairlead("sync", file)
      #expect(try await gateway.fairlead("diff", file).status == 0)
      #expect(try await gateway.fairlead("diff", "--non-zero-exit-code", file).status == 0)
    }
  }
}

/// Texts within files of tests.
enum JSONText {
  /// A text in quotation marks, as JSON and YAML read it.
  static func quoted(_ text: String) -> String {
    String(decoding: JSONWriter.write(Node(.string(text))), as: UTF8.self)
  }
}
