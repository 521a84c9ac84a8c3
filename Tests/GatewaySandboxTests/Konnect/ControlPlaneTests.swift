import Documents
import GatewaySandbox
import Testing

/// What stands around a control plane's entities: tokens, the look-up, accounts.
struct ControlPlaneTests {
  @Test func withoutTheTokenNothingIsAnswered() async throws {
    try await KonnectClient.run { konnect in
      for header in [[:], ["Authorization": "Bearer other"], ["Authorization": "Basic kpat_secret"]] {
        let planes = try await konnect.connection.send("GET", "/v2/control-planes", headers: header)
        #expect(planes.status == 401)
        #expect(planes.headers["content-type"] == "application/problem+json")
        #expect(planes.json["status"] == 401 && planes.json["detail"] == "A valid token is required")
        let services = try await konnect.connection.send("GET", konnect.root + "/services", headers: header)
        #expect(services.status == 401)
        #expect(services.json == ["message": "A valid token is required", "status": 401])
        let targets = try await konnect.connection.send("GET", konnect.root + "/targets", headers: header)
        #expect(targets.status == 401 && targets.json["title"] == "Unauthorized")
      }
    }
  }

  @Test func anyTokenWillDoWhereNoneIsGiven() async throws {
    try await withSandbox({ $0.konnect = SandboxConfiguration.Konnect(controlPlanes: ["a", "b"]) }) { connection, _ in
      let other = KonnectClient(connection: connection, token: "any", root: "")
      let planes = try await other.expect(200, "GET", "/v2/control-planes")
      #expect(planes["data"]?.array?.compactMap { $0["name"]?.string } == ["a", "b"])
      let without = try await connection.send("GET", "/v2/control-planes")
      #expect(without.status == 401)
    }
  }

  @Test func theyAreFoundByNameAndPageByPage() async throws {
    try await KonnectClient.run { konnect in
      for number in 1...24 {
        try await konnect.expect(201, "POST", "/v2/control-planes", ["name": Node(.string("plane-\(number)"))])
      }
      func page(_ query: String) async throws -> (names: [String], total: Int?) {
        let answer = try await konnect.expect(200, "GET", "/v2/control-planes?\(query)")
        return (
          (answer["data"]?.array ?? []).compactMap { $0["name"]?.string }, answer["meta", "page", "total"]?.integer
        )
      }
      #expect(try await page("filter%5Bname%5D%5Beq%5D=plane-7") == (["plane-7"], 1))
      #expect(try await page("filter[name][eq]=Plane-7") == ([], 0))
      #expect(try await page("filter[name][contains]=-2").total == 6)
      let sizes = try await [1, 2, 3, 4].asyncMap { number in
        try await page("page[size]=10&page[number]=\(number)").names.count
      }
      #expect(sizes == [10, 10, 5, 0])
      #expect(try await page("").names.count == 10)
      try await konnect.expect(400, "GET", "/v2/control-planes?page[size]=x")

      let older = try await konnect.expect(200, "GET", "/konnect-api/api/runtime_groups?size=20&page=2")
      #expect(older["data"]?.array?.count == 5 && older["page"] == 2 && older["pageCount"] == 2)
    }
  }

  @Test func theyAreMadeChangedAndDeleted() async throws {
    try await KonnectClient.run { konnect in
      let made = try await konnect.expect(
        201, "POST", "/v2/control-planes", ["name": "team", "labels": ["env": "test"]])
      #expect(made["config", "cluster_type"] == "CLUSTER_TYPE_CONTROL_PLANE")
      let path = "/v2/control-planes/\(made["id"]?.string ?? "")"
      #expect(try await konnect.expect(200, "GET", path) == made)
      let taken = try await konnect.expect(409, "POST", "/v2/control-planes", ["name": "team"])
      #expect(taken["detail"] == "Control Plane with provided name already exists.")
      #expect(try await konnect.expect(200, "PATCH", path, ["description": "d"])["description"] == "d")
      let wrong = try await konnect.expect(400, "POST", "/v2/control-planes", ["name": "x", "ids": 1])
      #expect(wrong["invalid_parameters", 0, "field"] == "ids")
      try await konnect.expect(200, "PUT", path + "/core-entities/services/a", ["host": "h"])
      #expect(try await konnect.expect(200, "GET", "/services").ids.isEmpty, "each has entities of its own")
      try await konnect.expect(204, "DELETE", path)
      try await konnect.expect(404, "GET", path)
      try await konnect.expect(404, "GET", path + "/core-entities/services")
    }
  }

  @Test func aGroupTakesNoEntities() async throws {
    try await KonnectClient.run { konnect in
      let group = try await konnect.expect(
        201, "POST", "/v2/control-planes", ["name": "group", "cluster_type": "CLUSTER_TYPE_CONTROL_PLANE_GROUP"])
      let path = "/v2/control-planes/\(group["id"]?.string ?? "")/core-entities/services"
      try await konnect.expect(200, "GET", path)
      #expect(try await konnect.expect(400, "PUT", path + "/a", ["host": "h"])["code"] == 9)
    }
  }

  @Test func theTokensOwnerIsTold() async throws {
    try await KonnectClient.run { konnect in
      #expect(try await konnect.expect(200, "GET", "/v2/organizations/me")["name"] == "Sandbox")
      #expect(try await konnect.expect(200, "GET", "/v2/users/me")["email"] != nil)
      try await konnect.expect(404, "GET", "/v2/organizations/other")
    }
  }
}

extension Sequence {
  fileprivate func asyncMap<Result>(_ transform: (Element) async throws -> Result) async rethrows -> [Result] {
    var results: [Result] = []
    for element in self { results.append(try await transform(element)) }
    return results
  }
}
