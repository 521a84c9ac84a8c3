import Documents
import Testing

/// Runs within select tags whose entities belong to what lies outside of them.
@Suite struct TagOwnerTests {
  private static let shared = """
    consumers: [{username: shared, tags: [global]}]
    services: [{name: shared, host: h, tags: [global]}, {name: other, host: h}]
    upstreams: [{name: u}]
    """

  /// Runs a test on a gateway that holds what several teams share.
  private func withShared(_ test: (Gateway) async throws -> Void) async throws {
    try await Gateway.run { gateway in
      let seed = try await gateway.fairlead("sync", try gateway.file(Self.shared))
      #expect(seed.status == 0, "\(seed.everything)")
      try await test(gateway)
    }
  }

  private func expectConvergence(_ gateway: Gateway, _ verb: String, _ text: String) async throws {
    let file = try gateway.file(text)
    let run = try await gateway.fairlead(verb, "--yes", file)
    #expect(run.status == 0, "\(run.everything)")
    let again = try await gateway.fairlead(verb, "--yes", file)
    #expect(
      again.status == 0 && again.output.hasPrefix("Summary:\n  Created: 0\n  Updated: 0\n"), "\(again.everything)")
  }

  @Test func whatIsTaggedIsSeenWhoeverOwnsIt() async throws {
    try await withShared { gateway in
      let scope = "_info: {select_tags: [team], default_lookup_tags: {consumers: [global]}}\n"
      try await expectConvergence(
        gateway, "sync",
        scope + "keyauth_credentials: [{key: k, consumer: shared}]\nacls: [{group: g, consumer: shared}]\n")
      let dump = try await gateway.fairlead("dump", "--select-tag", "team")
      #expect(dump.output.contains("key: k") && dump.output.contains("group: g"), "\(dump.everything)")
      try gateway.scratch.write("dump.yaml", dump.output)
      let back = try await gateway.fairlead("diff", "--non-zero-exit-code", "dump.yaml")
      #expect(back.status == 0, "\(back.everything)")
      let less = try gateway.file(scope + "acls: [{group: g, consumer: shared}]\n")
      let deletion = try await gateway.fairlead("sync", "--max-deletes", "1", less)
      #expect(deletion.status == 0, "\(deletion.everything)")
      #expect(try await gateway.list("key-auths").isEmpty)
      #expect(try await gateway.list("acls").count == 1)
    }
  }

  @Test func anOwnerMayBeGivenByItsID() async throws {
    try await withShared { gateway in
      let consumer = try #require(try await gateway.get("consumers", "shared")["id"]?.string)
      let scope = "_info: {select_tags: [team]}\n"
      try await expectConvergence(
        gateway, "sync", scope + "keyauth_credentials: [{key: k, consumer: {id: \(consumer)}}]\n")
      // Targets are listed below their upstreams alone: what would not be seen again is not made.
      let upstream = try #require(try await gateway.get("upstreams", "u")["id"]?.string)
      let target = try gateway.file(scope + "targets: [{target: 'a:1', upstream: {id: \(upstream)}}]\n")
      let run = try await gateway.fairlead("sync", target)
      #expect(run.status == 1 && run.errors.contains("kong.yaml:3:"), "\(run.everything)")
      #expect(run.errors.contains("nor the gateway with the tags team"), "\(run.errors)")
    }
  }

  @Test func whatIsOnlyLookedUpIsLeftAsItIs() async throws {
    try await withShared { gateway in
      try await expectConvergence(
        gateway, "sync",
        """
        _info: {select_tags: [team], default_lookup_tags: {consumers: [global], services: [global]}}
        services: [{name: shared, host: elsewhere, tags: [global], routes: [{name: r, paths: [/a]}]}]
        consumers: [{username: shared, tags: [global], keyauth_credentials: [{key: k}]}]
        """)
      let service = try await gateway.get("services", "shared")
      #expect(service["host"] == "h" && service["tags"] == ["global"])
      #expect(try await gateway.get("routes", "r")["tags"] == ["team"])
    }
  }

  @Test func applyRefersToWhateverTheGatewayHas() async throws {
    try await withShared { gateway in
      try await expectConvergence(
        gateway, "apply",
        """
        _info: {select_tags: [team]}
        routes: [{name: r, paths: [/a], service: {name: other}}]
        plugins: [{name: cors, service: other}, {name: request-termination, consumer: shared}]
        """)
      #expect(try await gateway.get("services", "other")["tags"]?.isNull ?? true)
    }
  }
}
