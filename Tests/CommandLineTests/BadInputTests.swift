import Documents
import Testing

/// Faults in state files: each is told at its place, all in one run, and nothing is changed.
@Suite struct BadInputTests {
  /// A file's text after its first line, and what is said of it.
  struct Case: CustomTestStringConvertible, Sendable {
    var name: String
    var text: String
    var says: [String]
    var testDescription: String { name }
  }

  static let cases: [Case] = [
    Case(
      name: "broken YAML", text: "services: [1\nroutes: []\n",
      says: ["kong.yaml:3:7: error: a comma or ] is expected here"]),
    Case(
      name: "duplicate key", text: "services:\n- name: a\n  host: h\n  name: b\n",
      says: ["kong.yaml:5:3: error: the key 'name' occurs twice", "kong.yaml:3:3: it occurs first here"]),
    Case(
      name: "unknown top-level key", text: "servces: []\n",
      says: ["kong.yaml:2:1: error: unknown key 'servces'", "hint: did you mean 'services'?"]),
    Case(
      name: "unknown field", text: "services:\n- name: a\n  hots: h\n  host: h\n",
      says: ["kong.yaml:4:3: error: service a: unknown key 'hots'", "hint: did you mean 'host'?"]),
    Case(
      name: "unknown field deep in a plugin",
      text: "plugins:\n- name: rate-limiting\n  config:\n    minute: 1\n    redis: {hst: x}\n",
      says: ["kong.yaml:6:13: error: plugin rate-limiting (global): unknown key 'config.redis.hst'", "mean 'host'?"]),
    Case(
      name: "wrong type", text: "services:\n- name: a\n  host: h\n  port: many\n",
      says: ["kong.yaml:5:9: error: service a: port: expected a whole number, found 'many'"]),
    Case(
      name: "a list where a mapping belongs", text: "services:\n- [a]\n",
      says: ["kong.yaml:3:3: error: a service is a mapping, not a list"]),
    Case(
      name: "missing required field", text: "services:\n- name: a\n",
      says: ["kong.yaml:3:3: error: service a: host: required field missing"]),
    Case(
      name: "no name at all", text: "services:\n- host: h\n",
      says: ["kong.yaml:3:3: error: a service needs 'name' or 'id'"]),
    Case(
      name: "reference to nothing",
      text: "services:\n- {name: mcp, host: h}\nplugins:\n- name: key-auth\n  service: mpc\n",
      says: [
        "kong.yaml:6:12: error: plugin key-auth for service mpc refers to service 'mpc', which does not exist",
        "mean 'mcp'?",
      ]),
    Case(
      name: "the same service twice", text: "services:\n- {name: a, host: h}\n- {name: a, host: i}\n",
      says: ["kong.yaml:4:3: error: service a is defined twice", "kong.yaml:3:3: first defined here"]),
    Case(
      name: "the same plugin twice on one scope",
      text:
        "services:\n- {name: a, host: h, plugins: [{name: cors}]}\nplugins:\n- {name: cors, service: a, instance_name: x}\n",
      says: ["kong.yaml:5:3: error: plugin cors for service a is defined twice", "kong.yaml:3:32: first defined here"]),
    Case(
      name: "unset variable", text: "services:\n- name: a\n  host: ${{ env \"DECK_NOT_SET\" }}\n",
      says: ["kong.yaml:4:9: error: the environment variable DECK_NOT_SET is not set"]),
    Case(
      name: "Konnect", text: "_konnect: {control_plane_name: x}\n",
      says: [
        "kong.yaml:2:1: error: the files are for Konnect, as their '_konnect' section says, and the variable "
          + "FAIRLEAD_KONG_ADDR names a gateway"
      ]),
    Case(
      name: "unknown plugin", text: "plugins:\n- name: key-outh\n",
      says: [
        "kong.yaml:3:9: error: plugin key-outh (global): the gateway has no plugin 'key-outh'", "mean 'key-auth'?",
      ]),
    Case(
      name: "a value that is not among those allowed",
      text: "plugins:\n- name: rate-limiting\n  config: {minute: 1, policy: locale}\n",
      says: [
        "kong.yaml:4:31: error: plugin rate-limiting (global): config.policy: 'locale' is none of: local, cluster, redis"
      ]),
    Case(
      name: "a nested entity that names another parent",
      text: "services:\n- name: a\n  host: h\n  routes:\n  - {name: r, paths: [/], service: {name: b}}\n",
      says: ["kong.yaml:6:27: error: a route nested in a service must not name a 'service' of its own"]),
    Case(
      name: "a version that is a number", text: "---\n_format_version: 3.0\n",
      says: ["kong.yaml:3:18: error: '_format_version' is a text, not a number", "put it in quotes"]),
  ]

