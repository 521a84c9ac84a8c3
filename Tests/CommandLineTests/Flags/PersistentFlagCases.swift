import Documents
import Foundation
import GatewaySchemas
import Testing

@testable import GatewaySandbox

extension FlagCase {
  /// Flags of every verb.
  static let persistent: [FlagCase] = [
    FlagCase(flag: "config", verbs: everyVerb) { trial async throws in
      try trial.gateway.scratch.write("settings.yaml", "verbose: 1\n")
      let run = try await trial.run("settings.yaml")
      #expect(run.status == 0 && run.errors.contains("GET /"), "\(run.everything)")
      #expect(try await trial.run("missing.yaml").status == 64)
    },
    FlagCase(flag: "verbose", verbs: everyVerb) { trial async throws in
      #expect(try await !trial.run("0").errors.contains("GET /"))
      let run = try await trial.run("1")
      #expect(run.status == 0 && run.errors.contains("GET /"), "\(run.everything)")
    },
    FlagCase(flag: "no-color", verbs: everyVerb) { trial async throws in
      let run = try await trial.runAtTerminal("true")
      // What moves the cursor for the progress is no colour.
      #expect(run.status == 0 && !run.screen.contains(/\u{1B}\[[0-9;]*m/), "\(run.screen)")
    },
    FlagCase(flag: "no-snippets", verbs: everyVerb) { trial async throws in
      try trial.gateway.file("services: [{name: s, host: h, port: 99999}]\n")
      let shown = try await trial.run(nil, environment: ["FAIRLEAD_NO_SNIPPETS": ""])
      let run = try await trial.run("true", environment: ["FAIRLEAD_NO_SNIPPETS": ""])
      let readsFiles = comparing.contains(trial.verb) || trial.verb == "validate"
      #expect(run.status == (readsFiles ? 1 : 0), "\(run.everything)")
      #expect(shown.errors.contains("\n2 | services: ") == readsFiles && !run.errors.contains(" | "), "\(shown.errors)")
    },
    FlagCase(flag: "analytics", verbs: everyVerb) { trial async throws in
      let run = try await trial.run("false")
      #expect(run.status == 0 && !run.errors.contains("analytics"), "\(run.everything)")
    },
    FlagCase(flag: "kong-addr", verbs: everyVerb) { trial async throws in
      let nowhere = try await trial.run("http://127.0.0.1:1")
      #expect(nowhere.status == 1 && nowhere.errors.contains("http://127.0.0.1:1"), "\(nowhere.everything)")
      #expect(try await trial.run(trial.gateway.address).status == 0)
    },
    FlagCase(flag: "headers", verbs: everyVerb) { trial async throws in
      try await trial.gateway.set(faults: ["require_header": "X-Who:me"])
      #expect(try await trial.run(nil).status == 1)
      let run = try await trial.run("a:b,X-Who:me")
      #expect(run.status == 0, "\(run.everything)")
    },
    FlagCase(flag: "kong-admin-token", verbs: everyVerb) { trial async throws in
      try await trial.gateway.set(faults: ["require_header": "Kong-Admin-Token:secret-token"])
      #expect(try await trial.run(nil).status == 1)
      let run = try await trial.run("secret-token", "--verbose", "1")
      #expect(run.status == 0 && !run.everything.contains("secret-token"), "\(run.everything)")
    },
    FlagCase(flag: "kong-cookie-jar-path", verbs: everyVerb) { trial async throws in
      let proxy = try Forwarder(.proxy, to: trial.gateway.address)
      defer { proxy.stop() }
      try trial.gateway.scratch.write("jar", "gateway.test\tFALSE\t/\tFALSE\t0\tname\tvalue\n")
      let run = try await trial.run(
        "jar", environment: ["http_proxy": "http://127.0.0.1:\(proxy.port)"], address: "http://gateway.test:8001")
      #expect(run.status == 0, "\(run.everything)")
      #expect(!proxy.requests.isEmpty && proxy.requests.allSatisfy { $0.contains("Cookie: name=value\r\n") })
    },
    FlagCase(flag: "ca-cert", verbs: everyVerb, isSecure: true) { trial async throws in
      #expect(try await trial.run(nil).errors.contains("there is no secure connection"))
      #expect(try await trial.run(try trial.gateway.scratch.read("ca.pem")).status == 0)
    },
    FlagCase(flag: "ca-cert-file", verbs: everyVerb, isSecure: true) { trial async throws in
      #expect(try await trial.run("ca.pem").status == 0)
    },
    FlagCase(flag: "tls-server-name", verbs: everyVerb, isSecure: true) { trial async throws in
      let other = try await trial.run("other.example", "--ca-cert-file", "ca.pem")
      #expect(other.status == 1 && other.errors.contains("there is no secure connection"), "\(other.everything)")
      #expect(try await trial.run("localhost", "--ca-cert-file", "ca.pem").status == 0)
    },
    FlagCase(flag: "tls-skip-verify", verbs: everyVerb, isSecure: true) { trial async throws in
      #expect(try await trial.run("false").status == 1)
      let run = try await trial.run("true")
      #expect(run.status == 0, "\(run.everything)")
    },
    clientIdentity("tls-client-cert", with: "--tls-client-key-file", "client.key") { $0.certificate },
    clientIdentity("tls-client-cert-file", with: "--tls-client-key-file", "client.key") { _ in "client.pem" },
    clientIdentity("tls-client-key", with: "--tls-client-cert-file", "client.pem") { $0.key },
    clientIdentity("tls-client-key-file", with: "--tls-client-cert-file", "client.pem") { _ in "client.key" },
    FlagCase(flag: "timeout", verbs: everyVerb, isSlow: true) { trial async throws in
      // It tries again, and is answered.
      try await trial.gateway.set(
        faults: [
          // A dump asks for listings alone.
          "rules": [
            ["method": "GET", "path": "/", "slow_ms": 20_000, "count": 1],
            ["method": "GET", "path": "/ca_certificates", "slow_ms": 20_000, "count": 1],
          ]
        ])
      let run = try await trial.run("2", "--verbose", "1")
      #expect(run.status == 0 && run.errors.contains(" within 2 s\n"), "\(run.everything)")
    },
    FlagCase(flag: "time-limit", verbs: everyVerb, isSlow: true) { trial async throws in
      try await trial.gateway.set(faults: ["latency_ms": 5000])
      let run = try await trial.run("1")
      #expect(run.status == 1 && run.errors.contains("the time limit of 1 s"), "\(run.everything)")
    },
    FlagCase(flag: "skip-workspace-crud", verbs: everyVerb, edition: .enterprise) { trial async throws in
      try await trial.seed(state, "-w", "team")
      // Nobody may know whether there is a workspace: only who does not ask gets on.
      try await trial.gateway.set(
        faults: ["rules": [["method": "*", "path": "*/workspaces/team", "status": 400]]])
      let run = try await trial.run("true", "-w", "team")
      #expect(run.status == 0 && !run.output.contains("Creating workspace"), "\(run.everything)")
      // The schemas are the same in every workspace, so that nobody asks there whether it exists.
      if trial.verb != "schemas" {
        let asking = try await trial.run(nil, "-w", "team")
        #expect(asking.status != 0 || asking.output.contains("Creating workspace"), "\(asking.everything)")
      }
    },
  ]

  private static func clientIdentity(
    _ flag: String, with other: String, _ file: String, value: @escaping @Sendable (OwnCertificate) -> String
  ) -> FlagCase {
    FlagCase(flag: flag, verbs: everyVerb) { trial async throws in
      let server = try OwnCertificate(now: SystemClock.now())
      let client = try OwnCertificate(now: SystemClock.now())
      var configuration = SandboxConfiguration()
      configuration.tls = TLSSettings()
      configuration.tls?.identity = (server.certificate, server.key)
      configuration.tls?.clientAuthorities = client.certificate
      let sandbox = try await Sandbox.start(configuration)
      try trial.gateway.scratch.write("ca.pem", server.certificate)
      try trial.gateway.scratch.write("client.pem", client.certificate)
      try trial.gateway.scratch.write("client.key", client.key)
      let run = try await trial.run(
        value(client), other, file, "--ca-cert-file", "ca.pem", "--timeout", "60", address: sandbox.address)
      #expect(run.status == 0, "\(run.everything)")
      let alone = try await trial.run(value(client), "--ca-cert-file", "ca.pem", address: sandbox.address)
      #expect(alone.status == 64 && alone.errors.contains("is given without"), "\(alone.everything)")
      await sandbox.stop()
    }
  }
}
