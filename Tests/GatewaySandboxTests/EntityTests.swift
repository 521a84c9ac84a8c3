import Documents
import Testing

/// Creating, reading, changing, replacing and deleting, as a client sees it.
struct EntityTests {
  private let first = "10000000-0000-4000-8000-000000000001"
  private let second = "10000000-0000-4000-8000-000000000002"

  @Test func aCreatedEntityIsCompleteAndFoundByIDAndName() async throws {
    try await withSandbox { connection, _ in
      let created = try await connection.expect(201, "POST", "/services", ["name": "orders", "host": "o.test"])
      #expect(created["retries"] == 5)
      #expect(created["protocol"] == "http")
      #expect(created["tags"] == .null)
      #expect(created["created_at"]?.integer != nil)
      let id = try #require(created["id"]?.string)
      #expect(try await connection.expect(200, "GET", "/services/orders") == created)
      #expect(try await connection.expect(200, "GET", "/services/\(id.uppercased())") == created)
      #expect(try await connection.send("HEAD", "/services/orders").status == 200)
      try await connection.expect(404, "GET", "/services/other")
    }
  }

  @Test func putReplacesAndPatchMerges() async throws {
    try await withSandbox { connection, _ in
      let path = "/services/\(first)"
      try await connection.expect(200, "PUT", path, ["name": "a", "host": "h", "retries": 9, "tags": ["x"]])
      let patched = try await connection.expect(200, "PATCH", path, ["port": 81])
      #expect(patched["retries"] == 9)
      #expect(patched["port"] == 81)
      let replaced = try await connection.expect(200, "PUT", path, ["name": "a", "host": "h", "created_at": 1000])
      #expect(replaced["retries"] == 5)
      #expect(replaced["tags"] == .null)
      #expect(replaced["created_at"] == 1000)
      // Without it the time of creation is lost.
      let again = try await connection.expect(200, "PUT", path, ["name": "a", "host": "h"])
      #expect(again["created_at"] != 1000)
    }
  }

  @Test func putByNameKeepsTheIDAndTheNameOfTheAddress() async throws {
    try await withSandbox { connection, _ in
      let created = try await connection.expect(200, "PUT", "/services/a", ["host": "h"])
      let replaced = try await connection.expect(200, "PUT", "/services/a", ["name": "b", "host": "i"])
      #expect(replaced["id"] == created["id"])
      #expect(replaced["name"] == "a")
      #expect(replaced["host"] == "i")
    }
  }

  @Test func recordsOfAPluginAreMergedByPatch() async throws {
    try await withSandbox { connection, _ in
      let config: Node = ["minute": 5, "policy": "redis", "redis": ["host": "r.test", "port": 6380]]
      try await connection.expect(200, "PUT", "/plugins/\(first)", ["name": "rate-limiting", "config": config])
      let patched = try await connection.expect(
        200, "PATCH", "/plugins/\(first)", ["config": ["redis": ["port": 6381]]])
      #expect(patched["config", "redis", "host"] == "r.test")
      #expect(patched["config", "redis", "port"] == 6381)
      #expect(patched["config", "redis_port"] == 6381)
      #expect(patched["config", "minute"] == 5)
    }
  }

  @Test func uniqueValuesAreHeldUntilTheyAreFreed() async throws {
    try await withSandbox { connection, _ in
      try await connection.expect(200, "PUT", "/services/\(first)", ["name": "a", "host": "h"])
      let refused = try await connection.expect(409, "PUT", "/services/\(second)", ["name": "a", "host": "h"])
      #expect(refused["code"] == 5)
      #expect(refused["message"] == #"UNIQUE violation detected on '{name="a"}'"#)
      try await connection.expect(404, "GET", "/services/\(second)")
      try await connection.expect(200, "PATCH", "/services/\(first)", ["name": .null])
      try await connection.expect(200, "PUT", "/services/\(second)", ["name": "a", "host": "h"])
      let taken = try await connection.expect(400, "POST", "/services", ["id": Node(.string(first)), "host": "h"])
      #expect(taken["code"] == 3)
    }
  }