  @Test(arguments: cases)
  func isToldAtItsPlaceAndNothingIsChanged(fault: Case) async throws {
    try await Gateway.run { gateway in
      let file = try gateway.file(fault.text)
      for verb in ["diff", "sync"] {
        let run = try await gateway.fairlead(verb, file)
        #expect(run.status == 1)
        #expect(run.output == "")
        for words in fault.says {
          #expect(run.errors.contains(words), "\(verb): \(run.errors)")
        }
      }
      #expect(try await gateway.writes() == 0)
    }
  }

  @Test func everyFaultOfARunIsTold() async throws {
    try await Gateway.run { gateway in
      try gateway.file(
        "servces: []\nservices:\n- name: a\n  hots: h\n  host: h\n- name: a\n  host: h\n", named: "1.yaml")
      try gateway.scratch.write("2.yaml", "consumers:\n- tags: [x]\n")
      let run = try await gateway.fairlead("sync", "1.yaml", "2.yaml")
      #expect(run.status == 1)
      let places = run.errors.split(separator: "\n").filter { $0.contains("error:") }.map { $0.prefix { $0 != " " } }
      #expect(places == ["1.yaml:2:1:", "1.yaml:5:3:", "1.yaml:7:3:", "2.yaml:2:3:"])
    }
  }

  @Test func filesThatAreNotThereOrEmptyAreTold() async throws {
    try await Gateway.run { gateway in
      try gateway.scratch.write("empty.yaml", "# nothing\n")
      let run = try await gateway.fairlead("sync", "missing.yaml", "empty.yaml")
      #expect(run.status == 1)
      #expect(run.errors.contains("missing.yaml:1:1: error: 'missing.yaml' cannot be read: no such file or directory"))
      #expect(run.errors.contains("empty.yaml:1:1: error: the file is empty"))
      let folder = try await gateway.fairlead("sync", "/proc/self/fd/nothing")
      #expect(folder.status == 1)
      #expect(try await gateway.fairlead("sync", "-", input: "").errors.contains("-:1:1: error: the file is empty"))
    }
  }

  /// A variable cannot bring structure of its own into a file, wherever it stands.
  @Test func aVariableStaysOneValue() async throws {
    try await Gateway.run { gateway in
      let file = try gateway.file(
        """
        services:
        - name: a
          host: h
          path: "/${{ env "DECK_PATH" }}"
        consumers:
        - username: "${{ env "DECK_USER" }}"
        """)
      let environment = ["DECK_PATH": "x\"\nplugins: []", "DECK_USER": "a: b # c"]
      let run = try await gateway.fairlead("sync", file, environment: environment)
      // The path is refused for its characters: it was not taken for a list of plugins.
      #expect(run.status == 1)
      #expect(run.errors.contains("kong.yaml:5:9: error: create service a: path: invalid path: '[masked]'"))
      #expect(try await gateway.list("services").isEmpty)
      #expect(try await gateway.list("consumers").isEmpty, "what can be known is told before anything is written")
      #expect(!run.everything.contains("a: b # c"))
    }
  }
}
