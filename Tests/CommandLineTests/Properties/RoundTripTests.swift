import Documents
import GatewaySchemas
import Testing

/// What must hold whatever the files say.
@Suite(.serialized) struct RoundTripTests {
  @Test(arguments: 1...4 as ClosedRange<UInt64>) func whatIsSyncedStaysAndComesBack(seed: UInt64) async throws {
    var generated = GeneratedState(seed: seed)
    let text = generated.text()
    try await Gateway.run(edition: .enterprise) { gateway in
      try gateway.scratch.write("kong.yaml", text)
      let sync = try await gateway.fairlead("sync", "kong.yaml")
      try #require(sync.status == 0, "\(sync.everything)\n\(text)")
      let diff = try await gateway.fairlead("diff", "--non-zero-exit-code", "kong.yaml")
      #expect(diff.status == 0, "\(diff.everything)")

      let dump = try await gateway.fairlead("dump").output
      try await gateway.resetCounters()
      let back = try await gateway.fairlead("sync", "-", input: dump)
      #expect(back.status == 0, "\(back.everything)")
      #expect(try await gateway.writes() == 0, "\(back.everything)")

      let brief = try await gateway.fairlead("dump", "--skip-defaults").output
      #expect(brief.utf8.count < dump.utf8.count)
      for source in [dump, brief] {
        try await gateway.empty()
        let restored = try await gateway.fairlead("sync", "-", input: source)
        #expect(restored.status == 0, "\(restored.everything)")
        #expect(try await gateway.fairlead("dump").output == dump)
      }
    }
  }

  @Test func aHashedPasswordThatCannotBeRestoredIsNamedAtItsLine() async throws {
    try await Gateway.run { gateway in
      let file = try gateway.file(
        "consumers:\n- username: u\n  basicauth_credentials:\n  - {username: u, password: pw, tags: [a]}\n")
      #expect(try await gateway.fairlead("sync", file).status == 0)
      let dump = try await gateway.fairlead("dump")
      #expect(dump.errors.contains("hashes that the gateway keeps"))
      let tagged = dump.output.replacing("- a\n", with: "- b\n")
      let update = try await gateway.fairlead("sync", "-", input: tagged)
      #expect(update.output.contains("updating basic-auth u for consumer u\n"))
      #expect(try await gateway.fairlead("diff", "--non-zero-exit-code", file).status == 2)
      let password = try await gateway.list("basic-auths").first?["password"]
      #expect(dump.output.contains(password?.string ?? "none"), "a hash is not hashed again")

      try await gateway.empty()
      let restored = try await gateway.fairlead("sync", "-", input: dump.output)
      #expect(restored.status == 1)
      #expect(restored.errors.contains("-:4:15: error: basic-auth u for consumer u: 'password' is a hash"))
      #expect(try await gateway.list("consumers").isEmpty)
    }
  }
}

extension Gateway {
  /// Takes everything away.
  func empty() async throws {
    let run = try await fairlead("sync", "--allow-empty", try file("", named: "empty.yaml"))
    #expect(run.status == 0, "\(run.everything)")
  }
}