  @Test func referencesMustExistAndMayBeByName() async throws {
    try await withSandbox { connection, _ in
      let service = try await connection.expect(201, "POST", "/services", ["name": "a", "host": "h"])
      let route = try await connection.expect(
        201, "POST", "/routes", ["name": "r", "paths": ["/r"], "service": ["name": "a"]])
      #expect(route["service", "id"] == service["id"])
      let unknown = try await connection.expect(
        400, "POST", "/routes", ["paths": ["/r"], "service": ["name": "b"]])
      #expect(unknown["code"] == 13)
      let missing = try await connection.expect(
        400, "POST", "/routes", ["paths": ["/r"], "service": ["id": Node(.string(second))]])
      #expect(missing["code"] == 4)
      #expect(missing["fields", "service", "id"]?.string == second)
    }
  }

  @Test func deletionTakesWhatBelongsToItAndIsRefusedWhileReferredTo() async throws {
    try await withSandbox { connection, _ in
      try await connection.expect(201, "POST", "/services", ["name": "a", "host": "h"])
      try await connection.expect(201, "POST", "/services/a/routes", ["name": "r", "paths": ["/r"]])
      try await connection.expect(201, "POST", "/services/a/plugins", ["name": "cors"])
      let refused = try await connection.expect(400, "DELETE", "/services/a")
      #expect(refused["fields", "@referenced_by"] == "routes")
      try await connection.expect(204, "DELETE", "/routes/r")
      try await connection.expect(204, "DELETE", "/services/a")
      #expect(try await connection.expect(200, "GET", "/plugins").ids.isEmpty)
      // Deleting what is not there is fine at the top, and not below a parent.
      try await connection.expect(204, "DELETE", "/services/a")
      try await connection.expect(404, "DELETE", "/services/a/routes/r")
    }
  }

  @Test func credentialsMoveBetweenConsumers() async throws {
    try await withSandbox { connection, _ in
      try await connection.expect(201, "POST", "/consumers", ["username": "a"])
      let other = try await connection.expect(201, "POST", "/consumers", ["username": "b"])
      try await connection.expect(200, "PUT", "/consumers/a/key-auth/\(first)", ["key": "k"])
      let moved = try await connection.expect(200, "PUT", "/consumers/b/key-auth/\(first)", ["key": "k"])
      #expect(moved["consumer", "id"] == other["id"])
      try await connection.expect(404, "GET", "/consumers/a/key-auth/k")
      #expect(try await connection.expect(200, "GET", "/key-auths/k/consumer")["username"] == "b")
      try await connection.expect(204, "DELETE", "/consumers/b")
      #expect(try await connection.expect(200, "GET", "/key-auths").ids.isEmpty)
    }
  }

  @Test func whatCantBeDoneIsSaid() async throws {
    try await withSandbox { connection, _ in
      try await connection.expect(405, "DELETE", "/services")
      try await connection.expect(405, "POST", "/services/x", ["host": "h"])
      try await connection.expect(404, "GET", "/nope")
      try await connection.expect(404, "GET", "/workspaces")
      let missing = try await connection.expect(404, "PATCH", "/services/\(first)", ["host": "h"])
      #expect(missing["message"]?.string?.contains("primary key") == true)
      let odd = try await connection.send(
        "POST", "/services", body: Array("{".utf8), headers: ["Content-Type": "application/json"])
      #expect(odd.status == 400)
      #expect(odd.json["message"] == "Cannot parse JSON body")
      let unknown = try await connection.send(
        "POST", "/services", body: Array("x".utf8), headers: ["Content-Type": "text/csv"])
      #expect(unknown.status == 415)
    }
  }

  @Test func formsAreReadByTheTypesOfTheSchema() async throws {
    try await withSandbox { connection, _ in
      try await connection.expect(201, "POST", "/services", ["name": "a", "host": "h"])
      let form = "name=rate-limiting&config.minute=7&config.fault_tolerant=false&tags[]=x&tags[]=y+z&enabled=true"
      let answer = try await connection.send(
        "POST", "/services/a/plugins", body: Array(form.utf8),
        headers: ["Content-Type": "application/x-www-form-urlencoded"])
      #expect(answer.status == 201, "\(answer.text)")
      #expect(answer.json["config", "minute"] == 7)
      #expect(answer.json["config", "fault_tolerant"] == false)
      #expect(answer.json["tags"] == ["x", "y z"])
    }
  }
}
