import Documents
import GatewayModel
import Testing

@testable import Reconciliation
@testable import Targets

@Suite("Writing to a control plane")
struct KonnectWriterTests {
  private typealias Script = ControlPlaneScript

  /// A change and the request that it becomes.
  struct Case: Sendable, CustomTestStringConvertible {
    var action = Change.Action.create
    var kind: EntityKind
    var fields: Object
    var old: Object?
    var isPartial = false
    var references: [(String, String)] = []
    var sendsHashes = false
    var request: String

    var testDescription: String { "\(action) \(kind.name): \(request)" }
  }

  static let cases: [Case] = [
    Case(
      kind: .route, fields: ["name": "r", "paths": ["/a"]], references: [("service", "s")],
      request: #"PUT /routes/x {"name":"r","paths":["/a"],"service":{"id":"s"},"id":"x"}"#),
    Case(
      kind: .route,
      fields: ["name": "r", "expression": "http.path == \"/\"", "regex_priority": 0, "path_handling": "v0"],
      request: #"PUT /routes/x {"name":"r","expression":"http.path == \"/\"","id":"x"}"#),
    Case(
      action: .update, kind: .consumerGroup, fields: ["name": "g", "created_at": 1],
      request: #"PUT /consumer_groups/x {"name":"g","created_at":1,"id":"x"}"#),
    Case(
      kind: .groupMember, fields: [:], references: [("consumer_group", "g"), ("consumer", "c")],
      request: #"POST /consumer_groups/g/consumers {"consumer":"c"}"#),
    Case(
      action: .delete, kind: .groupMember, fields: [:], references: [("consumer_group", "g"), ("consumer", "c")],
      request: "DELETE /consumer_groups/g/consumers/c "),
    Case(
      kind: .target, fields: ["target": "a:80", "weight": 5], references: [("upstream", "u")],
      request: #"PUT /upstreams/u/targets/x {"target":"a:80","weight":5,"id":"x"}"#),
    Case(
      action: .update, kind: .certificate, fields: ["cert": "c", "key": "k"],
      request: #"PUT /certificates/x {"cert":"c","key":"k","id":"x"}"#),
    Case(
      kind: .keyAuth, fields: ["key": "k"], references: [("consumer", "c")],
      request: #"PUT /consumers/c/key-auth/x {"key":"k","id":"x"}"#),
    Case(
      kind: .basicAuth, fields: ["username": "u", "password": "p"], references: [("consumer", "c")],
      request: #"PUT /consumers/c/basic-auth/x {"username":"u","password":"p","id":"x"}"#),
    Case(
      kind: .basicAuth, fields: ["username": "u", "password": "h"], references: [("consumer", "c")], sendsHashes: true,
      request: #"PUT /consumers/c/basic-auth/x?skip_hash=true {"username":"u","password":"h","id":"x"}"#),
    Case(
      action: .update, kind: .basicAuth, fields: ["tags": ["t"]],
      old: ["id": "x", "username": "u", "password": "hash", "updated_at": 2], isPartial: true,
      references: [("consumer", "c")],
      request: #"PUT /consumers/c/basic-auth/x?skip_hash=true {"id":"x","username":"u","password":"hash","tags":["t"]}"#
    ),
    Case(
      kind: .degraphqlRoute, fields: ["uri": "/a", "query": "q"], references: [("service", "s")],
      request: #"PUT /services/s/degraphql/routes/x {"uri":"/a","query":"q","id":"x"}"#),
    Case(
      kind: .costDecoration, fields: ["type_path": "Q.a"], references: [("service", "s")],
      request: #"PUT /services/s/graphql-rate-limiting-advanced/costs/x {"type_path":"Q.a","id":"x"}"#),
    Case(
      action: .delete, kind: .groupOverride, fields: ["name": "rate-limiting-advanced"],
      references: [("consumer_group", "g")], request: "DELETE /v1/consumer-groups/g/rate-limiting-advanced-config "),
    Case(
      action: .update, kind: .clonedPlugin, fields: ["name": "c", "ref": "cors"],
      request: #"PUT /cloned-plugins/x {"name":"c","ref":"cors","id":"x"}"#),
  ]

  private func change(_ one: Case) -> EntityWrite {
    var change = Change(action: one.action, kind: one.kind, label: "", id: "x")
    change.fields = one.fields
    change.old = one.old
    change.isPartial = one.isPartial
    change.references = one.references.map { Change.Reference(field: $0.0, target: .id($0.1)) }
    return EntityWrite(change, id: "x", ids: [])
  }

  @Test("a change becomes one request", arguments: cases)
  func requests(one: Case) async throws {
    try await withServer(try ScriptedServer { request, _ in Script.usual(request) }) { server in
      var settings = Script.settings(server)
      settings.sendsHashes = one.sendsHashes
      try await KonnectWriter(settings, workspace: "team").write(change(one))
      let sent = server.requests.filter { $0.method != "GET" }
      let words = sent.map { "\($0.method) \($0.target.replacing("\(Script.base)/team", with: "")) \($0.text)" }
      #expect(words == [one.request])
      #expect(server.requests.count == 2, "the look-up, and the change")
    }
  }

  @Test("a part of an entity becomes the whole, as it is stored")
  func part() async throws {
    let server = try ScriptedServer { request, _ in
      request.method == "GET" && request.path == "\(Script.base)/services/x"
        ? .json(#"{"id":"x","name":"a","host":"h","updated_at":5}"#) : Script.usual(request)
    }
    try await withServer(server) { server in
      let freed = Case(action: .free, kind: .service, fields: ["name": "temporary"], isPartial: true, request: "")
      try await KonnectWriter(Script.settings(server)).write(change(freed))
      #expect(server.requests.last?.method == "PUT")
      #expect(server.requests.last?.text == #"{"id":"x","name":"temporary","host":"h"}"#)
    }
  }

  @Test("a target is posted where it cannot be put")
  func post() async throws {
    let server = try ScriptedServer { request, _ in
      request.method == "PUT" ? .status(404) : Script.usual(request)
    }
    try await withServer(server) { server in
      let target = Case(kind: .target, fields: ["target": "a:80"], references: [("upstream", "u")], request: "")
      try await KonnectWriter(Script.settings(server)).write(change(target))
      #expect(server.requests.last?.method == "POST")
      #expect(server.requests.last?.path == "\(Script.base)/upstreams/u/targets")
      #expect(server.requests.last?.text == #"{"target":"a:80","id":"x"}"#)
    }
  }

  @Test("a workspace that is there is as good as one that was made")
  func workspace() async throws {
    let server = try ScriptedServer { request, _ in
      request.method == "POST" ? .json(#"{"message":"taken"}"#, status: 409) : Script.usual(request)
    }
    try await withServer(server) { server in
      _ = try await KonnectWriter(Script.settings(server)).createWorkspace("team")
      #expect(server.requests.last?.path == "\(Script.base)/workspaces")
      #expect(server.requests.last?.text == #"{"name":"team"}"#)
    }
  }
}
