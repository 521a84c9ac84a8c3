import Targets
import Documents
import GatewaySandbox
import Testing

/// What must hold on a gateway without a database, whatever the files say of the kinds that it has.
@Suite(.serialized) struct DBLessPropertyTests {
  private static var gateway: SandboxConfiguration {
    var configuration = SandboxConfiguration.dbless
    configuration.webAssembly = true
    return configuration
  }

  @Test(arguments: 1...6 as ClosedRange<UInt64>) func whatIsSyncedStaysAndComesBack(seed: UInt64) async throws {
    var generated = GeneratedState(seed: seed)
    generated.hasHashes = seed % 2 == 0
    let text = String(decoding: YAMLWriter.write(generated.openSourceDocument()), as: UTF8.self)
    try await Gateway.run(Self.gateway) { gateway in
      try gateway.scratch.write("kong.yaml", text)
      let sync = try await gateway.fairlead("sync", "kong.yaml")
      try #require(sync.status == 0, "\(sync.everything)\n\(text)")
      let diff = try await gateway.fairlead("diff", "--non-zero-exit-code", "kong.yaml")
      #expect(diff.status == 0, "\(diff.everything)")
      let whole = try await gateway.fairlead("dump", "--with-id").output
      let hash = try await gateway.hash()
      let back = try await gateway.fairlead("sync", "-", input: whole)
      #expect(back.status == 0 && !back.output.contains("load"), "\(back.everything)")
      #expect(try await gateway.hash() == hash, "nothing is loaded where nothing differs")

      // A change elsewhere leaves everything as it is.
      let other = try gateway.file("consumers: [{username: one-more}]\n", named: "more.yaml")
      #expect(try await gateway.fairlead("apply", other).status == 0)
      #expect(try await gateway.fairlead("sync", "kong.yaml").status == 0)
      #expect(try await gateway.fairlead("dump", "--with-id").output == whole)

      #expect(try await gateway.fairlead("reset", "--force").status == 0)
      let restored = try await gateway.fairlead("sync", "-", input: whole)
      #expect(restored.status == 0, "\(restored.everything)")
      #expect(try await gateway.fairlead("dump", "--with-id").output == whole)

      // A rendered document is what a load of the same files leaves behind.
      let render = try await Program.run(
        "fairlead", ["file", "render", "--dbless", "kong.yaml"], in: gateway.scratch.folder)
      #expect(render.status == 0, "\(render.everything)")
      try await gateway.api.post(["config"], body: ["config": Node(.string(render.output))])
      let mounted = try await gateway.fairlead("diff", "--non-zero-exit-code", "kong.yaml")
      #expect(mounted.status == 0, "\(mounted.everything)")
      if seed % 2 != 0 { #expect(try await gateway.fairlead("dump", "--with-id").output == whole) }
    }
  }
}

extension GeneratedState {
  /// The file without what only the enterprise edition has.
  mutating func openSourceDocument() -> Node {
    var document = document().object ?? Object()
    let enterprise: Set = [
      "_info", "consumer_groups", "partials", "cloned_plugins", "custom_plugins", "custom_entities",
    ]
    document.removeAll { enterprise.contains($0.key) }
    document.changeEach { _, node in node = Self.withoutEnterprise(node) }
    return Node(.object(document))
  }

  private static func withoutEnterprise(_ node: Node) -> Node {
    switch node.value {
    case .array(let items):
      return Node(
        .array(
          items.filter { item in
            let name = item["name"]?.string
            return item["partials"] == nil && name != "key-auth-two" && name != "own"
          }.map(withoutEnterprise)))
    case .object(var object):
      object.removeAll { ["groups", "mtls_auth_credentials"].contains($0.key) }
      object.changeEach { _, node in node = withoutEnterprise(node) }
      return Node(.object(object))
    default: return node
    }
  }
}
