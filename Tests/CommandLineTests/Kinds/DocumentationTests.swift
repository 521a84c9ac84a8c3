import Foundation
import GatewaySandbox
import GatewaySchemas
import Testing

/// The examples of docs/state-file.md, one for each kind: each is synced, compared, dumped and synced back.
@Suite(.serialized) struct DocumentationTests {
  struct Example: Sendable, CustomTestStringConvertible {
    var line: Int
    var marks: [String]
    var text: String

    var testDescription: String { "line \(line)" }
  }

  static let examples: [Example] = {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let page = try? String(contentsOf: root.appendingPathComponent("docs/state-file.md"), encoding: .utf8)
    var examples: [Example] = []
    var current: Example?
    for (index, line) in (page ?? "").components(separatedBy: "\n").enumerated() {
      if line.hasPrefix("```yaml") {
        current = Example(line: index + 1, marks: line.dropFirst(7).split(separator: " ").map(String.init), text: "")
      } else if line == "```", let example = current {
        examples.append(example)
        current = nil
      } else {
        current?.text += line + "\n"
      }
    }
    return examples
  }()

  static let variables = [
    "DECK_CERT": PEM.certificate, "DECK_KEY": PEM.key, "DECK_CA_CERT": PEM.caCertificate,
    "DECK_PUBLIC_KEY": PEM.rsaPublicKey, "DECK_PRIVATE_KEY": PEM.rsaPrivateKey, "DECK_KEY_OF_ALICE": "key-of-alice",
    "DECK_PASSWORD_OF_ALICE": "password-of-alice",
  ]

  @Test func thePageHasItsExamples() {
    #expect(Self.examples.count >= 16)
  }

  @Test(arguments: examples)
  func anExampleHoldsTheWayAround(_ example: Example) async throws {
    var configuration = SandboxConfiguration()
    configuration.edition = example.marks.contains("enterprise") ? .enterprise : .oss
    configuration.webAssembly = example.marks.contains("wasm")
    try await Gateway.run(configuration) { gateway in
      try gateway.scratch.write("kong.yaml", example.text)
      let sync = try await gateway.fairlead("sync", "kong.yaml", environment: Self.variables)
      #expect(sync.status == 0, "\(sync.everything)")
      let diff = try await gateway.fairlead("diff", "--non-zero-exit-code", "kong.yaml", environment: Self.variables)
      #expect(diff.status == 0, "\(diff.everything)")

      let isTagged = example.text.contains("select_tags")
      let flags = isTagged ? ["--select-tag", "team-a"] : []
      for more in [[], ["--skip-defaults"], ["--with-id"]] {
        let dump = try await gateway.dump(flags + more, scopedAs: example.text)
        #expect(dump.status == 0, "\(dump.everything)")
        try await gateway.resetCounters()
        let back = try await gateway.fairlead("sync", "-", input: dump.output)
        #expect(back.status == 0, "\(back.everything)\n\(dump.output)")
        #expect(try await gateway.writes() == 0, "\(more)\n\(back.output)\n\(dump.output)")
      }
    }
  }
}

extension Gateway {
  /// A dump of what a file is about: roles and definitions are dumped when asked for.
  func dump(_ flags: [String], scopedAs text: String) async throws -> Program.Run {
    var flags = flags
    if text.contains("rbac_roles:") { flags.append("--rbac-resources-only") }
    if text.contains("include_plugin_definitions") { flags.append("--include-plugin-definitions") }
    return try await run(["dump"] + flags)
  }
}
