import Documents
import GatewaySandbox
import Testing

/// What must hold whatever the files say.
@Suite(.serialized) struct RoundTripTests {
  @Test(arguments: 1...6 as ClosedRange<UInt64>) func whatIsSyncedStaysAndComesBack(seed: UInt64) async throws {
    var generated = GeneratedState(seed: seed)
    try await Self.check(generated.document(), flags: ["--include-plugin-definitions"])
  }

  @Test(arguments: 1...3 as ClosedRange<UInt64>) func rolesStayAndComeBack(seed: UInt64) async throws {
    var generated = GeneratedState(seed: seed)
    try await Self.check(generated.roles(), flags: ["--rbac-resources-only"])
  }

  /// Syncs a file, dumps it and restores it in every form, with nothing left to do after each.
  static func check(
    _ document: Node, flags: [String], configuration: SandboxConfiguration = .everything, rendersAlike: Bool = true
  ) async throws {
    let text = String(decoding: YAMLWriter.write(document), as: UTF8.self)
    try await Gateway.run(configuration) { gateway in
      try gateway.scratch.write("kong.yaml", text)
      try await sync("kong.yaml", gateway, text)
      let dump = try await gateway.run(["dump"] + flags).output
      try await gateway.resetCounters()
      let back = try await gateway.fairlead("sync", "-", input: dump)
      #expect(back.status == 0, "\(back.everything)")
      #expect(try await gateway.writes() == 0, "\(back.everything)")

      let brief = try await gateway.run(["dump", "--skip-defaults"] + flags).output
      #expect(brief.utf8.count < dump.utf8.count)
      let render = try await Program.run("fairlead", ["file", "render", "kong.yaml"], in: gateway.scratch.folder)
      #expect(render.status == 0, "\(render.everything)")
      // `file render` fills in the defaults of a gateway, which are not all those of Konnect.
      if rendersAlike {
        #expect(BriefRendering.of(render.output) == brief)
        let same = try await gateway.fairlead("diff", "--non-zero-exit-code", "-", input: render.output)
        #expect(same.status == 0, "\(same.everything)")
      }

      let whole = try await gateway.run(["dump", "--with-id"] + flags).output
      let renderings = rendersAlike ? [(render.output, [String]())] : []
      for (source, more) in [(dump, []), (brief, []), (whole, ["--with-id"])] + renderings {
        try await gateway.reset(flags)
        let restored = try await gateway.fairlead("sync", "-", input: source)
        #expect(restored.status == 0, "\(restored.everything)")
        let expected = more.isEmpty ? dump : whole
        #expect(try await gateway.run(["dump"] + more + flags).output == expected)
      }
    }
  }

  private static func sync(_ file: String, _ gateway: Gateway, _ text: String) async throws {
    let sync = try await gateway.fairlead("sync", file)
    try #require(sync.status == 0, "\(sync.everything)\n\(text)")
    #expect(!sync.errors.contains("stored another"), "\(sync.errors)")
    let diff = try await gateway.fairlead("diff", "--non-zero-exit-code", file)
    #expect(diff.status == 0, "\(diff.everything)")
  }

  /// Hashes cannot be restored: then every such credential is named at its line, and nothing is written.
  @Test(arguments: 1...3 as ClosedRange<UInt64>) func whatCannotComeBackIsNamed(seed: UInt64) async throws {
    var generated = GeneratedState(seed: seed)
    generated.hasHashes = true
    let text = generated.text()
    try await Gateway.run(.everything) { gateway in
      try gateway.scratch.write("kong.yaml", text)
      try await Self.sync("kong.yaml", gateway, text)
      let dump = try await gateway.fairlead("dump", "--include-plugin-definitions").output
      try await gateway.resetCounters()
      let back = try await gateway.fairlead("sync", "-", input: dump)
      #expect(back.status == 0 && back.errors.isEmpty, "\(back.everything)")
      #expect(try await gateway.writes() == 0, "\(back.everything)")

      try await gateway.reset(["--include-plugin-definitions"])
      try await gateway.resetCounters()
      let restored = try await gateway.fairlead("sync", "-", input: dump)
      #expect(restored.status == 1)
      #expect(try await gateway.writes() == 0)
      let lines = dump.split(separator: "\n", omittingEmptySubsequences: false)
      let named = lines.enumerated().filter { $1.contains("password: ") || $1.contains("client_secret: $pbkdf2") }
      let hashes = named.filter { !$0.element.hasSuffix(" null") }
      #expect(!hashes.isEmpty)
      for (index, _) in hashes {
        #expect(restored.errors.contains("-:\(index + 1):"), "line \(index + 1): \(restored.errors)")
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

  /// Takes everything away that a dump with these flags has.
  func reset(_ flags: [String]) async throws {
    let run = try await self.run(["reset", "--force"] + flags.filter { $0 != "--include-plugin-definitions" })
    #expect(run.status == 0, "\(run.everything)")
  }
}
