import Documents
import Testing

@testable import Targets

@Suite("Writing to an Admin API")
struct WriterTests {
  private func writer(_ server: ScriptedServer, workspace: String? = nil) throws -> AdminWriter {
    try AdminWriter(
      ConnectionSettings(address: server.address, version: "0"), workspace: workspace, policy: quickPolicy())
  }

  @Test("each method sends its body as JSON and brings back the answer")
  func methods() async throws {
    try await withServer(try ScriptedServer(always: .json(#"{"id":"1"}"#))) { server in
      let writer = try writer(server, workspace: "w")
      #expect(try await writer.put(["services", "a/b"], body: ["name": "x"]) == ["id": "1"])
      #expect(try await writer.post(["services"], body: ["n": 1]) == ["id": "1"])
      #expect(try await writer.patch(["services", "y"], body: ["n": .null]) == ["id": "1"])
      #expect(try await writer.inWorkspace(nil).put(["services", "z"], body: [:]) == ["id": "1"])
      #expect(
        server.requests.map { "\($0.method) \($0.target) \($0.text) \($0.headers["content-type"] ?? "")" } == [
          #"PUT /w/services/a%2Fb {"name":"x"} application/json"#, #"POST /w/services {"n":1} application/json"#,
          #"PATCH /w/services/y {"n":null} application/json"#, "PUT /services/z {} application/json",
        ])
    }
  }

  @Test("removing: 204 is done, 404 is the caller's to judge")
  func delete() async throws {
    let server = try ScriptedServer { _, number in number == 0 ? .answer(204, [], "") : .status(404) }
    try await withServer(server) { server in
      let writer = try writer(server)
      try await writer.delete(["services", "x"])
      let error = await #expect(throws: AdminError.self) {
        try await writer.delete(["upstreams", "u", "targets", "t"])
      }
      #expect(error?.status == 404)
      #expect(server.requests.map(\.method) == ["DELETE", "DELETE"])
      #expect(server.requests.allSatisfy { $0.headers["content-type"] == nil && $0.body.isEmpty })
    }
  }

  @Test("a refusal tells status, code, name and fields")
  func refusal() async throws {
    let body =
      #"{"message":"UNIQUE violation detected on '{name=\"s2\"}'","code":5,"fields":{"name":"s2"},"name":"unique constraint violation"}"#
    try await withServer(try ScriptedServer(always: .json(body, status: 409))) { server in
      let error = await #expect(throws: AdminError.self) { try await writer(server).put(["services", "a"], body: [:]) }
      guard case .refused(let refusal) = error else { return #expect(Bool(false)) }
      #expect(refusal.isUniqueViolation)
      #expect(refusal.code == 5)
      #expect(refusal.name == "unique constraint violation")
      #expect(refusal.fields == ["name": "s2"])
      #expect(
        refusal.description.hasPrefix(
          #"the gateway refused with status 409: UNIQUE violation detected on '{name="s2"}' (PUT http://127.0.0.1:"#))
      #expect(error?.mayHaveBeenDone == false)
      #expect(server.requests.count == 1)
    }
  }

  @Test("what is created without an id is not sent twice; with one it is")
  func post() async throws {
    try await withServer(try ScriptedServer(always: .status(500))) { server in
      let writer = try writer(server)
      let once = await #expect(throws: AdminError.self) { try await writer.post(["x"], body: [:]) }
      #expect(server.requests.count == 1)
      #expect(once?.mayHaveBeenDone == true)
      let often = await #expect(throws: AdminError.self) {
        try await writer.post(["x"], body: ["id": "1"], isRepeatable: true)
      }
      #expect(server.requests.count == 6)
      #expect(often?.description.hasSuffix("/x, tried 5 times)") == true)
    }
  }
}
