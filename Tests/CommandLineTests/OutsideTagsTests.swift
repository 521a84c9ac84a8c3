import Targets
import Documents
import GatewaySchemas
import Testing

/// What is held outside the select tags is not taken over, and found with few requests.
@Suite struct OutsideTagsTests {
  private static let given = """
    services: [{name: theirs, host: h, tags: [team-b, x]}]
    routes: [{name: theirs, paths: [/t]}]
    consumers: [{username: theirs, custom_id: c-1, tags: [team-b]}]
    upstreams: [{name: shared, tags: [team-a], targets: [{target: "10.0.0.1:80", tags: [team-b]}]}]
    plugins: [{name: cors, tags: [team-b]}, {name: acme, instance_name: mine, tags: [team-b], config: \(acme)}]
    """
  private static let acme = "{account_email: a@example.com, storage: kong, tos_accepted: true}"
  private static let id = "c0000000-0000-4000-8000-000000000001"

  @Test(arguments: [
    ("services: [{name: theirs, host: h}]", "service theirs: the gateway holds a service of this name with the tags"),
    ("routes: [{name: theirs, paths: [/x]}]", "a route of this name without tags"),
    ("consumers: [{username: theirs}]", "a consumer of this username with the tags team-b"),
    ("consumers: [{username: new, custom_id: c-1}]", "a consumer of this custom_id with the tags team-b"),
    ("services: [{id: \(id), name: other, host: h}]", "a service of this id with the tags team-b"),
    ("plugins: [{name: cors}]", "a plugin of this name and scope with the tags team-b"),
    (
      "services: [{name: n, host: h, plugins: [{name: cors, instance_name: mine}]}]",
      "a plugin of this instance_name with the tags team-b"
    ),
    (
      "upstreams: [{name: shared, targets: [{target: \"10.0.0.1:80\"}]}]",
      "a target of this upstream and target with the tags team-b"
    ),
  ])
  func whatSomebodyElseHoldsIsRefusedBeforeAnythingIsWritten(text: String, says: String) async throws {
    try await Gateway.run { gateway in
      #expect(try await gateway.fairlead("sync", try gateway.file(Self.given)).status == 0)
      try await gateway.api.put(["services", Self.id], body: ["name": "by-id", "host": "h", "tags": ["team-b"]])
      try await gateway.resetCounters()
      for verb in ["sync", "diff", "apply"] {
        let file = try gateway.file((verb == "apply" ? "_info: {select_tags: [team-a]}\n" : "") + text)
        let tags = verb == "apply" ? [] : ["--select-tag", "team-a"]
        let run = try await Program.run(
          "fairlead", ["gateway", verb, "--kong-addr", gateway.address, file] + tags, in: gateway.scratch.folder)
        #expect(run.status == 1, "\(verb) \(run.everything)")
        #expect(run.errors.contains(says), "\(verb) \(run.errors)")
        #expect(run.errors.contains("kong.yaml:"))
      }
      for method in ["PUT", "POST", "PATCH", "DELETE"] { #expect(try await gateway.requests(method) == 0) }
    }
  }

  /// A plugin of the same name on another scope, and a target of another upstream, are in nobody's way.
  @Test func whatIsOnlyAlikeIsNoConflict() async throws {
    try await Gateway.run { gateway in
      #expect(try await gateway.fairlead("sync", try gateway.file(Self.given)).status == 0)
      let file = try gateway.file(
        """
        services: [{name: mine, host: h, plugins: [{name: cors}]}]
        upstreams: [{name: shared}, {name: mine, targets: [{target: "10.0.0.1:80"}]}]
        """)
      let run = try await gateway.fairlead("sync", "--select-tag", "team-a", file)
      #expect(run.status == 0, "\(run.everything)")
      #expect(try await gateway.fairlead("diff", "--select-tag=team-a", "--non-zero-exit-code", file).status == 0)
    }
  }

  /// How many requests come besides the listings and schemas of a run that creates nothing.
  private func extra(_ gateway: Gateway, creating text: String) async throws -> Int {
    func gets(_ file: String) async throws -> Int {
      try await gateway.count(["diff", "--select-tag", "team-a", file]).reads
    }
    let before = try await gets(try gateway.file("consumers: [{username: kept}]\n"))
    return try await gets(try gateway.file("consumers:\n- {username: kept}\n" + text)) - before
  }

  @Test func lookUpsAreSingleRequestsOrAListingWhicheverAreFewer() async throws {
    try await Gateway.run { gateway in
      try await gateway.api.put(["consumers", "kept"], body: ["username": "kept", "tags": ["team-a"]])
      // One is asked for by itself; two are one page of a listing.
      #expect(try await extra(gateway, creating: "- {username: a}\n") == 1)
      #expect(try await extra(gateway, creating: "- {username: a}\n- {username: b}\n") == 1)
      // Nothing can be in the way of what belongs to something new; the schema of a further kind is fetched.
      #expect(try await extra(gateway, creating: "- {username: a, acls: [{group: g}]}\n") == 1 + 1)
      // A key is secret, and no part of a path: it is looked for in the listing.
      #expect(try await extra(gateway, creating: "- {username: a, keyauth_credentials: [{key: k}]}\n") == 2 + 1)
      // A listing of four pages is given up for two single requests, once it shows its length.
      for number in 0..<3001 {
        try await gateway.api.put(["consumers", "c\(number)"], body: ["username": .init(.string("c\(number)"))])
      }
      #expect(try await extra(gateway, creating: "- {username: a}\n") == 1)
      #expect(try await extra(gateway, creating: "- {username: a}\n- {username: b}\n") == 4)
      let many = (0..<5).map { "- {username: n\($0)}\n" }.joined()
      #expect(try await extra(gateway, creating: many) == 4)
    }
  }

  /// Nothing is looked up for updates, for deletions, or without tags.
  @Test func nothingElseIsLookedUp() async throws {
    try await Gateway.run { gateway in
      try await gateway.api.put(["consumers", "kept"], body: ["username": "kept", "tags": ["team-a"]])
      #expect(try await extra(gateway, creating: "") == 0)
      let plain = try await gateway.count(["diff", try gateway.file("consumers: [{username: kept}]\n")])
      let more = try gateway.file("consumers: [{username: kept}, {username: b}]\n")
      #expect(try await gateway.count(["diff", more]) == plain)
    }
  }
}
