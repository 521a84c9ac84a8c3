import Synchronization
import Testing

@testable import Targets

@Suite("Too many requests")
struct RateLimitTests {
  private func policy(_ patience: Duration) -> RequestPolicy {
    var policy = RequestPolicy()
    policy.rateLimitPatience = patience
    policy.parallelism = 4
    return policy
  }

  private func connection(_ server: ScriptedServer, _ policy: RequestPolicy) throws -> AdminConnection {
    try AdminConnection(ConnectionSettings(address: server.address, version: "0"), policy: policy)
  }

  @Test("all wait once, and what waited is no attempt")
  func onePause() async throws {
    // Seven times, which are more than there are attempts; then everything is taken.
    let server = try ScriptedServer { _, number in
      number < 7 ? .answer(429, [("Retry-After", number == 0 ? "1" : "0")], "") : .json("{}")
    }
    try await withServer(server) { server in
      let connection = try connection(server, policy(.seconds(60)))
      let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
        for _ in 0..<12 {
          group.addTask { try await connection.send(HTTPRequest(method: .get, target: "/")).status }
        }
        return try await group.reduce(into: []) { $0.append($1) }
      }
      #expect(statuses == Array(repeating: 200, count: 12))
      #expect(server.requests.count == 19)
      #expect(connection.currentLimit < 4)
    }
  }

  @Test("a pause longer than there is time for is an answer")
  func noTime() async throws {
    let server = try ScriptedServer(always: .answer(429, [("Retry-After", "3600")], #"{"message":"slow down"}"#))
    try await withServer(server) { server in
      let response = try await connection(server, policy(.seconds(600))).send(HTTPRequest(method: .get, target: "/"))
      #expect(response.status == 429)
      #expect(server.requests.count == 1)
      var limited = policy(.seconds(7200))
      limited.timeLimit = .seconds(60)
      let other = try await connection(server, limited).send(HTTPRequest(method: .get, target: "/"))
      #expect(other.status == 429 && server.requests.count == 2)
    }
  }

  @Test("without a length of its own, pauses grow until a request is let through")
  func growth() {
    let start = ContinuousClock.now
    let passed = Atomic(0)
    let pause = SharedPause { start + .seconds(passed.load(ordering: .relaxed)) }
    func wait(_ seconds: Int) { passed.add(seconds, ordering: .relaxed) }
    #expect(pause.rest == nil)
    #expect(pause.extend(by: nil) == .seconds(1))
    #expect(pause.extend(by: nil) == .seconds(1), "it is the same pause")
    #expect(pause.rest == .seconds(1))
    var lengths: [Duration] = []
    var last = Duration.seconds(1)
    for _ in 0..<7 {
      wait(Int(last.components.seconds))
      #expect(pause.rest == nil, "it is over")
      last = pause.extend(by: nil)
      lengths.append(last)
    }
    #expect(lengths == [2, 4, 8, 16, 30, 30, 30].map { .seconds($0) })
    wait(30)
    pause.end()
    #expect(pause.extend(by: nil) == .seconds(1), "somebody was let through")
  }

  @Test("of lengths that a target asks for, the longest counts")
  func longest() {
    let start = ContinuousClock.now
    let passed = Atomic(0)
    let pause = SharedPause { start + .seconds(passed.load(ordering: .relaxed)) }
    #expect(pause.extend(by: .seconds(20)) == .seconds(20))
    passed.add(5, ordering: .relaxed)
    #expect(pause.extend(by: .seconds(2)) == .seconds(15))
    #expect(pause.extend(by: nil) == .seconds(15))
    #expect(pause.extend(by: .seconds(40)) == .seconds(40))
    #expect(pause.rest == .seconds(40))
  }
}
