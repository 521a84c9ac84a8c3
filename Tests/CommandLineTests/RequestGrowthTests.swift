import GatewaySandbox
import Testing

/// How many requests a run needs: one for each change, and listings that do not grow with what is on them.
@Suite struct RequestGrowthTests {
  /// So many consumers with keys, and a fourth as many upstreams with three targets each.
  private func file(_ size: Int, changed: Bool = false) -> String {
    var text = "consumers:\n"
    for number in 0..<size {
      let tag = changed && number == 0 ? "other" : "tag"
      text += "- {username: c\(number), tags: [\(tag)], keyauth_credentials: [{key: k\(number)}]}\n"
    }
    text += "upstreams:\n"
    for number in 0..<size / 4 {
      text += "- {name: u\(number), targets: [{target: a:1}, {target: b:1}, {target: c:1}]}\n"
    }
    return text
  }

  private struct Requests: Equatable {
    var reads: Int
    var writes: Int
  }

  private func requests(_ gateway: Gateway, _ arguments: [String]) async throws -> Requests {
    try await gateway.resetCounters()
    let run = try await gateway.run(arguments)
    #expect(run.status == 0, "\(run.everything)")
    var writes = 0
    for method in ["PUT", "POST", "PATCH", "DELETE"] { writes += try await gateway.requests(method) }
    // Resetting the counters is a request too.
    return Requests(reads: try await gateway.requests("GET"), writes: writes)
  }

  private func counts(_ size: Int) async throws -> [String: Requests] {
    var counts: [String: Requests] = [:]
    try await Gateway.run { gateway in
      let file = try gateway.file(file(size))
      counts["sync"] = try await requests(gateway, ["sync", file])
      counts["diff"] = try await requests(gateway, ["diff", "--non-zero-exit-code", file])
      counts["dump"] = try await requests(gateway, ["dump"])
      let changed = try gateway.file(self.file(size, changed: true))
      counts["one change"] = try await requests(gateway, ["sync", changed])
    }
    return counts
  }

  @Test func requestsAreOneForEachChangeAndOneForEachUpstream() async throws {
    let (small, large) = (try await counts(8), try await counts(40))
    let own = (small["diff"]?.writes ?? 0)
    #expect((small["sync"]?.writes ?? 0) - own == 8 * 2 + 2 * 4, "\(small)")
    #expect((large["sync"]?.writes ?? 0) - own == 40 * 2 + 10 * 4, "\(large)")
    for name in ["diff", "dump", "one change"] {
      // Targets are listed for each upstream; all else is a page of each kind.
      #expect((large[name]?.reads ?? 0) - (small[name]?.reads ?? 0) == 8, "\(name): \(small) \(large)")
      #expect(large[name]?.writes == small[name]?.writes, "\(name): \(small) \(large)")
    }
    #expect((large["one change"]?.writes ?? 0) - own == 1, "\(large)")
  }
}
