import Documents
import Foundation
import GatewaySchemas
import Testing

/// The verbs for AI gateways, on a gateway.
@Suite(.serialized) struct AIVerbTests {
  private static let document = """
    policies: [{name: limit, type: rate-limiting, config: {minute: 5}}]
    consumers: [{name: shop, credentials: [{type: api-key, api_key: SECRET-KEY}], labels: {team: shop}}]
    agents:
    - name: planner
      type: http
      policies: [limit]
      access: {acls: {deny: [bronze]}}
      config: {url: "https://planner.example", route: {paths: [/planner]}}

    """

  private static func ai(_ gateway: Gateway, _ arguments: String..., input: String = "") async throws -> Program.Run {
    try await Program.run(
      "fairlead", ["ai"] + arguments, input: input, environment: ["FAIRLEAD_KONG_ADDR": gateway.address],
      in: gateway.scratch.folder)
  }

  @Test func whatIsSyncedIsDumpedAndNothingElseIsTouched() async throws {
    try await Gateway.run(edition: .enterprise) { gateway in
      _ = try await gateway.fairlead("sync", try gateway.file("services: [{name: other, host: h}]"))
      try gateway.scratch.write("ai.yaml", Self.document)
      let before = try await Self.ai(gateway, "diff", "--non-zero-exit-code", "ai.yaml")
      #expect(before.status == 2 && before.output.contains("creating service planner"), "\(before.everything)")
      #expect(try await gateway.list("services").count == 1, "a diff writes nothing")
      let sync = try await Self.ai(gateway, "sync", "ai.yaml")
      #expect(sync.status == 0, "\(sync.everything)")
      #expect(!sync.everything.contains("SECRET-KEY"))
      let service = try await gateway.get("services", "planner")
      #expect(service["tags"]?.array == ["managed_by:deck-ai"])
      #expect(try await gateway.get("services", "other")["name"] == "other")
      #expect(try await Self.ai(gateway, "diff", "--non-zero-exit-code", "ai.yaml").status == 0)
      // Again from what was dumped: the same entities, though names of policies are made up.
      let dump = try await Self.ai(gateway, "dump", "-o", "dump.yaml")
      #expect(dump.status == 0 && dump.errors == "", "\(dump.everything)")
      #expect(try gateway.mode(of: "dump.yaml") == 0o600)
      let again = try await Self.ai(gateway, "diff", "--non-zero-exit-code", "dump.yaml")
      let dumped = try gateway.scratch.read("dump.yaml")
      #expect(again.status == 0, "\(dumped)\(again.everything)")
      let json = try await Self.ai(gateway, "dump", "--format", "json")
      let agents = try JSONReader.read(Array(json.output.utf8))["agents"]?.array
      #expect(agents?.first?["config"]?["url"] == "https://planner.example")
      // What is taken out of the files goes, and only that.
      try gateway.scratch.write("ai.yaml", "consumers: [{name: shop}]\n")
      #expect(try await Self.ai(gateway, "sync", "--yes", "ai.yaml").status == 0)
      #expect(try await gateway.list("services").compactMap { $0["name"]?.string } == ["other"])
    }
  }

  @Test func faultsAreToldAtTheLinesOfTheModel() async throws {
    try await Gateway.run(edition: .enterprise) { gateway in
      try gateway.scratch.write(
        "ai.yaml",
        """
        policies: [{name: limit, type: rate-limiting, config: {minute: -5}}]
        agents:
        - {name: a, type: http, policies: [limit, limits], config: {url: "http://a.example"}}
        """)
      let run = try await Self.ai(gateway, "sync", "ai.yaml")
      #expect(run.status == 1)
      #expect(run.errors.contains("ai.yaml:1:64: error: plugin rate-limiting for route a-route"), "\(run.errors)")
      #expect(run.errors.contains("ai.yaml:3:43: warning: unknown policy reference 'limits'"))
      #expect(try await gateway.list("services").isEmpty, "nothing was written")
      try gateway.scratch.write("ai.yaml", "models: {name: m}")
      let form = try await Self.ai(gateway, "diff", "ai.yaml", "--json-output")
      #expect(form.status == 1)
      let errors = try JSONReader.read(Array(form.output.utf8))["errors"]?.array
      #expect(errors?.first?.string?.contains("'models' is a list") == true, "\(form.output)")
    }
  }

  @Test func anEmptyDocumentEmptiesNothing() async throws {
    try await Gateway.run(edition: .enterprise) { gateway in
      try gateway.scratch.write("ai.yaml", Self.document)
      #expect(try await Self.ai(gateway, "sync", "ai.yaml").status == 0)
      let empty = try await Self.ai(gateway, "sync", "-", input: "agents: []\n")
      #expect(empty.status == 4, "\(empty.everything)")
      #expect(try await gateway.list("services").count == 1)
      #expect(try await Self.ai(gateway, "sync", "--allow-empty", "--yes", "-", input: "agents: []\n").status == 0)
      #expect(try await gateway.list("services").isEmpty)
    }
  }

