import Testing

@testable import FairleadCommands

extension FlagCase {
  /// Flags of every verb that choose and name a control plane of Konnect. A trial names a gateway as well, so that
  /// `--target` has to decide.
  static let konnect: [FlagCase] = [
    FlagCase(flag: "target", verbs: everyVerb) { trial async throws in
      let konnect = try await trial.run("konnect")
      #expect(konnect.status == 1 && konnect.errors.contains("Konnect takes no request without a token"))
      let gateway = try await trial.run("gateway", "--konnect-token", "kpat-secret")
      #expect(gateway.status == 0 && !gateway.errors.contains("konnect"), "\(gateway.everything)")
    },
    FlagCase(flag: "konnect-addr", verbs: everyVerb) { trial async throws in
      let run = try await trial.run("http://127.0.0.1:1", "--target", "konnect", "--konnect-token", "kpat-secret")
      expect(run, trial, "nothing accepts connections at http://127.0.0.1:1")
      #expect(!run.everything.contains("kpat-secret"))
      let open = try await trial.run("http://konnect.test", "--target", "konnect", "--konnect-token", "kpat-secret")
      #expect(open.status == 1 && open.errors.contains("over https alone"), "\(open.everything)")
    },
    FlagCase(flag: "konnect-token", verbs: everyVerb) { trial async throws in
      let run = try await trial.run("kpat-secret", "--target", "konnect", "--konnect-addr", trial.gateway.address)
      expect(run, trial, "control plane not found: default")
      #expect(!run.everything.contains("kpat-secret"))
      let both = try await trial.run("kpat-secret")
      #expect(both.status == 0 && both.errors.contains("the target is the gateway"), "\(both.everything)")
    },
    FlagCase(flag: "konnect-token-file", verbs: everyVerb) { trial async throws in
      let missing = try await trial.run("nowhere", "--target", "konnect")
      #expect(missing.status == 1 && missing.errors.contains("'nowhere', cannot be read"), "\(missing.everything)")
      try trial.gateway.scratch.write("token", "kpat-secret\n")
      let run = try await trial.run("token", "--target", "konnect", "--konnect-addr", trial.gateway.address)
      expect(run, trial, "control plane not found: default")
    },
    naming("konnect-control-plane-name"),
    naming("konnect-runtime-group-name"),
    FlagCase(flag: "skip-defaults-fill", verbs: everyVerb) { trial async throws in
      let run = try await trial.run("true")
      #expect(run.status == 0 && !run.errors.contains("skip-defaults-fill"), "\(run.everything)")
    },
  ]

  private static func naming(_ flag: String) -> FlagCase {
    FlagCase(flag: flag, verbs: everyVerb) { trial async throws in
      let run = try await trial.run(
        "orders", "--target", "konnect", "--konnect-token", "kpat-secret", "--konnect-addr", trial.gateway.address)
      expect(run, trial, "control plane not found: orders")
    }
  }

  /// What the control plane answers; a journal of a gateway is refused before anything is asked.
  private static func expect(_ run: Program.Run, _ trial: FlagTrial, _ words: String) {
    if trial.verb == "undo" {
      #expect(run.status == 4 && run.errors.contains("the journal is of a run at"), "\(run.everything)")
    } else {
      #expect(run.status == 1 && run.errors.contains(words), "\(run.everything)")
    }
  }
}
