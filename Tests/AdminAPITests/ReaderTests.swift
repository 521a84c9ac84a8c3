import Documents
import GatewayModel
import Glibc
import GatewaySchemas
import Synchronization
import TestSupport
import Testing

@testable import Targets

/// A reader of a scripted server whose waits take no time.
func reader(_ server: ScriptedServer, workspace: String? = nil) throws -> AdminReader {
  try AdminReader(
    ConnectionSettings(address: server.address, version: "0"), workspace: workspace, policy: quickPolicy())
}

@Suite("Reading from an Admin API")
struct ReaderTests {
  @Test("documents come as trees, keys in their order")
  func get() async throws {
    try await withServer(try ScriptedServer(always: .json(#"{"b":1,"a":[true,null]}"#))) { server in
      let document = try await reader(server).get(["services", "a b"], query: [("x", "y z")])
      #expect(document == ["b": 1, "a": [true, .null]])
      #expect(document.object?.keys == ["b", "a"])
      #expect(server.requests.first?.method == "GET")
      #expect(server.requests.first?.target == "/services/a%20b?x=y%20z")
    }
  }

  @Test("a workspace stands before everything but schemas' cache")
  func workspace() async throws {
    try await withServer(try ScriptedServer(always: .json(#"{"fields":[]}"#))) { server in
      let first = try reader(server, workspace: "team a")
      _ = try await first.get(["services"])
      _ = try await first.schema(entity: "services")
      _ = try await first.inWorkspace("b").schema(entity: "services")
      _ = try await first.inWorkspace(nil).get(["services"])
      #expect(server.requests.map(\.target) == ["/team%20a/services", "/team%20a/schemas/services", "/services"])
    }
  }

  @Test("what is missing is nil where asked so, else a refusal")
  func missing() async throws {
    try await withServer(try ScriptedServer(always: .json(#"{"message":"Not found"}"#, status: 404))) { server in
      let reader = try reader(server)
      #expect(try await reader.getIfPresent(["services", "x"]) == nil)
      let error = await #expect(throws: AdminError.self) { try await reader.get(["services", "x"]) }
      #expect(error?.description.hasPrefix("the gateway refused with status 404: Not found (GET ") == true)
    }
  }

  @Test(
    "answers that are none of an Admin API",
    arguments: [
      (
        ScriptedServer.Reply.answer(200, [("Content-Type", "text/html")], "<html>"),
        "it is not JSON but text/html (GET http://127.0.0.1:"
      ),
      (.json("{"), "it is not JSON"), (.json(""), "it is not JSON"), (.json(#"{"a":1}x"#), "it is not JSON"),
      (
        .answer(302, [("Location", "http://user:geheim@x/")], ""),
        "it sends the request elsewhere, which is not followed (GET http://127.0.0.1:"
      ),
    ])
  func unexpected(reply: ScriptedServer.Reply, reason: String) async throws {
    try await withServer(try ScriptedServer(always: reply)) { server in
      let error = await #expect(throws: AdminError.self) { try await reader(server).get(["x"]) }
      guard case .unexpectedAnswer(_, let said) = error else {
        Issue.record("\(String(describing: error))")
        return
      }
      #expect(said.hasPrefix(reason))
      #expect(error?.hint != nil)
    }
  }

  @Test("a name with a meaning of its own in a path is not asked for")
  func specialName() async throws {
    try await withServer(try ScriptedServer(always: .json("{}"))) { server in
      let error = await #expect(throws: AdminError.self) { try await reader(server).get(["services", ".."]) }
      guard case .transport(let cause) = error else { return #expect(Bool(false)) }
      #expect(cause.kind == .invalidAddress)
      #expect(server.requests.isEmpty)
    }
  }

  @Test(
    "the gateway's version and edition",
    arguments: [
      (#"{"version":"3.9.1","edition":"community","configuration":{"database":"postgres"}}"#, "3.9.1", false),
      (
        #"{"version":"3.4.3.1-enterprise-edition","configuration":{"database":"off"}}"#, "3.4.3.1-enterprise-edition",
        true
      ),
      (#"{"version":"3.11.0.2"}"#, "3.11.0.2", true), (#"{"version":"2.8.1","edition":"enterprise"}"#, "2.8.1", true),
      (#"{"version":"2.8.1"}"#, "2.8.1", false),
    ])
  func root(body: String, version: String, isEnterprise: Bool) async throws {
    try await withServer(try ScriptedServer(always: .json(body))) { server in
      let information = try await reader(server, workspace: "w").root()
      #expect(information.version == version)
      #expect((information.edition == .enterprise) == isEnterprise)
      #expect(server.requests.map(\.target) == ["/"])
    }
  }

  @Test("more of what the gateway says of itself")
  func rootDetails() async throws {
    let body = #"{"version":"3.9.1","configuration":{"database":"off"},"plugins":{"available_on_server":{"acl":{}}}}"#
    try await withServer(try ScriptedServer(always: .json(body))) { server in
      let information = try await reader(server).root()
      #expect(information.database == "off")
      #expect(information.plugins == ["acl"])
      #expect(information.majorMinor?.major == 3)
      #expect(information.majorMinor?.minor == 9)
    }
  }

  @Test("a token that is good in one workspace only learns the version there")
  func rootInWorkspace() async throws {
    let server = try ScriptedServer { request, _ in
      request.target == "/w/kong" ? .json(#"{"version":"3.9.0.0"}"#) : .status(403)
    }
    try await withServer(server) { server in
      let version = try await reader(server, workspace: "w").root().version
      #expect(version == "3.9.0.0")
      let error = await #expect(throws: AdminError.self) { try await reader(server).root() }
      #expect(error?.isForbidden == true)
    }
  }

  @Test("an answer without a version is no gateway's")
  func rootOfSomethingElse() async throws {
    try await withServer(try ScriptedServer(always: .json("{}"))) { server in
      let error = await #expect(throws: AdminError.self) { try await reader(server).root() }
      #expect(error == .unexpectedAnswer(status: 200, reason: "it names no version of a gateway"))
    }
  }

  @Test("a schema is fetched once, however many ask for it together")
  func schemaOnce() async throws {
    let body = #"{"fields":[{"config":{"type":"record","fields":[{"minute":{"type":"number"}}]}}]}"#
    let server = try ScriptedServer { request, _ in
      .late(.milliseconds(30), request.path.hasSuffix("nope") ? .status(404) : .json(body))
    }
    try await withServer(server) { server in
      let reader = try reader(server)
      try await withThrowingTaskGroup(of: Schema?.self) { group in
        for _ in 0..<20 { group.addTask { try await reader.schema(plugin: "rate-limiting") } }
        for try await schema in group { #expect(schema?.config?.record?["minute"]?.type == .number) }
      }
      #expect(try await reader.schema(plugin: "nope") == nil)
      #expect(try await reader.schema(plugin: "nope") == nil)
      #expect(try await reader.schema(entity: "rate-limiting") != nil)
      #expect(
        server.requests.map(\.target) == [
          "/schemas/plugins/rate-limiting", "/schemas/plugins/nope", "/schemas/rate-limiting",
        ])
    }
  }

  @Test("one who gives up waiting for a schema does not spoil it for the others")
  func schemaCancelled() async throws {
    let mayAnswer = Atomic<Bool>(false)
    let server = try ScriptedServer { _, _ in
      while !mayAnswer.load(ordering: .relaxed) { usleep(1000) }
      return .json(#"{"fields":[]}"#)
    }
    try await withServer(server) { server in
      defer { mayAnswer.store(true, ordering: .relaxed) }
      let reader = try reader(server)
      let first = Task { try await reader.schema(entity: "services") }
      let second = Task { try await reader.schema(entity: "services") }
      try await wait(for: "two that wait") { reader.schemas.waiting("schemas/services") == 2 }
      first.cancel()
      try await wait(for: "one that waits") { reader.schemas.waiting("schemas/services") == 1 }
      mayAnswer.store(true, ordering: .relaxed)
      #expect(try await second.value != nil)
      #expect(server.requests.count == 1)
    }
  }

  @Test("a schema that nobody waits for any more is given up, and fetched anew when asked for again")
  func schemaAbandoned() async throws {
    let server = try ScriptedServer { _, number in
      .late(.seconds(number == 0 ? 1800 : 0), .json(#"{"fields":[]}"#))
    }
    try await withServer(server) { server in
      let reader = try reader(server)
      let first = Task { try await reader.schema(entity: "services") }
      try await wait(for: "the request") { !server.requests.isEmpty }
      first.cancel()
      await #expect(throws: AdminError.self) { try await first.value }
      #expect(try await reader.schema(entity: "services") != nil)
    }
  }

  @Test("a failure on the way is not kept in the place of a schema")
  func schemaFailure() async throws {
    let server = try ScriptedServer { _, number in number < 5 ? .drop : .json(#"{"fields":[]}"#) }
    try await withServer(server) { server in
      let reader = try reader(server)
      await #expect(throws: AdminError.self) { try await reader.schema(entity: "services") }
      #expect(try await reader.schema(entity: "services") != nil)
    }
  }

  @Test("checking an entity against its schema asks and changes nothing")
  func validate() async throws {
    let server = try ScriptedServer { _, number in
      number == 0
        ? .json(#"{"message":"schema validation successful"}"#)
        : .json(#"{"message":"bad","code":2,"name":"schema violation","fields":{"host":"missing"}}"#, status: 400)
    }
    try await withServer(server) { server in
      let reader = try reader(server)
      try await reader.validate(["host": "a"], schema: ["services"])
      let error = await #expect(throws: AdminError.self) { try await reader.validate([:], schema: ["plugins"]) }
      guard case .refused(let refusal) = error else { return #expect(Bool(false)) }
      #expect(refusal.fields == ["host": "missing"])
      #expect(server.requests.map(\.target) == ["/schemas/services/validate", "/schemas/plugins/validate"])
      #expect(server.requests.first?.text == #"{"host":"a"}"#)
    }
  }
}
