import Documents
import GatewaySandbox
import Testing

/// What must hold of plans and of drift whatever the files say, over entities of all kinds.
@Suite(.serialized) struct PlanPropertyTests {
  private static let flags = ["--include-plugin-definitions", "--max-deletes", "100%"]

  /// A gateway with entities of one generated file, and another one beside it.
  private func between(
    _ seed: UInt64, hasHashes: Bool = false, _ test: @escaping (Gateway) async throws -> Void
  ) async throws {
    var (first, second) = (GeneratedState(seed: seed), GeneratedState(seed: seed + 100))
    first.hasHashes = hasHashes
    second.hasHashes = hasHashes
    let texts = [first.text(), second.text()]
    try await Gateway.run(.everything) { gateway in
      try gateway.scratch.write("a.yaml", texts[0])
      try gateway.scratch.write("b.yaml", texts[1])
      let sync = try await gateway.fairlead("sync", "a.yaml")
      try #require(sync.status == 0, "\(sync.everything)")
      try await test(gateway)
    }
  }

  @Test(arguments: 1...4 as ClosedRange<UInt64>) func aPlanHoldsAndIsCarriedOut(seed: UInt64) async throws {
    try await between(seed, hasHashes: seed > 2) { gateway in
      let plan = try await gateway.run(["plan", "b.yaml", "-o", "plan.json"] + Self.flags)
      #expect(plan.status == 0, "\(plan.everything)")
      let run = try await gateway.fairlead("sync", "--plan", "plan.json", "b.yaml")
      #expect(run.status == 0, "\(run.everything)")
      #expect(try await gateway.fairlead("diff", "--non-zero-exit-code", "b.yaml").status == 0)
    }
  }

  /// A gateway that is where the files were has no drift, whatever they say now; and all that it has otherwise is drift where
  /// the files are as they were.
  @Test(arguments: 1...4 as ClosedRange<UInt64>) func onlyWhatMovedIsTold(seed: UInt64) async throws {
    try await between(seed, hasHashes: seed > 2) { gateway in
      func classes(_ base: String, _ files: String) async throws -> Set<String> {
        let run = try await gateway.run(
          ["plan", "--include-plugin-definitions", "--base", base, files, "-o", "plan.json"])
        #expect(run.status == 0, "\(run.everything)")
        let plan = try JSONReader.read(Array(try gateway.scratch.read("plan.json").utf8))
        return Set((plan["changes"]?.array ?? []).flatMap { $0["classes"]?.array ?? [] }.compactMap(\.string))
      }
      let (moved, drifted, equal) = (
        try await classes("a.yaml", "b.yaml"), try await classes("b.yaml", "b.yaml"),
        try await classes("a.yaml", "a.yaml")
      )
      #expect(moved == ["wanted"])
      #expect(drifted == ["drift"])
      #expect(equal == [])
    }
  }
}
