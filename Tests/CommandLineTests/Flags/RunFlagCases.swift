import Targets
import Documents
import Foundation
import GatewaySchemas
import Testing

extension FlagCase {
  /// Flags that decide about a plan.
  static let planning: [FlagCase] = [
    FlagCase(flag: "protect-tag", verbs: comparing.union(["reset"])) { trial async throws in
      try await trial.seed("services: [{name: s, host: before, tags: [keep]}]")
      try trial.gateway.file("services: [{name: s, host: after, tags: [keep]}]\n")
      let run = try await trial.run("other,keep")
      #expect(run.errors.contains("keep"), "\(run.everything)")
      #expect(try await trial.gateway.get("services", "s")["host"] == "before")
      let without = try await trial.run(nil)
      #expect(without.status == 0 && without.output.contains(trial.verb == "reset" ? "deleting" : "updating service s"))
    },
    FlagCase(flag: "preflight", verbs: comparing) { trial async throws in
      let refusal: Node = ["method": "POST", "path": "/schemas/*", "status": 400]
      try await trial.gateway.set(faults: ["rules": Node(.array([refusal]))])
      let run = try await trial.run("true")
      #expect(run.status == 1 && run.errors.contains("kong.yaml:2:"), "\(run.everything)")
      #expect(try await trial.gateway.list("services").isEmpty)
      #expect(try await trial.run(nil).status == 0)
    },
    FlagCase(flag: "warnings-as-errors", verbs: comparing.union(["validate"])) { trial async throws in
      try trial.gateway.file("services: [{name: s, host: h, routes: [{name: r, paths: [\"/a.*\"]}]}]\n")
      let warned = try await trial.run(nil)
      #expect(warned.status == 0, "\(warned.everything)")
      #expect(warned.errors.hasPrefix("kong.yaml:2:58: warning: route r: this path looks like a regular expression"))
      if trial.writes { #expect(try await trial.gateway.list("routes").count == 1) }
      let run = try await trial.run("oidc-missing-required-config,route-regex-path-format")
      #expect(run.status == 1 && run.errors.contains("kong.yaml:2:58: error: route r"), "\(run.everything)")
      #expect(try await trial.run("no-such-code").status == 64)
    },
    FlagCase(flag: "errors-as-warnings", verbs: comparing.union(["validate"]), edition: .enterprise) {
      trial async throws in
      try trial.gateway.file(
        "plugins: [{name: rate-limiting-advanced, config: {limit: [1], window_size: [1], enforce_consumer_groups: true}}]\n"
      )
      let refused = try await trial.run(nil)
      #expect(refused.status == 1, "\(refused.everything)")
      #expect(
        refused.errors.contains("error: plugin rate-limiting-advanced (global): 'enforce_consumer_groups'"))
      #expect(try await trial.gateway.list("plugins").isEmpty)
      let run = try await trial.run("rla-consumer-groups-deprecated")
      #expect(run.status == 0 && run.errors.contains("warning: plugin rate-limiting-advanced"), "\(run.everything)")
      if trial.writes { #expect(try await trial.gateway.list("plugins").count == 1) }
    },
    FlagCase(flag: "no-mask-deck-env-vars-value", verbs: listing) { trial async throws in
      try await trial.seed("services: [{name: s, host: before}]")
      try trial.gateway.file("services: [{name: s, host: '${{ env \"DECK_HOST\" }}'}]\n")
      let run = try await trial.run("true", environment: ["DECK_HOST": "from-outside"])
      #expect(run.status == 0, "\(run.everything)")
      guard ["diff", "plan", "sync"].contains(trial.verb) else { return }
      #expect(run.output.contains("\"before\" -> \"from-outside\""), "\(run.output)")
      let masked = try await trial.run("false", environment: ["DECK_HOST": "another-one"])
      #expect(masked.status == 0 && !masked.everything.contains("another-one"))
    },
  ]

  /// Flags of what a verb tells.
  static let output: [FlagCase] = [
    FlagCase(flag: "json-output", verbs: comparing.union(["reset", "undo", "validate"])) { trial async throws in
      if trial.verb == "reset" { try await trial.seed(state) }
      if trial.verb == "undo" { try await trial.seed(state, "--journal", "run.journal") }
      let document = try JSONReader.read(Array(try await trial.run("true").output.utf8))
      #expect(document.object?.keys == ["changes", "summary", "warnings", "errors"])
      let total = document["summary"]?["total"]?.integer
      #expect(total == (trial.verb == "validate" ? 0 : 3))
    },
    FlagCase(flag: "silence-events", verbs: comparing.union(["reset", "undo", "validate"])) { trial async throws in
      if trial.verb == "reset" { try await trial.seed(state) }
      if trial.verb == "undo" { try await trial.seed(state, "--journal", "run.journal") }
      let run = try await trial.run("true")
      #expect(run.status == 0 && !run.output.contains("service s"), "\(run.everything)")
      if trial.verb != "validate" { #expect(run.output.hasPrefix("Summary:\n"), "\(run.output)") }
    },
    FlagCase(flag: "report", verbs: comparing.union(["reset", "undo", "validate"])) { trial async throws in
      if trial.verb == "reset" { try await trial.seed(state) }
      if trial.verb == "undo" { try await trial.seed(state, "--journal", "run.journal") }
      let run = try await trial.run("json=r.json,markdown=r.md,junit=r.xml,events=r.jsonl")
      #expect(run.status == 0, "\(run.everything)")
      let document = try JSONReader.read(Array(try trial.gateway.scratch.read("r.json").utf8))
      #expect(document["schema"] == "fairlead-report/1" && document["command"]?.string == "gateway \(trial.verb)")
      #expect(try trial.gateway.scratch.read("r.md").hasPrefix("### Gateway"))
      #expect(try trial.gateway.scratch.read("r.xml").hasPrefix("<?xml"))
      #expect(try trial.gateway.scratch.read("r.jsonl").contains("\"event\":\"end\""))
      #expect(try await trial.run("nonsense=r").status == 64)
    },
    FlagCase(flag: "non-zero-exit-code", verbs: ["diff", "plan"]) { trial async throws in
      #expect(try await trial.run("true").status == 2)
      #expect(try await trial.run("false").status == 0)
      try await trial.seed(state)
      #expect(try await trial.run("true").status == 0)
    },
  ]

  /// Flags of how changes are brought to the gateway.
  static let execution: [FlagCase] = [
    FlagCase(flag: "parallelism", verbs: everyVerb) { trial async throws in
      try await trial.seed(state)
      try await trial.gateway.set(faults: ["latency_ms": 3])
      try await trial.gateway.resetCounters()
      #expect(try await trial.run("1").status == 0)
      #expect(try await trial.gateway.get("_sandbox", "counters")["max_in_flight"] == 1)
      #expect(try await trial.run("0").status == 64)
    },
    FlagCase(flag: "on-error", verbs: ["sync", "apply", "reset"]) { trial async throws in
      try await trial.gateway.set(faults: [:])
      let names = ["a", "b", "c"].map { "{username: \($0)}" }.joined(separator: ", ")
      if trial.verb == "reset" { try await trial.seed("consumers: [\(names)]") }
      try trial.gateway.file("consumers: [\(names)]\n")
      let method: Node = trial.verb == "reset" ? "DELETE" : "PUT"
      let faults: Node = ["rules": [["method": method, "path": "/consumers/*", "status": 400, "count": 1]]]
      try await trial.gateway.set(faults: faults)
      let stopped = try await trial.run("stop", "--parallelism", "1")
      #expect(
        stopped.status == 1 && stopped.output.contains("(the run stops at the first failure)"), "\(stopped.everything)")
      try await trial.gateway.set(faults: faults)
      let continued = try await trial.run("continue", "--parallelism", "1")
      #expect(continued.status == 3 && continued.output.contains(trial.verb == "reset" ? "Deleted: 2" : "Created: 2"))
    },
    FlagCase(flag: "verify", verbs: ["sync", "apply", "reset"]) { trial async throws in
      func listings(_ value: String) async throws -> Int {
        try await trial.seed(trial.verb == "reset" ? state : "services: [{name: s, host: before}]")
        let run = try await trial.run(value, "--verbose", "1")
        #expect(run.status == 0, "\(run.everything)")
        return RequestCount(log: run.errors).of("GET /services?size=1000")
      }
      #expect(try await listings("false") == 1)
      #expect(try await listings("true") == 2)
    },
    FlagCase(flag: "journal", verbs: ["sync", "apply", "reset", "undo"]) { trial async throws in
      if trial.verb == "reset" { try await trial.seed(state) }
      let run = try await trial.run("new.journal")
      #expect(run.status == 0 && run.errors.contains("journal: new.journal"), "\(run.everything)")
      #expect(try trial.gateway.mode(of: "new.journal") == 0o600)
      let again = try await trial.run("new.journal")
      #expect(again.status == 1 && again.errors.contains("'new.journal' already exists"), "\(again.everything)")
    },
    FlagCase(flag: "journal-dir", verbs: ["sync", "apply", "reset", "undo"]) { trial async throws in
      if trial.verb == "reset" { try await trial.seed(state) }
      for _ in 0..<2 { #expect(try await trial.run("records").status == 0) }
      let names = try FileManager.default.contentsOfDirectory(atPath: trial.gateway.scratch.url("records").path)
      #expect(names.count == 2 && names.allSatisfy { $0.hasSuffix(".journal") && $0.contains("-\(trial.verb)-") })
      let both = try await trial.run("records", "--journal", "x.journal")
      if trial.form == .commandLine {
        #expect(both.status == 64, "\(both.everything)")
      } else {
        #expect(both.status == 0 && both.errors.contains("journal: x.journal"), "the command line stands first")
      }
    },
    FlagCase(flag: "atomic", verbs: ["sync", "apply"]) { trial async throws in
      let fault: Node = ["method": "PUT", "path": "/routes/*", "status": 400]
      try await trial.gateway.set(faults: ["rules": [fault]])
      #expect(try await trial.run("true").status == 1)
      #expect(try await trial.names("services").isEmpty)
      #expect(try await trial.run("false").status == 3)
      #expect(try await trial.names("services") == ["s"])
    },
    FlagCase(flag: "db-update-propagation-delay", verbs: ["sync", "apply", "reset"]) { trial async throws in
      if trial.verb == "reset" { try await trial.seed(state) }
      // It is accepted, and nobody waits a day.
      let run = try await trial.run("86400")
      #expect(run.status == 0 && run.output.contains("Summary:"), "\(run.everything)")
    },
  ]
}
