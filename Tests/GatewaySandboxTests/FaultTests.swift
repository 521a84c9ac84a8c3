import Documents
import GatewaySandbox
import Testing

/// Every fault, seen from outside, switched by the configuration and over the control path.
struct FaultTests {
  private func rule(_ method: String, _ path: String, _ action: FaultRule.Action, _ count: Int? = nil) -> FaultRule {
    FaultRule(method: method, path: path, action: action, count: count)
  }

  @Test func latencyDelaysEachAnswer() async throws {
    try await withSandbox({ $0.faults.latencyMilliseconds = 150 }) { connection, _ in
      let clock = ContinuousClock()
      let time = try await clock.measure { _ = try await connection.send("GET", "/services") }
      #expect(time >= .milliseconds(150))
    }
  }

  @Test func tooManyRequestsAreRefusedWithAHint() async throws {
    try await withSandbox({ $0.faults.rateLimit = 1 }) { connection, sandbox in
      let answers = try await withThrowingTaskGroup(of: HTTPConnection.Response.self) { group in
        for _ in 0..<6 {
          group.addTask { try await HTTPConnection(sandbox.address).send("GET", "/services") }
        }
        return try await group.reduce(into: []) { $0.append($1) }
      }
      #expect(answers.contains { $0.status == 200 })
      let refused = try #require(answers.first { $0.status == 429 })
      #expect(refused.headers["retry-after"] == "1")
      try await Task.sleep(for: .milliseconds(1100))
      try await connection.expect(200, "GET", "/services")
    }
  }

  @Test func chosenRequestsFailAsOftenAsAsked() async throws {
    try await withSandbox({ $0.faults.rules = [rule("PUT", "/services/*", .status(503), 2)] }) { connection, _ in
      let path = "/services/10000000-0000-4000-8000-000000000001"
      let body: Node = ["name": "a", "host": "h"]
      try await connection.expect(503, "PUT", path, body)
      try await connection.expect(404, "GET", path)
      try await connection.expect(503, "PUT", path, body)
      try await connection.expect(200, "PUT", path, body)
    }
  }

