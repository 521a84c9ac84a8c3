import Documents
import Synchronization
import TestSupport
import Testing

@testable import GatewaySandbox

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
    try await withSandbox({ $0.faults.rateLimit = 1 }) { connection, _ in
      try await connection.expect(200, "GET", "/services")
      var refused = try await connection.send("GET", "/services")
      // Where requests come slowly enough, none is refused; one will come sooner.
      while refused.status == 200 { refused = try await connection.send("GET", "/services") }
      #expect(refused.status == 429)
      #expect(refused.headers["retry-after"] == "1")
    }
  }

  @Test func aLimitIsOneOfRequestsASecond() {
    let time = Mutex(1000.0)
    var settings = FaultSettings()
    settings.rateLimit = 2
    let faults = Faults(settings, clock: { time.withLock { $0 } })
    let request = AdminRequest(method: "GET", target: "/services", contentType: nil, body: [])
    func statuses(_ count: Int) -> [Int] {
      (0..<count).map { _ in faults.verdict(on: request) { _ in nil }.answer?.status ?? 200 }
    }
    #expect(statuses(4) == [200, 200, 429, 429])
    time.withLock { $0 += 0.5 }
    #expect(statuses(2) == [200, 429])
    time.withLock { $0 += 60 }
    #expect(statuses(3) == [200, 200, 429])
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
    let clients = try await withSandbox { connection, sandbox in
      try await connection.expect(404, "GET", "/services/a")
      // Answers that nobody lives to see: all four are under way together.
      try await connection.expect(200, "PATCH", "/_sandbox/faults", ["latency_ms": 86_400_000])
      let clients = try (0..<4).map { _ in
        let client = try HTTPConnection(sandbox.address)
        return Task { try await client.send("GET", "/services") }
      }
      func counters() async throws -> Node { try await connection.expect(200, "GET", "/_sandbox/counters") }
      try await wait(for: "four requests under way") { try await counters()["in_flight"] == 4 }
      let counted = try await counters()
      #expect(counted["requests"] == 5)
      #expect(counted["by_method", "GET"] == 5)
      #expect(counted["writes"] == 0)
      #expect(counted["by_status", "404"] == 1)
      #expect(counted["max_in_flight"] == 4)
      try await connection.expect(204, "DELETE", "/_sandbox/counters")
      #expect(try await counters()["requests"] == 0)
      return clients
    }
    for client in clients { await #expect(throws: HTTPConnection.Failure.self) { try await client.value } }
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
