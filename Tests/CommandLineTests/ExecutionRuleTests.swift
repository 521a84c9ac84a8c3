import Targets
import Documents
import Foundation
import GatewaySchemas
import Glibc
import TestSupport
import Testing

/// What a run asks of the gateway, and what it asks nobody for.
@Suite struct ExecutionRuleTests {
  private static let state = """
    services: [{name: s, host: h, routes: [{name: r, paths: [/r]}], plugins: [{name: cors}]}]
    consumers: [{username: a, keyauth_credentials: [{key: k}], acls: [{group: g}]}, {username: b}]
    upstreams: [{name: up, targets: [{target: "10.0.0.1:80"}, {target: "10.0.0.2:80"}]}]
    """

  /// Creations, updates and deletions cost a request each, and a run that writes reads what a diff reads.
  @Test func aChangeIsOneRequest() async throws {
    try await Gateway.run { gateway in
      let file = try gateway.file(Self.state)
      let diff = try await gateway.count(["diff", file])
      #expect(diff.writes == 0)
      let sync = try await gateway.count(["sync", file])
      #expect(sync.reads == diff.reads && sync.writes == 10)
      let changed = try gateway.file(
        Self.state.replacing("host: h", with: "host: i").replacing(
          "target: \"10.0.0.1:80\"", with: "target: \"10.0.0.1:80\", weight: 5"),
        named: "changed.yaml")
      #expect(try await gateway.count(["sync", changed]).writes == 2)
      let less = try gateway.file("services: [{name: s, host: i}]\n", named: "less.yaml")
      // What goes with its owner needs no request: credentials, targets, the plugin stays to be deleted, and the route.
      #expect(try await gateway.count(["sync", less]).writes == 5)
      #expect(try await gateway.count(["reset", "--force"]).writes == 1)
      #expect(try await gateway.count(["reset", "--force"]).writes == 0)
    }
  }

  /// A token that is good in one workspace alone: neither the root nor the workspace itself may be read.
  @Test func aTokenOfOneWorkspaceIsEnough() async throws {
    try await Gateway.run(edition: .enterprise) { gateway in
      let file = try gateway.file("services: [{name: s, host: h}]\n")
      #expect(try await gateway.fairlead("sync", "-w", "team", file).status == 0)
      let rules: [Node] = ["/", "/workspaces", "/workspaces/*", "/team/workspaces/*", "/services", "/schemas/*"].map {
        ["method": "*", "path": .init(.string($0)), "status": 403]
      }
      try await gateway.set(faults: ["rules": .init(.array(rules))])
      for verb in ["ping", "dump", "diff", "sync", "apply", "validate"] {
        let files = ["ping", "dump"].contains(verb) ? [] : [file]
        let run = try await Program.run(
          "fairlead", ["gateway", verb, "-w", "team", "--kong-addr", gateway.address] + files,
          in: gateway.scratch.folder)
        #expect(run.status == 0, "\(verb) \(run.everything)")
      }
      let reset = try await gateway.fairlead("reset", "-w", "team", "--force")
      #expect(reset.status == 0 && reset.output.contains("Deleted: 1"), "\(reset.everything)")
    }
  }

  @Test func applyCreatesAMissingWorkspaceToo() async throws {
    try await Gateway.run(edition: .enterprise) { gateway in
      // The first attempt is done, and its answer gets lost: the second finds the workspace there.
      try await gateway.set(
        faults: ["rules": [["method": "POST", "path": "/workspaces", "drop": "after", "count": 1]]])
      let run = try await gateway.fairlead("apply", "-w", "team", try gateway.file("services: [{name: s, host: h}]\n"))
      #expect(run.status == 0, "\(run.everything)")
      #expect(run.output.hasPrefix("Creating workspace team\ncreating service s\n"))
      #expect(try await gateway.list("team", "services").count == 1)
      #expect(try await gateway.list("workspaces").count == 2)
    }
  }

