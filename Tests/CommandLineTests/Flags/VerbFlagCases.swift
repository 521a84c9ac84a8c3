import Targets
import Documents
import Foundation
import Testing

extension FlagCase {
  /// Flags that one or two verbs have.
  static let single: [FlagCase] = [
    FlagCase(flag: "max-deletes", verbs: ["sync"]) { trial async throws in
      try await trial.seed("consumers: [{username: a}, {username: b}, {username: c}]")
      try trial.gateway.file("services: [{name: s, host: h}]\n")
      let refused = try await trial.run("2")
      #expect(refused.status == 4 && refused.errors.contains("3"), "\(refused.everything)")
      #expect(try await trial.names("consumers").count == 3)
      #expect(try await trial.run("3").status == 0)
      #expect(try await trial.names("consumers").isEmpty)
      #expect(try await trial.run("many").status == 64)
    },
    FlagCase(flag: "allow-empty", verbs: ["sync"]) { trial async throws in
      try await trial.seed(state)
      try trial.gateway.file("")
      #expect(try await trial.run(nil).status == 4)
      #expect(try await trial.run("true").status == 0)
      #expect(try await trial.names("services").isEmpty)
    },
    FlagCase(flag: "on-conflict", verbs: ["undo"]) { trial async throws in
      try await trial.seed("services: [{name: s, host: before}]", "--journal", "run.journal")
      try await trial.gateway.api.patch(["services", "s"], body: ["host": "by-hand"])
      #expect(try await trial.run("keep").status == 1)
      #expect(try await trial.names("services") == ["s"])
      #expect(try await trial.run("overwrite").status == 0)
      #expect(try await trial.names("services").isEmpty)
    },
    FlagCase(flag: "dry-run", verbs: ["reset", "undo"]) { trial async throws in
      try await trial.seed(state, "--journal", "run.journal")
      let run = try await trial.run("true")
      #expect(run.status == 0 && run.output.contains("deleting service s"), "\(run.everything)")
      #expect(try await trial.names("services") == ["s"])
    },
    FlagCase(flag: "force", verbs: ["reset"]) { trial async throws in
      try await trial.seed(state)
      #expect(try await trial.run(nil).status == 4, "there is nobody to ask")
      #expect(try await trial.run("true").status == 0)
      #expect(try await trial.names("services").isEmpty)
    },
    FlagCase(flag: "yes", verbs: ["diff", "sync", "apply", "undo", "dump"]) { trial async throws in
      try await trial.seed("consumers: [{username: old}]")
      switch trial.verb {
      case "sync":
        #expect(try await trial.runAtTerminal(nil).screen.contains("[y/N]"))
        let run = try await trial.runAtTerminal("true")
        #expect(run.status == 0 && !run.screen.contains("[y/N]"), "\(run.screen)")
        #expect(try await trial.names("consumers") == ["c"])
      case "apply":
        try trial.gateway.file("consumers: [{username: u, basicauth_credentials: [{username: u, password: new}]}]\n")
        try await trial.seed("consumers: [{username: u, basicauth_credentials: [{username: u, password: old}]}]")
        #expect(try await trial.run(nil, "--atomic").status == 4)
        #expect(try await trial.run("true", "--atomic").status == 0)
      case "undo":
        try await trial.seed("consumers: [{username: new}]", "--journal", "run.journal", "--max-deletes", "1")
        #expect(try await trial.run(nil).status == 4, "there is nobody to ask")
        #expect(try await trial.names("consumers") == ["new"])
        #expect(try await trial.run("true").status == 0)
        #expect(try await trial.names("consumers") == ["old"])
      case "dump":
        #expect(try await trial.run(nil, "-o", "kong.yaml").status == 1)
        #expect(try await trial.run("true", "-o", "kong.yaml").status == 0)
        #expect(try trial.gateway.scratch.read("kong.yaml").contains("old"))
      default:
        #expect(try await trial.run("true").status == 0)
      }
    },
    FlagCase(flag: "online-entities-list", verbs: ["validate"]) { trial async throws in
      try trial.gateway.file("services: [{name: bad}]\nconsumers: [{username: c}]\n")
      #expect(try await trial.run("Services,Consumers").errors.contains("host"))
      #expect(try await trial.run("Consumers").status == 0)
      #expect(try await trial.run("consumers").status == 64, "the names are written as decK writes them")
    },
    FlagCase(flag: "konnect-compatibility", verbs: ["validate"]) { trial async throws in
      let run = try await trial.run("true")
      #expect(run.status == 1 && run.errors.contains("no file has a '_konnect' section"), "\(run.everything)")
      #expect(try await trial.run("true", "-w", "team").status == 64)
    },
    FlagCase(flag: "skip-hash-for-basic-auth", verbs: comparing) { trial async throws in
      let run = try await trial.run("true")
      #expect(run.status == 1 && run.errors.contains("can be used with Konnect only"), "\(run.everything)")
      #expect(try await trial.run("false").status == 0)
    },
    FlagCase(flag: "format", verbs: ["dump"]) { trial async throws in
      try await trial.seed(state)
      let document = try JSONReader.read(Array(try await trial.run("JSON").output.utf8))
      #expect(document["services"]?.array?.first?["name"] == "s")
      #expect(try await trial.run("yaml").output.hasPrefix("_format_version: \"3.0\"\n"))
      #expect(try await trial.run("toml").status == 64)
    },
    FlagCase(flag: "output-file", verbs: ["dump", "plan", "schemas"]) { trial async throws in
      try await trial.seed(state)
      #expect(try await trial.run("saved").status == 0)
      let written = ["dump": "saved.yaml", "plan": "saved"][trial.verb] ?? "saved/entities/services.json"
      #expect(try !trial.gateway.scratch.read(written).isEmpty)
    },
    FlagCase(flag: "with-id", verbs: ["dump"]) { trial async throws in
      try await trial.seed(state)
      let id = try await trial.gateway.get("services", "s")["id"]?.string ?? "none"
      #expect(try await trial.run("true").output.contains(id))
      #expect(try await !trial.run("false").output.contains(id))
    },
    FlagCase(flag: "skip-defaults", verbs: ["dump"]) { trial async throws in
      try await trial.seed(state)
      #expect(try await trial.run("false").output.contains("read_timeout: 60000"))
      #expect(try await !trial.run("true").output.contains("read_timeout"))
    },
    FlagCase(flag: "sanitize", verbs: ["dump"]) { trial async throws in
      try await trial.seed("services: [{name: telling, host: secret.example}]")
      let run = try await trial.run("true")
      #expect(run.status == 0 && run.output.contains("services:"))
      #expect(!run.output.contains("telling") && !run.output.contains("secret.example"))
    },
    FlagCase(flag: "sanitization-salt", verbs: ["dump"]) { trial async throws in
      try await trial.seed(state)
      let first = try await trial.run("salt", "--sanitize").output
      #expect(try await trial.run("salt", "--sanitize").output == first)
      #expect(try await trial.run("pepper", "--sanitize").output != first)
    },
  ]
}