  /// Models are a kind of their own, which a gateway of this version does not have: nothing is done by halves.
  @Test func modelsNeedAGatewayThatHasThem() async throws {
    try await Gateway.run(edition: .enterprise) { gateway in
      try gateway.scratch.write(
        "ai.yaml",
        Self.document + """
          model_providers: [{name: p, type: openai}]
          models: [{name: m, capabilities: [generate], targets: [{name: t, provider: p}]}]
          """)
      let run = try await Self.ai(gateway, "sync", "ai.yaml")
      #expect(run.status == 1 && run.errors.contains("ai-model"), "\(run.everything)")
      #expect(try await gateway.list("services").isEmpty, "nothing was written")
    }
  }

  /// Where the schemas of a gateway have models, they are synced, compared and dumped like all else.
  @Test func modelsAreSyncedToAGatewayThatHasThem() async throws {
    let schemas = try Scratch()
    defer { schemas.remove() }
    try schemas.writeModelSchemas()
    try await Gateway.run(edition: .enterprise, schemas: schemas.folder.path) { gateway in
      let small =
        Self.document + """
          model_providers: [{name: p, type: openai, config: {auth: {headers: [{name: Authorization, value: SECRET}]}}}]
          models:
          - {name: small, capabilities: [generate], labels: {team: shop}, targets: [{name: gpt-small, provider: p}]}

          """
      try gateway.scratch.write(
        "ai.yaml",
        small + """
          - {name: large, capabilities: [generate, embeddings], policies: [limit], targets: [{name: gpt-large, provider: p}]}
          - name: own
            capabilities: [generate]
            config: {route: {paths: [/own], strip_path: true}, logging: {statistics: false}}
            targets: [{name: gpt-own, provider: p}]

          """)
      let sync = try await Self.ai(gateway, "sync", "ai.yaml")
      #expect(sync.status == 0 && !sync.everything.contains("SECRET"), "\(sync.everything)")
      let models = try await gateway.list("ai_models")
      #expect(models.compactMap { $0["name"]?.string }.sorted() == ["large", "own", "small"])
      #expect(models.allSatisfy { $0["tags"]?.array?.contains("managed_by:deck-ai") == true })
      // Two are reached through one route, each by a plugin of its own.
      let proxies = try await gateway.list("plugins").filter { $0["name"] == "ai-proxy-advanced" }
      #expect(proxies.count == 4 && proxies.allSatisfy { $0["model"]?["id"] != nil }, "\(proxies)")
      let again = try await Self.ai(gateway, "diff", "--non-zero-exit-code", "ai.yaml")
      #expect(again.status == 0, "\(again.everything)")

      #expect(try await Self.ai(gateway, "dump", "-o", "dump.yaml").status == 0)
      let dumped = try gateway.scratch.read("dump.yaml")
      #expect(
        dumped.contains("name: small") && dumped.contains("name: large") && dumped.contains("embeddings"), "\(dumped)")
      let same = try await Self.ai(gateway, "diff", "--non-zero-exit-code", "dump.yaml")
      #expect(same.status == 0, "\(dumped)\(same.everything)")

      // A model that is taken out goes, with its plugins.
      try gateway.scratch.write("ai.yaml", small)
      let less = try await Self.ai(gateway, "sync", "--yes", "ai.yaml")
      #expect(less.status == 0, "\(less.everything)")
      #expect(try await gateway.list("ai_models").compactMap { $0["name"]?.string } == ["small"])
      let left = try await gateway.list("plugins").filter { $0["name"] == "ai-proxy-advanced" }
      #expect(left.count == 1, "\(left)")
    }
  }
}

extension Scratch {
  /// Writes schemas as one saves them from a gateway that has models: of a model, of a plugin that may be for one, and
  /// of the plugin that tells which one a request means.
  fileprivate func writeModelSchemas() throws {
    let model: Node = [
      "fields": [
        ["id": ["type": "string", "uuid": true, "auto": true]],
        ["created_at": ["type": "integer", "timestamp": true, "auto": true]],
        ["updated_at": ["type": "integer", "timestamp": true, "auto": true]],
        ["name": ["type": "string", "required": true, "unique": true]],
        ["alias": ["type": "string"]],
        ["tags": ["type": "set", "elements": ["type": "string"]]],
      ]
    ]
    var plugin = try #require(SchemaBundle(edition: .enterprise, rules: nil).entityDocument("plugins")?.object)
    let reference: Node = ["model": ["type": "foreign", "reference": "ai_models", "on_delete": "cascade"]]
    plugin["fields"] = Node(.array((plugin["fields"]?.array ?? []) + [reference]))
    let selector: Node = [
      "fields": [
        ["protocols": ["type": "set", "elements": ["type": "string"], "default": ["http", "https"]]],
        [
          "config": [
            "type": "record", "required": true,
            "fields": [
              ["source": ["type": "string"]], ["body_path": ["type": "string"]],
              ["max_request_body_size": ["type": "integer"]],
            ],
          ]
        ],
      ]
    ]
    for (path, document) in [
      ("entities/ai_models.json", model), ("entities/plugins.json", Node(.object(plugin))),
      ("plugins/ai-model-selector.json", selector),
    ] {
      try write(path, String(decoding: JSONWriter.write(document), as: UTF8.self))
    }
  }
}
