import Documents
import Foundation
import GatewaySandbox
import Testing

/// What goes wrong on demand, in Konnect's words, and what outlives a sandbox.
struct KonnectFaultTests {
  @Test func tooManyRequestsAreRefusedWithAHint() async throws {
    try await KonnectClient.run { konnect in
      try await konnect.connection.expect(200, "PUT", "/_sandbox/faults", ["rate_limit": 1])
      var refused = try await konnect.send("GET", "/services")
      while refused.status == 200 { refused = try await konnect.send("GET", "/services") }
      #expect(refused.status == 429 && refused.headers["retry-after"] == "1")
      #expect(refused.json["message"] == "API rate limit exceeded")
    }
  }

  @Test func chosenRequestsFailInKonnectsWords() async throws {
    try await KonnectClient.run { konnect in
      let rules: Node = [
        ["path": "/v2/control-planes", "status": 503, "count": 1],
        ["path": "*/core-entities/services", "status": 403, "count": 1],
        ["path": "*/core-entities/routes", "status": 429, "retry_after": 30, "retry_after_date": true, "count": 1],
        ["path": "*/core-entities/plugins", "status": 302, "location": "http://127.0.0.1:1/x", "count": 1],
      ]
      try await konnect.connection.expect(200, "PUT", "/_sandbox/faults", ["rules": rules])
      let shown = try await konnect.connection.expect(200, "GET", "/_sandbox/faults")
      #expect(shown["rules"] == rules.withMethods)
      let planes = try await konnect.send("GET", "/v2/control-planes")
      #expect(planes.status == 503 && planes.json["title"] == "Service Unavailable")
      #expect(planes.headers["content-type"] == "application/problem+json")
      #expect(try await konnect.expect(403, "GET", "/services")["code"] == 7)
      let date = try await konnect.send("GET", "/routes").headers["retry-after"]
      #expect(date?.hasSuffix(" GMT") == true)
      let away = try await konnect.send("GET", "/plugins")
      #expect(away.status == 302 && away.headers["location"] == "http://127.0.0.1:1/x")
      try await konnect.expect(200, "GET", "/services")
    }
  }

  @Test func aForbiddenCollectionIsOneOfCoreEntities() async throws {
    try await KonnectClient.run({ $0.faults.forbidden = ["consumers"] }) { konnect in
      try await konnect.expect(403, "GET", "/consumers")
      try await konnect.expect(201, "POST", "/workspaces", ["name": "team"])
      try await konnect.expect(403, "GET", "/team/consumers")
      try await konnect.expect(200, "GET", "/services")
    }
  }

  @Test func theStateSurvivesARestart() async throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("fairlead-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let keep = { (configuration: inout SandboxConfiguration) in
      configuration.state = folder.appendingPathComponent("state").path
    }
    let saved = try await KonnectClient.run(keep) { konnect in
      try await konnect.expect(201, "POST", "/v2/control-planes", ["name": "second"])
      for name in ["team", "empty"] {
        try await konnect.expect(201, "POST", "/workspaces", ["name": Node(.string(name))])
      }
      try await konnect.expect(201, "POST", "/team/services", ["name": "b", "host": "h"])
      return try await konnect.expect(201, "POST", "/services", ["name": "a", "host": "h"])
    }
    try await KonnectClient.run(keep) { konnect in
      #expect(try await konnect.expect(200, "GET", "/services")["data"] == [saved])
      #expect(try await konnect.expect(200, "GET", "/team/services")["data", 0, "name"] == "b")
      try await konnect.expect(200, "GET", "/empty/services")
      let planes = try await konnect.expect(200, "GET", "/v2/control-planes")
      #expect(planes["data"]?.array?.compactMap { $0["name"]?.string } == ["default", "second"])
    }
  }
}

extension Node {
  /// Rules of faults as they are shown: each with the methods it is for.
  fileprivate var withMethods: Node {
    Node(
      .array(
        (array ?? []).map { rule in
          var object = rule.object ?? Object()
          object["method"] = "*"
          return Node(.object(object))
        }))
  }
}
