import Documents
import GatewaySandbox
import Targets
import Testing

/// The rules that gateways keep as functions are known from one of them: a gateway that has others is right all the same.
@Suite struct RuledOtherwiseTests {
  /// An entity that breaks one rule of the book, with the rule's name.
  static let breaches: [(rule: String, file: String)] = [
    ("host", "services: [{name: s, host: \"bad host\"}]"),
    ("utf8-name", "services: [{name: \"my service\", host: h}]"),
    ("tag", "consumers: [{username: u, tags: [\"a,b\"]}]"),
    ("route-protocols", "services: [{name: s, host: h, routes: [{name: r}]}]"),
    ("upstream-name", "upstreams: [{name: \"bad name\"}]"),
    ("limits-in-order", "plugins: [{name: rate-limiting, config: {second: 10, minute: 5}}]"),
    ("lua-source", "plugins: [{name: pre-function, config: {access: [\"return (\"]}}]"),
    ("header-name", "plugins: [{name: key-auth, config: {key_names: [\"a b\"]}}]"),
  ]

  @Test(arguments: breaches.indices) func whatTheGatewayTakesIsNotRefused(_ index: Int) async throws {
    let (rule, file) = Self.breaches[index]
    var configuration = SandboxConfiguration()
    configuration.rulesOff = [rule]
    try await Gateway.run(configuration) { gateway in
      try gateway.file(file)
      for verb in ["validate", "diff", "sync"] {
        let run = try await gateway.fairlead(verb, "kong.yaml")
        #expect(run.status == 0, "\(rule) \(verb): \(run.everything)")
        #expect(run.errors.isEmpty, "\(rule) \(verb): \(run.errors)")
      }
      let again = try await gateway.fairlead("diff", "--non-zero-exit-code", "kong.yaml")
      #expect(again.status == 0, "\(again.everything)")
    }
  }

  @Test(arguments: breaches.indices) func whatItRefusesIsToldFirst(_ index: Int) async throws {
    let (rule, file) = Self.breaches[index]
    try await Gateway.run { gateway in
      try gateway.file(file)
      for verb in ["validate", "diff", "sync"] {
        let run = try await gateway.fairlead(verb, "kong.yaml")
        #expect(run.status == 1, "\(rule) \(verb): \(run.everything)")
        #expect(run.errors.contains("kong.yaml:2:"), "\(rule) \(verb): \(run.errors)")
      }
      #expect(try await gateway.writes() == 0)
    }
  }

  /// A rule that the book does not have is found by asking about everything.
  @Test(arguments: ["validate", "diff", "sync"]) func aStricterGatewayIsHeardBeforehand(_ verb: String) async throws {
    var configuration = SandboxConfiguration()
    configuration.stricter = ["services.name": "^team%-"]
    try await Gateway.run(configuration) { gateway in
      let file = try gateway.file("services:\n- {name: team-a, host: h}\n- {name: \"other one\", host: h}\n")
      let run = try await gateway.run([verb] + (verb == "validate" ? [] : ["--preflight"]) + [file])
      #expect(run.status == 1, "\(run.everything)")
      #expect(run.errors.contains("kong.yaml:4:10: error: "), "\(run.errors)")
      #expect(!run.errors.contains("kong.yaml:3:"), "\(run.errors)")
      #expect(try await gateway.writes() == 0)
    }
  }
}
