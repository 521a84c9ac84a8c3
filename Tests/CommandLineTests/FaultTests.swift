import Targets
import Documents
import Foundation
import Glibc
import TestSupport
import Testing

/// What a gateway, or the network before it, may do at every stage: nothing is lost, nothing is done twice, the report is
/// true, and the next run converges.
@Suite struct FaultTests {
  private static let state = """
    services:
    - {name: s1, host: h, routes: [{name: r1, paths: [/1]}], plugins: [{name: cors}]}
    - {name: s2, host: h, routes: [{name: r2, paths: [/2]}]}
    consumers:
    - {username: u1, keyauth_credentials: [{key: k1}]}
    - {username: u2, keyauth_credentials: [{key: k2}]}
    upstreams:
    - {name: up, targets: [{target: "10.0.0.1:80"}, {target: "10.0.0.2:80"}]}
    """

  /// A rule of the sandbox: what happens to requests of a method and path, so many times.
  private static func rule(_ method: String, _ path: String, _ what: String, _ value: Node, count: Int? = nil) -> Node {
    var rule = Object()
    rule["method"] = Node(.string(method))
    rule["path"] = Node(.string(path))
    rule[what] = value
    if let count { rule["count"] = Node(.integer(count)) }
    return Node(.object(Object([Object.Member(key: "rules", node: Node(.array([Node(.object(rule))])))])))
  }

  @Test func aLimitOfRequestsASecondChangesNothingOfTheResult() async throws {
    try await Gateway.run { gateway in
      let file = try gateway.file(Self.state)
      try await gateway.set(faults: ["rate_limit": 60])
      let run = try await gateway.fairlead("sync", file)
      #expect(run.status == 0, "\(run.everything)")
      #expect(run.output.contains("  Created: 12\n  Updated: 0\n  Deleted: 0\n"), "\(run.output)")
      try await gateway.set(faults: [:])
      let again = try await gateway.fairlead("diff", "--non-zero-exit-code", file)
      #expect(again.status == 0, "\(again.everything)")
    }
  }

  /// Faults that stay: the report says what was done, and once they are gone the next run does the rest.
  @Test(arguments: [
    ("PUT", "/consumers/*/key-auth/*", 500), ("PUT", "/plugins/*", 503), ("PUT", "/routes/*", 400),
    ("GET", "/routes", 500),
  ])
  func aFaultThatStaysIsReportedAndTheNextRunConverges(method: String, path: String, status: Int) async throws {
    try await Gateway.run { gateway in
      let file = try gateway.file(Self.state)
      try await gateway.set(faults: Self.rule(method, path, "status", Node(.integer(status))))
      let run = try await gateway.fairlead("sync", file)
      let made = try await gateway.list("services").count
      #expect(run.status == (method == "GET" ? 1 : 3), "\(run.everything)")
      #expect(run.errors.contains("error:"))
      #expect(made == (method == "GET" ? 0 : 2))
      try await gateway.set(faults: [:])
      #expect(try await gateway.fairlead("sync", file).status == 0)
      #expect(try await gateway.fairlead("diff", "--non-zero-exit-code", file).status == 0)
    }
  }

  @Test func aGatewayThatOnlyAnswersPagesIsToldFromOneThatFails() async throws {
    try await Gateway.run { gateway in
      let page = try Relay(to: gateway.address, answering: "<html><title>Welcome</title></html>")
      defer { page.stop() }
      let run = try await gateway.fairlead("sync", "--kong-addr", page.address, try gateway.file(Self.state))
      #expect(run.status == 1)
      #expect(run.output == "")
      #expect(run.errors.contains("is not one of an Admin API"), "\(run.errors)")
    }
  }

  @Test func aSlowAnswerRunsIntoTheTimeLimitAndIsTriedAgain() async throws {
    try await Gateway.run { gateway in
      let file = try gateway.file(Self.state)
      try await gateway.set(faults: Self.rule("PUT", "/services/*", "slow_ms", 60_000, count: 1))
      let run = try await gateway.fairlead("sync", "--timeout", "5", file)
      #expect(run.status == 0, "\(run.everything)")
      #expect(try await gateway.list("services").count == 2)
    }
  }

  /// Killed in the middle of writing: what is there stays, and the next run does the rest.
  @Test func aRunThatIsKilledLeavesNothingThatTheNextDoesNotMend() async throws {
    try await Gateway.run { gateway in
      let names = (100..<200).map { "- {username: c\($0), keyauth_credentials: [{key: k\($0)}]}\n" }
      let file = try gateway.file("consumers:\n" + names.joined())
      let killed = try await gateway.run(
        ["sync", file], holding: .init(method: "PUT", path: "/consumers/", passing: 5)
      ) { run, relay in
        try await wait(for: "the fifth answer") { relay.answered("PUT") == 5 }
        run.signal(SIGKILL)
      }
      #expect(killed.status == SIGKILL)
      let made = try await gateway.list("consumers").count + gateway.list("key-auths").count
      #expect(made == 5)
      let run = try await gateway.fairlead("sync", file)
      #expect(run.status == 0)
      #expect(run.output.contains("  Created: \(200 - made)\n  Updated: 0\n  Deleted: 0\n"), "\(made)")
      #expect(try await gateway.list("key-auths").count == 100)
    }
  }

  @Test func noMoreRequestsAreUnderWayThanAllowed() async throws {
    try await Gateway.run { gateway in
      let names = (100..<160).map { "- {username: c\($0)}\n" }
      let file = try gateway.file("consumers:\n" + names.joined())
      try await gateway.resetCounters()
      let run = try await gateway.run(
        ["sync", "--parallelism", "3", file], holding: .init(method: "PUT", path: "/consumers/"), count: 3
      ) { _, relay in relay.open() }
      #expect(run.status == 0, "\(run.everything)")
      let most = try #require(try await gateway.get("_sandbox", "counters")["max_in_flight"]?.integer)
      #expect((1...3).contains(most))
    }
  }
}
