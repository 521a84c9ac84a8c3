import Glibc
import Synchronization
import TestSupport
import Testing

@testable import Targets

/// A policy whose waits take no time but are noted.
func quickPolicy(_ waits: Lock<[Duration]> = Lock([]), random: Double = 0.5) -> RequestPolicy {
  var policy = RequestPolicy()
  policy.surroundings.sleep = { time in
    waits.withLock { $0.append(time) }
    return true
  }
  policy.surroundings.random = { random }
  policy.surroundings.epochSeconds = { 784_111_777 }
  return policy
}

@Suite("Trying again")
struct RetryTests {
  @Test(
    "waits grow by two, within half up or down, to a cap",
    arguments: [
      (1, 0.5, 500), (2, 0.5, 1000), (3, 0.5, 2000), (4, 0.5, 4000), (1, 0.0, 250), (1, 0.999_999_999, 750),
      (30, 0.5, 30_000),
      (1_000_000, 0.5, 30_000),
    ])
  func delays(retry: Int, random: Double, milliseconds: Int) {
    let delay = RetryPolicy().delay(beforeRetry: retry, retryAfter: nil, random: random)
    #expect(PreparedSettings.milliseconds(delay - .nanoseconds(1)) == milliseconds)
  }

  @Test(
    "what the gateway says about the wait counts, up to a cap",
    arguments: [
      (Duration.seconds(7), Duration.seconds(7)), (.zero, .zero), (.seconds(3600), .seconds(60)),
    ])
  func retryAfterDelay(said: Duration, expected: Duration) {
    #expect(RetryPolicy().delay(beforeRetry: 3, retryAfter: said, random: 0.1) == expected)
  }

  @Test(
    "Retry-After: seconds and dates",
    arguments: [
      ("120", 120), ("0", 0), (" 5 ", 5), ("Sun, 06 Nov 1994 08:49:37 GMT", 0), ("Sun, 06 Nov 1994 08:50:07 GMT", 30),
      ("Mon, 06 Nov 1995 08:49:37 GMT", 31_536_000), ("Thu, 29 Feb 1996 08:49:37 GMT", 41_472_000),
      ("Sun, 06 Nov 1994 08:00:00 GMT", 0), ("99999999999999999999999", 1_000_000_000),
    ])
  func retryAfter(value: String, seconds: Int) {
    #expect(RetryAfter.delay(value, now: 784_111_777) == .seconds(seconds))
  }

  @Test(
    "Retry-After: what is neither",
    arguments: [
      "", "soon", "-5", "1.5", "Sun, 06 Nov 1994", "Sun, 06 Foo 1994 08:49:37 GMT", "Sun, 06 Nov 1994 25:49:37 GMT",
      "Sun, 06 Nov 1994 08:49 GMT", "Sun, 06 Nov 99999 08:49:37 GMT",
    ])
  func noRetryAfter(value: String) {
    #expect(RetryAfter.delay(value, now: 0) == nil)
  }

  @Test("statuses that may pass are tried four times more", arguments: [429, 500, 502, 503, 504])
  func retriesStatus(status: Int) async throws {
    try await withServer(try ScriptedServer(always: .status(status))) { server in
      let waits = Lock<[Duration]>([])
      let connection = try AdminConnection(
        ConnectionSettings(address: server.address, version: "0"), policy: quickPolicy(waits))
      let response = try await connection.send(HTTPRequest(method: .put, target: "/", body: []))
      #expect(response.status == status)
      #expect(response.attempts == 5)
      #expect(server.requests.count == 5)
      #expect(connection.counts.requests == 5)
      #expect(connection.counts.retries == 4)
      #expect(waits.withLock { $0 } == [.milliseconds(500), .seconds(1), .seconds(2), .seconds(4)])
    }
  }

