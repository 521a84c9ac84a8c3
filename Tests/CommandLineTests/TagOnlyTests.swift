import Targets
import Documents
import Testing

/// Changing a tag changes nothing else: what a full replacement would reset, merge or take along stays.
@Suite struct TagOnlyTests {
  private static let state = """
    services:
    - name: s
      host: h
      port: 8080
      retries: 2
      path: /p
      tags: [TAG]
      routes:
      - name: r
        paths: [/a, ~/b]
        headers: {x-a: ["1", "2"]}
        methods: [GET]
        strip_path: false
        tags: [TAG]
      plugins:
      - name: oauth2
        instance_name: one
        config: {scopes: [a], mandatory_scope: true, enable_client_credentials: true}
        tags: [TAG]
    consumers:
    - username: u
      custom_id: c
      tags: [TAG]
      keyauth_credentials:
      - key: k
        tags: [TAG]
    """

  @Test func everythingElseStays() async throws {
    try await Gateway.run { gateway in
      _ = try await gateway.fairlead("sync", try gateway.file(Self.state))
      let paths = [["services", "s"], ["routes", "r"], ["plugins", "one"], ["consumers", "u"], ["key-auths", "k"]]
      var before: [Node] = []
      for path in paths { before.append(try await gateway.api.reader.get(path)) }
      // A full replacement without them would set both anew in another second.
      try await Task.sleep(for: .milliseconds(1100))

      let run = try await gateway.fairlead("sync", try gateway.file(Self.state.replacing("TAG", with: "other")))
      #expect(run.output.contains("Created: 0\n  Updated: 5\n  Deleted: 0\n"), "\(run.everything)")
      for (path, old) in zip(paths, before) {
        let new = try await gateway.api.reader.get(path)
        #expect(new["tags"] == ["other"])
        for member in try #require(old.object) where member.key != "tags" && member.key != "updated_at" {
          #expect(new[member.key] == member.node, "\(path) \(member.key)")
        }
      }
      #expect(try await gateway.get("plugins", "one")["config"]?["provision_key"]?.string?.isEmpty == false)
    }
  }
}