  /// Links and permissions have no id: an attempt whose answer got lost is known by what it made.
  @Test func whatHasNoIDIsNotMadeTwice() async throws {
    try await Gateway.run(edition: .enterprise) { gateway in
      let drop = { (path: String) -> Node in
        ["method": "POST", "path": .init(.string(path)), "drop": "after", "count": 1]
      }
      try await gateway.set(
        faults: ["rules": [drop("/consumer_groups/*/consumers"), drop("/rbac/roles/*/endpoints")]])
      let groups = try gateway.file("consumers: [{username: a, groups: [{name: g}]}]\nconsumer_groups: [{name: g}]\n")
      let members = try await gateway.fairlead("sync", groups)
      #expect(members.status == 0 && members.errors == "", "\(members.everything)")
      #expect(try await gateway.list("consumer_groups", "g", "consumers").count == 1)
      let roles = try gateway.file(
        "rbac_roles: [{name: x, endpoint_permissions: [{workspace: default, endpoint: /services, actions: [read, create]}]}]"
      )
      let permissions = try await gateway.fairlead("sync", roles)
      #expect(permissions.status == 0 && permissions.errors == "", "\(permissions.everything)")
      #expect(try await gateway.list("rbac", "roles", "x", "endpoints").count == 1)
      #expect(try await gateway.fairlead("diff", "--non-zero-exit-code", roles).status == 0)
    }
  }

  /// A file with roles alone is about roles alone, with and without the flag.
  @Test func rolesAloneDeleteNothingElse() async throws {
    try await Gateway.run(edition: .enterprise) { gateway in
      #expect(try await gateway.fairlead("sync", try gateway.file(Self.state, named: "state.yaml")).status == 0)
      let run = try await gateway.fairlead("sync", try gateway.file("rbac_roles: [{name: r}]\n"))
      #expect(run.status == 0 && run.output.hasPrefix("creating rbac-role r\nSummary:"), "\(run.everything)")
      #expect(try await gateway.fairlead("diff", "--non-zero-exit-code", "state.yaml").status == 0)
      let mixed = try await gateway.fairlead(
        "sync", try gateway.file("rbac_roles: [{name: r}]\nvaults: []\nkeys: [{name: k}]\n"))
      #expect(mixed.status == 1 && mixed.errors.contains("cannot be synced in one run"), "\(mixed.everything)")
    }
  }

  @Test func protectedByTheFilesIsProtectedToo() async throws {
    try await Gateway.run { gateway in
      let seed = try gateway.file(
        "services: [{name: s, host: before, tags: [keep]}, {name: gone, host: h, tags: [keep]}]\n")
      #expect(try await gateway.fairlead("sync", seed).status == 0)
      let file = try gateway.file("_info: {protect_tags: [keep]}\nservices: [{name: s, host: after, tags: [keep]}]\n")
      let run = try await gateway.fairlead("sync", file)
      #expect(run.status == 0, "\(run.everything)")
      #expect(run.errors.contains("service s") && run.errors.contains("service gone"), "\(run.errors)")
      #expect(try await gateway.get("services", "s")["host"] == "before")
      #expect(try await gateway.list("services").count == 2)
    }
  }

  /// The second Ctrl-C does not wait for what is under way.
  @Test func aSecondInterruptionLeavesAtOnce() async throws {
    try await Gateway.run { gateway in
      let file = try gateway.file("consumers: [{username: a}, {username: b}]\n")
      // The writes are kept back for good: who waited for them would wait for ever.
      let run = try await gateway.run(["sync", file], holding: .init(method: "PUT", path: "/consumers/")) { run, _ in
        try await run.interrupt()
        run.signal(SIGINT)
      }
      #expect(run.status == 130)
      #expect(run.errors.hasSuffix("interrupted\n"), "\(run.errors)")
    }
  }

  /// Whoever may read nothing has the wrong token: a dump of nothing does not take the place of a good one.
  @Test func aDumpOfNothingReplacesNothing() async throws {
    try await Gateway.run { gateway in
      try gateway.scratch.write("backup.yaml", "good\n")
      try await gateway.set(faults: ["require_header": "Kong-Admin-Token:right"])
      let run = try await gateway.fairlead("dump", "--yes", "-o", "backup.yaml", "--kong-admin-token", "wrong")
      #expect(run.status == 1)
      #expect(run.errors.contains("the gateway lets nothing be read (status 403)"), "\(run.errors)")
      #expect(try gateway.scratch.read("backup.yaml") == "good\n")
    }
  }
}