  @Test("other statuses are answers", arguments: [200, 204, 301, 400, 401, 403, 404, 409, 501])
  func keepsStatus(status: Int) async throws {
    try await withServer(try ScriptedServer(always: .status(status))) { server in
      let connection = try AdminConnection(
        ConnectionSettings(address: server.address, version: "0"), policy: quickPolicy())
      #expect(try await connection.send(HTTPRequest(method: .get, target: "/")).status == status)
      #expect(server.requests.count == 1)
    }
  }

  @Test("a passing trouble is got over, and the gateway's own wait is kept")
  func recovers() async throws {
    let server = try ScriptedServer { _, number in
      switch number {
      case 0: .answer(429, [("Retry-After", "3")], "")
      // Libcurl itself repeats a request over a kept connection that ends without an answer: this one is not kept.
      case 1: .answer(503, [("retry-after", "Sun, 06 Nov 1994 08:49:47 GMT"), ("Connection", "close")], "")
      case 2: .drop
      case 3: .truncated(promised: 9, "{")
      default: .json(#"{"id":1}"#)
      }
    }
    try await withServer(server) { server in
      let waits = Lock<[Duration]>([])
      let connection = try AdminConnection(
        ConnectionSettings(address: server.address, version: "0"), policy: quickPolicy(waits))
      let response = try await connection.send(HTTPRequest(method: .patch, target: "/", body: []))
      #expect(response.status == 200)
      #expect(waits.withLock { $0 } == [.seconds(3), .seconds(10), .seconds(2), .seconds(4)])
    }
  }

  @Test("timeouts are tried again, and tell of their number")
  func timeouts() async throws {
    try await withServer(try ScriptedServer(always: .late(.seconds(1), .json("{}")))) { server in
      var settings = ConnectionSettings(address: server.address, version: "0")
      settings.timeout = .milliseconds(60)
      var policy = quickPolicy()
      policy.retry.retries = 2
      let connection = try AdminConnection(settings, policy: policy)
      let error = await #expect(throws: TransportError.self) {
        _ = try await connection.send(HTTPRequest(method: .get, target: "/"))
      }
      #expect(error?.kind == .timeout)
      #expect(error?.description.hasSuffix("within 0.06 s (tried 3 times)") == true)
      #expect(connection.counts.requests == 3)
      #expect(connection.currentLimit == 1)
    }
  }

  @Test(
    "what may not be done twice is tried again only where it surely was not done",
    arguments: [
      (ScriptedServer.Reply.drop, 1), (.status(500), 1), (.status(502), 1), (.status(504), 1), (.status(429), 5),
      (.status(503), 5),
    ])
  func notRepeatable(reply: ScriptedServer.Reply, requests: Int) async throws {
    try await withServer(try ScriptedServer(always: reply)) { server in
      let connection = try AdminConnection(
        ConnectionSettings(address: server.address, version: "0"), policy: quickPolicy())
      _ = try? await connection.send(HTTPRequest(method: .post, target: "/", body: [], isRepeatable: false))
      #expect(server.requests.count == requests)
    }
  }

