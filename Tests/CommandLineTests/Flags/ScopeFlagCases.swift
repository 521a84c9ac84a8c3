import Targets
import Documents
import GatewaySchemas
import Testing

extension FlagCase {
  /// Flags that say what part of a gateway a verb is about.
  static let scope: [FlagCase] = [
    FlagCase(flag: "workspace", verbs: everyVerb, edition: .enterprise) { trial async throws in
      try await trial.seed("services: [{name: there, host: h}]", "-w", "team")
      let run = try await trial.run("team", "--verbose", "1")
      #expect(run.status == 0, "\(run.everything)")
      #expect(run.errors.contains("GET /team/"), "\(run.errors)")
      switch trial.verb {
      case "dump": #expect(run.output.contains("_workspace: team") && run.output.contains("name: there"))
      case "diff", "plan": #expect(run.output.contains("deleting service there"))
      case "sync": #expect(try await trial.names("team", "services") == ["s"])
      case "apply": #expect(try await trial.names("team", "services") == ["s", "there"])
      case "reset": #expect(try await trial.names("team", "services").isEmpty)
      default: break
      }
      #expect(try await trial.names("services").isEmpty)
    },
    FlagCase(flag: "all-workspaces", verbs: ["dump", "reset"], edition: .enterprise) { trial async throws in
      try await trial.seed("services: [{name: there, host: h}]", "-w", "team")
      let run = try await trial.run("true")
      #expect(run.status == 0, "\(run.everything)")
      if trial.verb == "dump" {
        #expect(try trial.gateway.scratch.read("team.yaml").contains("name: there"))
        #expect(try trial.gateway.scratch.read("default.yaml").contains("_workspace: default"))
      } else {
        #expect(try await trial.names("team", "services").isEmpty)
      }
      #expect(try await trial.run("true", "-w", "team").status != 0)
    },
    FlagCase(flag: "select-tag", verbs: listing) { trial async throws in
      try await trial.seed("services: [{name: s, host: h, tags: [t]}, {name: other, host: h, tags: [x]}]")
      let run = try await trial.run("t")
      #expect(run.status == 0 && !run.output.contains("other"), "\(run.everything)")
      switch trial.verb {
      case "sync": #expect(try await trial.names("services") == ["s", "other"])
      case "reset": #expect(try await trial.names("services") == ["other"])
      case "dump": #expect(run.output.contains("select_tags:\n  - t\n"))
      default: break
      }
      #expect(try await trial.run("1,2,3,4,5,6").status == 64)
    },
    FlagCase(flag: "only", verbs: listing.union(["apply", "validate"])) { trial async throws in
      if ["dump", "reset"].contains(trial.verb) { try await trial.seed(state) }
      // A service without a host is a fault, unless services are none of the run's business.
      try trial.gateway.file("services: [{name: bad}]\nconsumers: [{username: c2}]\n")
      let run = try await trial.run("consumers")
      #expect(run.status == 0, "\(run.everything)")
      switch trial.verb {
      case "dump": #expect(run.output.contains("consumers:") && !run.output.contains("services:"))
      case "reset": #expect(try await trial.names("consumers").isEmpty)
      case "sync", "apply": #expect(try await trial.names("consumers") == ["c2"])
      default: break
      }
      if trial.verb == "reset" { #expect(try await trial.names("services") == ["s"]) }
      if ["diff", "plan", "validate"].contains(trial.verb) { #expect(try await trial.run(nil).status == 1) }
      #expect(try await trial.run("nonsense").status != 0)
    },
    FlagCase(flag: "skip", verbs: listing.union(["apply", "validate"])) { trial async throws in
      if ["dump", "reset"].contains(trial.verb) { try await trial.seed(state) }
      try trial.gateway.file("services: [{name: bad}]\nconsumers: [{username: c2}]\n")
      let run = try await trial.run("services,routes")
      #expect(run.status == 0, "\(run.everything)")
      switch trial.verb {
      case "dump": #expect(run.output.contains("consumers:") && !run.output.contains("services:"))
      case "reset": #expect(try await trial.names("services") == ["s"])
      case "sync", "apply": #expect(try await trial.names("consumers") == ["c2"])
      default: break
      }
    },
    leavingAlone("skip-consumers", "consumers", "c") { _ in "consumers: [{username: c}]" },
    leavingAlone("skip-ca-certificates", "ca_certificates", nil) { _ in
      let lines = PEM.caCertificate.split(separator: "\n").map { "    \($0)\n" }.joined()
      return "ca_certificates:\n- id: a0000000-0000-4000-8000-0000000000ca\n  cert: |\n\(lines)"
    },
    FlagCase(
      flag: "skip-consumers-with-consumer-groups", verbs: ["diff", "plan", "sync", "dump"], edition: .enterprise
    ) {
      trial async throws in
      try await trial.seed("consumers: [{username: c, groups: [{name: g}]}]\nconsumer_groups: [{name: g}]")
      try trial.gateway.file("consumers: [{username: c}]\nconsumer_groups: [{name: g}]")
      let with = try await trial.run("true")
      #expect(with.status == 0 && !with.output.contains("consumer-group-consumer"), "\(with.everything)")
      #expect(!with.output.contains("groups:\n    - name"))
      #expect(try await trial.gateway.list("consumer_groups", "g", "consumers").count == 1)
      let without = try await trial.run(nil)
      #expect(without.output.contains(trial.verb == "dump" ? "groups:" : "deleting consumer-group-consumer"))
    },
    FlagCase(flag: "consumer-group-policy-overrides", verbs: ["diff", "plan", "sync", "dump"], edition: .enterprise) {
      trial async throws in
      let text =
        "consumer_groups: [{name: g, plugins: [{name: rate-limiting-advanced, config: {limit: [1], window_size: [1]}}]}]"
      if trial.verb == "dump" { try await trial.seed(text, "--consumer-group-policy-overrides") }
      try trial.gateway.file(text)
      let run = try await trial.run("true")
      #expect(run.status == 0, "\(run.everything)")
      let mark = trial.verb == "dump" ? "consumer_group_policy_overrides: true" : "creating consumer-group-plugin"
      #expect(run.output.contains(mark), "\(run.output)")
      #expect(try await !trial.run("false").output.contains(mark))
    },
    FlagCase(
      flag: "rbac-resources-only", verbs: ["diff", "plan", "sync", "dump", "reset", "validate"], edition: .enterprise
    ) { trial async throws in
      try await trial.seed(state)
      try await trial.seed("rbac_roles: [{name: old}]", "--rbac-resources-only")
      try trial.gateway.file("rbac_roles: [{name: new}]\n")
      let run = try await trial.run("true")
      #expect(run.status == 0 && !run.output.contains("service"), "\(run.everything)")
      let roles = try await trial.names("rbac", "roles")
      switch trial.verb {
      case "dump": #expect(run.output.contains("rbac_roles:") && run.output.contains("name: old\n"), "\(run.output)")
      case "reset": #expect(!roles.contains("old"))
      case "sync": #expect(roles.contains("new") && !roles.contains("old"))
      case "diff", "plan":
        #expect(run.output.contains("creating rbac-role new\n") && run.output.contains("deleting rbac-role old"))
      default:
        try trial.gateway.file(state + "\nrbac_roles: [{name: new}]\n")
        #expect(try await trial.run("true").errors.contains("--rbac-resources-only takes files with roles alone"))
      }
      #expect(try await trial.names("services") == ["s"])
    },
    FlagCase(
      flag: "include-plugin-definitions", verbs: ["diff", "plan", "sync", "apply", "dump"], edition: .enterprise
    ) { trial async throws in
      let text = "cloned_plugins: [{name: my-cors, ref: cors}]\n"
      if trial.verb == "dump" { try await trial.seed(text, "--include-plugin-definitions") }
      try trial.gateway.file(text)
      let run = try await trial.run("true")
      #expect(run.status == 0, "\(run.everything)")
      let mark = trial.verb == "dump" ? "cloned_plugins:" : "creating cloned-plugin my-cors"
      #expect(run.output.contains(mark), "\(run.output)")
      let without = try await trial.run(nil)
      #expect(!without.output.contains(mark) && without.status == (trial.verb == "dump" ? 0 : 1))
    },
    FlagCase(flag: "skip-plugin-definitions", verbs: ["reset"], edition: .enterprise) { trial async throws in
      try await trial.seed("cloned_plugins: [{name: my-cors, ref: cors}]\n", "--include-plugin-definitions")
      #expect(try await trial.run("true").status == 0)
      #expect(try await trial.names("cloned-plugins") == ["my-cors"])
      #expect(try await trial.run("false").status == 0)
      #expect(try await trial.names("cloned-plugins").isEmpty)
    },
  ]

  /// A switch that leaves a collection alone: what the files have of it is not written, what the gateway has not deleted.
  private static func leavingAlone(
    _ flag: String, _ collection: String, _ name: String?, text: @escaping @Sendable (FlagTrial) -> String
  ) -> FlagCase {
    FlagCase(flag: flag, verbs: listing) { trial async throws in
      try await trial.seed(text(trial))
      try trial.gateway.file("services: [{name: s, host: h}]\n")
      let run = try await trial.run("true")
      #expect(run.status == 0 && !run.output.contains(collection), "\(run.everything)")
      #expect(!run.output.contains("deleting"))
      #expect(try await trial.gateway.list(collection).count == 1)
      let without = try await trial.run("false")
      switch trial.verb {
      case "dump": #expect(without.output.contains("\(collection):"))
      default: #expect(without.output.contains("deleting"), "\(without.everything)")
      }
    }
  }
}
