import GatewaySchemas
import Documents
import Targets
import Testing

extension FlagCase {
  /// Flags of plans that are saved, and of drift.
  static let approval: [FlagCase] = [
    FlagCase(flag: "max-deletes", verbs: ["plan"]) { trial async throws in
      try await trial.seed("consumers: [{username: a}, {username: b}, {username: c}]")
      try trial.gateway.file("services: [{name: s, host: h}]\n")
      #expect(try await trial.run("2").errors.contains("a sync will refuse this"))
      let run = try await trial.run("3")
      #expect(run.status == 0 && run.errors.isEmpty, "\(run.everything)")
      #expect(try plan(trial)["flags"]?["max-deletes"] == ["3"])
    },
    FlagCase(flag: "allow-empty", verbs: ["plan"]) { trial async throws in
      try await trial.seed(state)
      try trial.gateway.file("")
      #expect(try await trial.run(nil).errors.contains("a sync will refuse this"))
      let run = try await trial.run("true")
      #expect(run.status == 0 && run.errors.isEmpty, "\(run.everything)")
    },
    FlagCase(flag: "on-error", verbs: ["plan"]) { trial async throws in
      #expect(try await trial.run("stop").status == 0)
      #expect(try plan(trial)["flags"]?["on-error"] == ["stop"])
    },
    FlagCase(flag: "skip-plugin-definitions", verbs: ["plan"], edition: .enterprise) { trial async throws in
      try await trial.seed("cloned_plugins: [{name: my-cors, ref: cors}]\n", "--include-plugin-definitions")
      let run = try await trial.run("true", "--for", "reset", files: [])
      #expect(run.status == 0 && !run.output.contains("my-cors"), "\(run.everything)")
      #expect(
        try await trial.run("false", "--for", "reset", files: []).output.contains("deleting cloned-plugin my-cors"))
    },
    FlagCase(flag: "for", verbs: ["plan"]) { trial async throws in
      try await trial.seed("consumers: [{username: old}]")
      #expect(try await trial.run("sync").output.contains("deleting consumer old"))
      #expect(try await trial.run("apply").output.contains("Kept: 1"))
      let run = try await trial.run("reset")
      #expect(run.status == 0 && !run.output.contains("creating"), "\(run.everything)")
      #expect(try plan(trial)["verb"] == "reset")
      #expect(try await trial.run("dump").status == 64)
    },
    FlagCase(flag: "target-name", verbs: ["diff", "plan", "sync", "apply", "reset"]) { trial async throws in
      switch trial.verb {
      case "diff", "plan":
        let more = trial.verb == "diff" ? ["--plan-out", "plan.json"] : []
        #expect(try await trial.run("here", more).status == 0)
        #expect(try plan(trial)["target"]?["name"] == "here")
      default:
        let make = ["plan", "--for", trial.verb, "--target-name", "here", "-o", "plan.json"]
        let files = trial.verb == "reset" ? [] : ["kong.yaml"]
        #expect(try await trial.gateway.run(make + files).status == 0)
        #expect(try await trial.run("there", "--plan", "plan.json").status == 4)
        #expect(try await trial.run("here", "--plan", "plan.json").status == 0)
      }
    },
    FlagCase(flag: "plan", verbs: ["sync", "apply", "reset"]) { trial async throws in
      if trial.verb == "reset" { try await trial.seed(state) }
      let files = trial.verb == "reset" ? [] : ["kong.yaml"]
      let made = try await trial.gateway.run(["plan", "--for", trial.verb, "-o", "plan.json"] + files)
      #expect(made.status == 0, "\(made.everything)")
      #expect(try await trial.run("plan.json").status == 0)
      #expect(try await trial.run("plan.json").status == 4, "it was carried out, and is not what would be done now")
    },
    FlagCase(flag: "plan-out", verbs: ["undo"]) { trial async throws in
      try await trial.seed(state, "--journal", "run.journal")
      let run = try await trial.run("plan.json", "--dry-run")
      #expect(run.status == 0 && run.output.contains("deleting service s"), "\(run.everything)")
      #expect(try plan(trial)["summary"]?["delete"] == 3)
    },
    FlagCase(flag: "plan-out", verbs: ["diff"]) { trial async throws in
      let run = try await trial.run("plan.json")
      #expect(run.status == 0 && run.output.contains("creating service s"), "\(run.everything)")
      #expect(try plan(trial)["summary"]?["create"] == 3)
    },
    FlagCase(flag: "base", verbs: ["diff", "plan", "sync"]) { trial async throws in
      try trial.gateway.file(state, named: "base.yaml")
      let run = try await trial.run("base.yaml")
      #expect(run.status == 0 && run.output.contains("creating service s  [drift]"), "\(run.everything)")
      #expect(try await trial.run("missing.yaml").status == 1)
    },
    FlagCase(flag: "on-drift", verbs: ["diff", "plan", "sync"]) { trial async throws in
      try trial.gateway.file(state, named: "base.yaml")
      let refused = try await trial.run("refuse", "--base", "base.yaml")
      #expect(refused.status == 4 && refused.errors.contains("was deleted on the target"), "\(refused.everything)")
      let kept = try await trial.run("keep", "--base", "base.yaml")
      #expect(kept.status == 0 && kept.output.contains("Created: 0"), "\(kept.everything)")
      let run = try await trial.run("overwrite", "--base", "base.yaml")
      #expect(run.status == 0 && run.output.contains("Created: 3"), "\(run.everything)")
    },
    FlagCase(flag: "drift-only", verbs: ["diff"]) { trial async throws in
      try trial.gateway.file("services: [{name: s, host: h, tags: [t]}]\n", named: "base.yaml")
      let run = try await trial.run("true", "--base", "base.yaml")
      #expect(run.status == 0 && run.output.contains("creating service s  [drift]"), "\(run.everything)")
      #expect(!run.output.contains("consumer c"), "\(run.output)")
      #expect(try await trial.run("false", "--base", "base.yaml").output.contains("creating consumer c  [wanted]"))
    },
  ]

  private static func plan(_ trial: FlagTrial) throws -> Node {
    try JSONReader.read(Array(try trial.gateway.scratch.read("plan.json").utf8))
  }
}
