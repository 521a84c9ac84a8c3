import Documents
import GatewaySandbox
import Testing

/// Whatever the states: sync with a journal, undo, and the dump is the first one.
@Suite(.serialized) struct UndoPropertyTests {
  private func text(_ seed: UInt64) -> String {
    var generated = GeneratedState(seed: seed)
    return generated.text()
  }

  @Test(arguments: 11...18 as ClosedRange<UInt64>) func anUndoBringsBackWhatWas(seed: UInt64) async throws {
    try await Gateway.run(.everything) { gateway in
      try gateway.scratch.write("before.yaml", text(seed))
      try gateway.scratch.write("after.yaml", text(seed + 100))
      let put = try await gateway.fairlead("sync", "before.yaml")
      try #require(put.status == 0, "\(put.everything)")
      let before = try await gateway.dump("--include-plugin-definitions")
      let run = try await gateway.fairlead("sync", "after.yaml", "--max-deletes", "100%", "--journal", "run.journal")
      try #require(run.status == 0, "\(run.everything)")
      let after = try await gateway.dump("--include-plugin-definitions")
      #expect(before != after)
      let undo = try await gateway.fairlead("undo", "run.journal", "--yes", "--journal", "undo.journal")
      #expect(undo.status == 0, "\(undo.everything)")
      #expect(!undo.errors.contains("warning"), "\(undo.errors)")
      #expect(try await gateway.dump("--include-plugin-definitions") == before)
      let redo = try await gateway.fairlead("undo", "undo.journal", "--yes")
      #expect(redo.status == 0, "\(redo.everything)")
      #expect(try await gateway.dump("--include-plugin-definitions") == after)
    }
  }

  @Test(arguments: 21...23 as ClosedRange<UInt64>) func aResetIsTakenBack(seed: UInt64) async throws {
    try await Gateway.run(.everything) { gateway in
      try gateway.scratch.write("before.yaml", text(seed))
      #expect(try await gateway.fairlead("sync", "before.yaml").status == 0)
      let before = try await gateway.dump("--include-plugin-definitions")
      let run = try await gateway.fairlead("reset", "--force", "--journal", "run.journal")
      #expect(run.status == 0, "\(run.everything)")
      let undo = try await gateway.fairlead("undo", "run.journal", "--yes")
      #expect(undo.status == 0, "\(undo.everything)")
      #expect(try await gateway.dump("--include-plugin-definitions") == before)
    }
  }

  @Test(arguments: 31...32 as ClosedRange<UInt64>) func rolesAreTakenBack(seed: UInt64) async throws {
    func roles(_ seed: UInt64) -> String {
      var generated = GeneratedState(seed: seed)
      return String(decoding: YAMLWriter.write(generated.roles()), as: UTF8.self)
    }
    try await Gateway.run(.everything) { gateway in
      try gateway.scratch.write("before.yaml", roles(seed))
      try gateway.scratch.write("after.yaml", roles(seed + 100))
      #expect(try await gateway.fairlead("sync", "before.yaml").status == 0)
      let before = try await gateway.dump("--rbac-resources-only")
      let run = try await gateway.fairlead("sync", "after.yaml", "--max-deletes", "100%", "--journal", "run.journal")
      #expect(run.status == 0, "\(run.everything)")
      let undo = try await gateway.fairlead("undo", "run.journal", "--yes")
      #expect(undo.status == 0, "\(undo.everything)")
      #expect(try await gateway.dump("--rbac-resources-only") == before)
    }
  }
}
