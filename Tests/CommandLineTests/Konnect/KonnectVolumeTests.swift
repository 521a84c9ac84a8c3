import Documents
import GatewaySandbox
import Targets
import Testing

/// Many entities: page by page, and against a limit of requests.
@Suite(.serialized) struct KonnectVolumeTests {
  private static func consumers(_ count: Int) -> String {
    "consumers:\n" + (1...count).map { "- {username: c\($0), keyauth_credentials: [{key: k\($0)}]}\n" }.joined()
  }

  @Test func pagesAreFollowedToTheEnd() async throws {
    try await Gateway.run(.konnect()) { konnect in
      let file = try konnect.file(Self.consumers(1_250))
      let sync = try await konnect.fairlead("sync", file)
      #expect(sync.status == 0 && sync.output.contains("  Created: 2500\n"), "\(sync.output.suffix(300))\(sync.errors)")
      let diff = try await konnect.run(["diff", "--non-zero-exit-code", "--verbose", "1", file])
      #expect(diff.status == 0, "\(diff.output)")
      let count = RequestCount(log: diff.errors)
      let root = "GET /v2/control-planes/"
      let pages = diff.errors.split(separator: "\n").count {
        $0.hasPrefix("> ") && $0.contains(root) && $0.contains("/core-entities/consumers?")
      }
      #expect(pages == 2 && count.reads < 60, "\(pages) pages of \(count.reads) requests")
      let dump = try await konnect.fairlead("dump").output
      #expect(dump.split(separator: "\n").count { $0.contains("username: c") } == 1_250)
    }
  }

  /// A thousand entities against two hundred requests a second: all workers pause together, and everything arrives.
  @Test func aLimitOfRequestsIsKeptTo() async throws {
    try await Gateway.run(.konnect()) { konnect in
      try await konnect.set(faults: ["rate_limit": 200])
      let file = try konnect.file(Self.consumers(500))
      let sync = try await konnect.fairlead("sync", file)
      #expect(sync.status == 0, "\(sync.errors)")
      #expect(sync.output.contains("  Created: 1000\n  Updated: 0\n  Deleted: 0\n"), "\(sync.output.suffix(300))")
      let counters = try await konnect.root.reader.get(["_sandbox", "counters"])
      #expect(counters["max_in_flight"]?.integer ?? 0 <= 10)
      let refused = counters["by_status"]?["429"]?.integer ?? 0
      #expect(refused < 200, "one pause for all: \(refused) requests were refused")
      try await konnect.set(faults: [:])
      let diff = try await konnect.fairlead("diff", "--non-zero-exit-code", file)
      #expect(diff.status == 0, "\(diff.everything)")
    }
  }

  @Test func targetsComeInOneListing() async throws {
    try await Gateway.run(.konnect()) { konnect in
      let upstreams = (1...30).map { "- {name: u\($0), targets: [{target: \"10.0.0.\($0):80\"}]}\n" }.joined()
      let file = try konnect.file("upstreams:\n" + upstreams)
      #expect(try await konnect.fairlead("sync", file).status == 0)
      let diff = try await konnect.run(["diff", "--non-zero-exit-code", "--verbose", "1", file])
      #expect(diff.status == 0, "\(diff.output)")
      let asked = diff.errors.split(separator: "\n").filter { $0.hasPrefix("> ") && $0.contains("targets") }
      #expect(asked.count { $0.contains("/core-entities/targets?") } == 1, "\(asked)")
      #expect(asked.allSatisfy { !$0.contains("/upstreams/") }, "\(asked)")
    }
  }
}
