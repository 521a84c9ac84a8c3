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

  private func counts(_ size: Int) async throws -> [String: RequestCount] {
    var counts: [String: RequestCount] = [:]
    try await Gateway.run { gateway in
      let file = try gateway.file(file(size))
      counts["sync"] = try await gateway.count(["sync", file])
      counts["diff"] = try await gateway.count(["diff", "--non-zero-exit-code", file])
      counts["dump"] = try await gateway.count(["dump"])
      let changed = try gateway.file(self.file(size, changed: true))
      counts["one change"] = try await gateway.count(["sync", changed])
    }
    return counts
  }

  @Test func requestsAreOneForEachChangeAndOneForEachUpstream() async throws {
    let (small, large) = (try await counts(8), try await counts(40))
    #expect(small["diff"]?.writes == 0, "\(small)")
    #expect(small["sync"]?.writes == 8 * 2 + 2 * 4, "\(small)")
    #expect(large["sync"]?.writes == 40 * 2 + 10 * 4, "\(large)")
    for name in ["diff", "dump", "one change"] {
      // Targets are listed for each upstream; all else is a page of each kind.
      #expect((large[name]?.reads ?? 0) - (small[name]?.reads ?? 0) == 8, "\(name): \(small) \(large)")
      #expect(large[name]?.writes == small[name]?.writes, "\(name): \(small) \(large)")
    }
    #expect(large["one change"]?.writes == 1, "\(large)")
  }
}