  @Test func aConnectionIsDroppedBeforeTheWork() async throws {
    try await withSandbox({ $0.faults.rules = [rule("POST", "*", .dropBefore, 1)] }) { connection, sandbox in
      await #expect(throws: HTTPConnection.Failure.closed) {
        _ = try await connection.send("POST", "/services", json: ["name": "a", "host": "h"])
      }
      let another = try HTTPConnection(sandbox.address)
      try await another.expect(404, "GET", "/services/a")
    }
  }

  @Test func aConnectionIsDroppedAfterTheWork() async throws {
    try await withSandbox({ $0.faults.rules = [rule("POST", "*", .dropAfter, 1)] }) { connection, sandbox in
      await #expect(throws: HTTPConnection.Failure.closed) {
        _ = try await connection.send("POST", "/services", json: ["name": "a", "host": "h"])
      }
      let another = try HTTPConnection(sandbox.address)
      try await another.expect(200, "GET", "/services/a")
    }
  }

  @Test func aBodyIsTruncated() async throws {
    try await withSandbox({ $0.faults.rules = [rule("GET", "/services", .truncate, 1)] }) { connection, sandbox in
      await #expect(throws: HTTPConnection.Failure.truncated) { _ = try await connection.send("GET", "/services") }
      try await HTTPConnection(sandbox.address).expect(200, "GET", "/services")
    }
  }

  @Test func aBodyComesSlowly() async throws {
    try await withSandbox({ $0.faults.rules = [rule("GET", "/services", .slow(milliseconds: 200))] }) { connection, _ in
      let clock = ContinuousClock()
      let time = try await clock.measure {
        let answer = try await connection.send("GET", "/services")
        #expect(answer.json["data"] == [])
      }
      #expect(time >= .milliseconds(180))
    }
  }

  @Test func nothingButReadingIsAllowed() async throws {
    try await withSandbox({ $0.faults.isReadOnly = true }) { connection, _ in
      let refused = try await connection.expect(405, "POST", "/services", ["name": "a", "host": "h"])
      #expect(refused["code"] == 12)
      try await connection.expect(405, "DELETE", "/services/a")
      try await connection.expect(200, "GET", "/services")
      try await connection.expect(200, "POST", "/schemas/services/validate", ["host": "h"])
    }
  }

  @Test func collectionsAreForbidden() async throws {
    try await withSandbox({ $0.faults.forbidden = ["consumers", "targets"] }) { connection, _ in
      try await connection.expect(403, "GET", "/consumers?size=1000")
      try await connection.expect(403, "GET", "/upstreams/u/targets")
      try await connection.expect(200, "GET", "/upstreams")
    }
  }

  @Test func aHeaderIsRequired() async throws {
    try await withSandbox({ $0.faults.requiredHeader = ("Kong-Admin-Token", "t:1") }) { connection, _ in
      var statuses: [Int] = []
      for headers in [[:], ["Kong-Admin-Token": "x"], ["kong-admin-token": "t:1"]] {
        statuses.append(try await connection.send("GET", "/services", headers: headers).status)
      }
      #expect(statuses == [401, 403, 200])
    }
  }

  @Test func theControlPathSwitchesFaultsAtRunTime() async throws {
    try await withSandbox { connection, _ in
      try await connection.expect(
        200, "PUT", "/_sandbox/faults",
        ["rules": [["method": "GET", "path": "/services", "status": 500, "count": 1]], "forbidden": ["routes"]])
      try await connection.expect(500, "GET", "/services")
      try await connection.expect(200, "GET", "/services")
      try await connection.expect(403, "GET", "/routes")
      let now = try await connection.expect(200, "PATCH", "/_sandbox/faults", ["read_only": true, "forbidden": .null])
      #expect(now["read_only"] == true)
      try await connection.expect(200, "GET", "/routes")
      try await connection.expect(405, "POST", "/services", ["host": "h"])
      try await connection.expect(400, "PATCH", "/_sandbox/faults", ["latency_ms": "long"])
      try await connection.expect(400, "PATCH", "/_sandbox/faults", ["no_such": true])
      try await connection.expect(204, "DELETE", "/_sandbox/faults")
      try await connection.expect(201, "POST", "/services", ["host": "h"])
    }
  }

  @Test func requestsAndConcurrencyAreCounted() async throws {
    try await withSandbox({ $0.faults.latencyMilliseconds = 1500 }) { connection, sandbox in
      try await withThrowingTaskGroup(of: Void.self) { group in
        for _ in 0..<4 {
          group.addTask { _ = try await HTTPConnection(sandbox.address).send("GET", "/services") }
        }
        try await group.waitForAll()
      }
      try await connection.expect(404, "GET", "/services/a")
      let counters = try await connection.expect(200, "GET", "/_sandbox/counters")
      #expect(counters["requests"] == 5)
      #expect(counters["by_method", "GET"] == 5)
      #expect(counters["by_status", "404"] == 1)
      #expect(counters["max_in_flight"] == 4)
      try await connection.expect(204, "DELETE", "/_sandbox/counters")
      #expect(try await connection.expect(200, "GET", "/_sandbox/counters")["requests"] == 0)
    }
  }

  @Test(
    arguments: [
      ("PUT:/services/*:500", "PUT", "/services/*", 500, nil), ("put:/a:b/*:429:3", "PUT", "/a:b/*", 429, 3),
      ("*:*:503:1", "*", "*", 503, 1), ("PUT:/services/*", nil, "", 0, nil), ("PUT:500", nil, "", 0, nil),
      (":/a:500", nil, "", 0, nil), ("GET:services:500", nil, "", 0, nil),
    ] as [(String, String?, String, Int, Int?)])
  func rulesAreReadFromFlags(_ text: String, _ method: String?, _ path: String, _ status: Int, _ count: Int?) {
    let rule = FaultRule(parsing: text, hasValue: true) { .status($0) }
    #expect(rule == method.map { FaultRule(method: $0, path: path, action: .status(status), count: count) })
  }
}