  @Test("what will not pass fails at once", arguments: ["http://nonexistent.invalid:1", nil])
  func failsAtOnce(address: String?) async throws {
    let waits = Lock<[Duration]>([])
    var settings = ConnectionSettings(address: try address ?? "http://127.0.0.1:\(Sockets.closedPort())", version: "0")
    settings.proxy = ""
    let connection = try AdminConnection(settings, policy: quickPolicy(waits))
    let error = await #expect(throws: TransportError.self) {
      _ = try await connection.send(HTTPRequest(method: .get, target: "/"))
    }
    #expect(error?.kind == (address == nil ? .refused : .unknownHost))
    #expect(error?.attempts == 1)
    #expect(waits.withLock { $0 }.isEmpty)
  }

  @Test("no more requests than allowed are under way, and those that wait for a retry are not counted")
  func parallelism() async throws {
    let begun = Atomic<Int>(0)
    let server = try ScriptedServer { _, number in
      // The first three are answered when all of them are there.
      begun.add(1, ordering: .relaxed)
      while begun.load(ordering: .relaxed) < 3 { usleep(1000) }
      return number % 7 == 0 ? .status(500) : .json("{}")
    }
    try await withServer(server) { server in
      var policy = quickPolicy()
      policy.parallelism = 3
      let connection = try AdminConnection(ConnectionSettings(address: server.address, version: "0"), policy: policy)
      await withTaskGroup(of: Void.self) { group in
        for _ in 0..<60 {
          group.addTask { _ = try? await connection.send(HTTPRequest(method: .get, target: "/")) }
        }
      }
      #expect(server.requests.count >= 60)
      #expect(server.maximumInFlight == 3)
    }
  }

  @Test("overload lowers the number of requests under way, success raises it again")
  func adapts() async throws {
    let server = try ScriptedServer { _, number in number < 3 ? .status(429) : .json("{}") }
    try await withServer(server) { server in
      let connection = try AdminConnection(
        ConnectionSettings(address: server.address, version: "0"), policy: quickPolicy())
      _ = try await connection.send(HTTPRequest(method: .get, target: "/"))
      #expect(connection.currentLimit == 1)
      for _ in 0..<39 { _ = try await connection.send(HTTPRequest(method: .get, target: "/")) }
      #expect(connection.currentLimit == 3)
    }
  }

  @Test("the time for the whole run ends a request under way, and forbids further ones")
  func timeLimit() async throws {
    try await withServer(try ScriptedServer(always: .late(.seconds(1800), .json("{}")))) { server in
      var policy = RequestPolicy()
      policy.timeLimit = .seconds(3)
      let connection = try AdminConnection(ConnectionSettings(address: server.address, version: "0"), policy: policy)
      let first = await #expect(throws: TransportError.self) {
        _ = try await connection.send(HTTPRequest(method: .get, target: "/"))
      }
      #expect(first?.kind == .deadline)
      #expect(first?.mayHaveBeenSent == true)
      let second = await #expect(throws: TransportError.self) {
        _ = try await connection.send(HTTPRequest(method: .get, target: "/"))
      }
      #expect(second?.kind == .deadline)
      #expect(second?.message == "the time limit of 3 s for the whole run is over")
      #expect(server.requests.count == 1)
    }
  }

  @Test("cancelling ends the wait before a retry")
  func cancelledWait() async throws {
    try await withServer(try ScriptedServer(always: .answer(503, [("Retry-After", "50")], ""))) { server in
      let connection = try AdminConnection(
        ConnectionSettings(address: server.address, version: "0"), policy: RequestPolicy())
      let task = Task { try await connection.send(HTTPRequest(method: .get, target: "/")) }
      try await wait(for: "a retry") { connection.counts.retries > 0 }
      task.cancel()
      let error = await #expect(throws: TransportError.self) { try await task.value }
      #expect(error?.kind == .cancelled)
    }
  }

  @Test("who watches sees each request, its answer and its retry")
  func observer() async throws {
    let server = try ScriptedServer { _, number in number == 0 ? .status(503) : .json("{}") }
    try await withServer(server) { server in
      let seen = Lock<[String]>([])
      var policy = quickPolicy()
      policy.observer = { event in
        let line =
          switch event {
          case .request(let number, let method, let target, let body):
            "\(number) \(method.rawValue) \(target) \(body?.count ?? 0)"
          case .response(let number, let status, let body, _): "\(number) \(status) \(body.count)"
          case .failure(let number, let error, _): "\(number) \(error.kind)"
          case .retry(let number, let wait): "\(number) again after \(wait)"
          }
        seen.withLock { $0.append(line) }
      }
      let connection = try AdminConnection(ConnectionSettings(address: server.address, version: "0"), policy: policy)
      _ = try await connection.send(HTTPRequest(method: .put, target: "/a", body: [1, 2]))
      #expect(
        seen.withLock { $0 } == ["1 PUT /a 2", "1 503 24", "1 again after 0.5 seconds", "2 PUT /a 2", "2 200 2"])
    }
  }
}
