import Documents
import Foundation
import GatewaySandbox
import Testing

/// How the tool reaches a gateway, and what it says where it does not.
@Suite struct ConnectionTests {
  private static let state = "services:\n- {name: a, host: h}\n"

  private static func guarded() -> SandboxConfiguration {
    var configuration = SandboxConfiguration()
    configuration.faults.requiredHeader = ("Kong-Admin-Token", "let-me-in")
    return configuration
  }

  @Test(arguments: [
    (["--kong-admin-token", "let-me-in"], [:]),
    (["--headers", "Kong-Admin-Token:let-me-in"], [:]),
    (["--headers", "kong-admin-token:wrong", "--kong-admin-token", "let-me-in"], [:]),
    ([], ["DECK_KONG_ADMIN_TOKEN": "let-me-in"]),
    ([], ["FAIRLEAD_HEADERS": "x:y,Kong-Admin-Token:let-me-in"]),
    ([], ["DECK_KONG_ADMIN_TOKEN": "wrong", "FAIRLEAD_KONG_ADMIN_TOKEN": "let-me-in"]),
  ])
  func theAdminTokenIsSentFromEverywhere(arguments: [String], environment: [String: String]) async throws {
    try await Gateway.run(Self.guarded()) { gateway in
      let run = try await Program.run(
        "fairlead", ["gateway", "ping", "--kong-addr", gateway.address] + arguments, environment: environment)
      #expect(run.status == 0, "\(run.errors)")
      #expect(!run.everything.contains("let-me-in"))
    }
  }

  @Test func aMissingOrWrongTokenIsToldAsSuch() async throws {
    try await Gateway.run(Self.guarded()) { gateway in
      let missing = try await gateway.fairlead("ping")
      #expect(missing.status == 1)
      #expect(missing.errors.contains("the gateway does not know who asks (status 401)"), "\(missing.errors)")
      let wrong = try await gateway.fairlead("ping", "--kong-admin-token", "my-wrong-token")
      #expect(wrong.status == 1)
      #expect(wrong.errors.contains("status 403"), "\(wrong.errors)")
      #expect(!wrong.everything.contains("my-wrong-token"))
    }
  }

  @Test func pingTellsVersionEditionAndWhatMayBeRead() async throws {
    var configuration = SandboxConfiguration()
    configuration.faults.forbidden = ["consumers"]
    try await Gateway.run(configuration) { gateway in
      try await gateway.resetCounters()
      let run = try await gateway.fairlead("ping")
      #expect(run.status == 0)
      let lines = run.output.split(separator: "\n").map(String.init)
      #expect(
        lines.prefix(3) == ["Successfully connected to Kong!", "Kong version:  3.9.1", "Edition:       community"])
      #expect(lines.contains("Not readable:  consumers (status 403)"))
      #expect(lines.contains { $0.hasPrefix("Readable:      ") && $0.contains("services, routes") })
      #expect(try await gateway.writes() == 0)
    }
  }

  @Test func whatIsNoGatewayIsToldAsSuch() async throws {
    try await Gateway.run { gateway in
      let run = try await gateway.fairlead("ping", "--kong-addr", gateway.address + "/services")
      #expect(run.status == 1)
      #expect(run.errors.contains("the answer with status 200 is not one of an Admin API"), "\(run.errors)")
    }
  }

  @Test func certificatesAreCheckedUnlessToldOtherwise() async throws {
    var configuration = SandboxConfiguration()
    configuration.tls = TLSSettings()
    try await Gateway.run(configuration) { gateway in
      let pem = try gateway.scratch.read("ca.pem")
      let unknown = try await gateway.fairlead("ping")
      #expect(unknown.status == 1)
      #expect(unknown.errors.contains("there is no secure connection"), "\(unknown.errors)")
      let accepted: [([String], [String: String])] = [
        (["--tls-skip-verify"], [:]), (["--ca-cert-file", "ca.pem"], [:]), (["--ca-cert", pem], [:]),
        ([], ["DECK_CA_CERT": pem]), ([], ["DECK_TLS_SKIP_VERIFY": "true"]), ([], ["FAIRLEAD_CA_CERT_FILE": "ca.pem"]),
      ]
      for (arguments, environment) in accepted {
        let run = try await Program.run(
          "fairlead", ["gateway", "ping", "--kong-addr", gateway.address] + arguments, environment: environment,
          in: gateway.scratch.folder)
        #expect(run.status == 0, "\(arguments.first ?? "") \(environment.keys) \(run.errors)")
      }
      let named = try await gateway.fairlead("ping", "--ca-cert-file", "ca.pem", "--tls-server-name", "other.example")
      #expect(named.status == 1)
    }
  }

  @Test(arguments: [
    (["--tls-client-cert-file", "c.pem"], 64), (["--tls-client-key", "text"], 64), (["--headers", "nonsense"], 64),
    (["--ca-cert-file", "missing.pem"], 1), (["--kong-cookie-jar-path", "missing.txt"], 1),
  ])
  func settingsThatCannotWorkAreFaults(arguments: [String], status: Int) async throws {
    let run = try await Program.run("fairlead", ["gateway", "ping", "--kong-addr", "http://127.0.0.1:1"] + arguments)
    #expect(Int(run.status) == status, "\(run.errors)")
    #expect(!run.errors.contains("nothing accepts connections"), "nothing is sent: \(run.errors)")
  }

  @Test func verboseShowsRequestsAndAnswersWithoutSecrets() async throws {
    try await Gateway.run(Self.guarded()) { gateway in
      let text = """
        consumers:
        - username: alice
          keyauth_credentials:
          - key: key-of-alice
        plugins:
        - name: correlation-id
          config: {header_name: "${{ env "DECK_NAME" }}"}
        - name: ai-proxy
          config:
            route_type: llm/v1/chat
            auth: {header_name: Authorization, header_value: Bearer model-secret}
            model: {provider: openai, name: gpt-4o}
        """.replacing("\"${{ env \"DECK_NAME\" }}\"", with: "'${{ env \"DECK_NAME\" }}'")
      let run = try await gateway.fairlead(
        "sync", "--verbose", "1", try gateway.file(text), "--kong-admin-token", "let-me-in",
        environment: ["DECK_NAME": "from-the-environment"])
      #expect(run.status == 0, "\(run.errors)")
      #expect(run.errors.contains("* header Kong-Admin-Token: [masked]"))
      #expect(run.errors.contains("GET /services?size=1000"))
      #expect(run.errors.contains("\"username\":\"alice\""))
      #expect(run.errors.contains("\"key\":\"[masked]\""))
      for secret in ["let-me-in", "key-of-alice", "model-secret", "from-the-environment"] {
        #expect(!run.everything.contains(secret), "\(secret)")
      }
      let again = try await gateway.fairlead(
        "diff", "--verbose=1", "kong.yaml", "--kong-admin-token=let-me-in",
        environment: ["DECK_NAME": "from-the-environment"])
      #expect(!again.everything.contains("key-of-alice"))
    }
  }

  @Test func aTimeLimitEndsTheRun() async throws {
    var configuration = SandboxConfiguration()
    configuration.faults.latencyMilliseconds = 3000
    try await Gateway.run(configuration) { gateway in
      let run = try await gateway.fairlead("diff", "--time-limit", "1", try gateway.file(Self.state))
      #expect(run.status == 1)
      #expect(run.errors.contains("the time limit of 1 s"), "\(run.errors)")
    }
  }
}
