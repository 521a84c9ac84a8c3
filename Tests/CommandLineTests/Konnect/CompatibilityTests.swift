import GatewaySandbox
import Testing

/// What Konnect would not take of files, told at their lines before anything is written.
@Suite struct CompatibilityTests {
  /// A file and what is said of it; nothing where it is fine.
  struct Case: Sendable, CustomTestStringConvertible {
    var name: String
    var text: String
    var says: String?
    var testDescription: String { name }
  }

  private static let noPlugin = "Konnect has no plugin"
  private static let section = "_konnect: {control_plane_name: default}\n"

  private static func plugin(_ name: String, _ fields: String = "", in scope: String = "plugins: [PLUGIN]") -> String {
    section + scope.replacing("PLUGIN", with: "{name: \(name)\(fields.isEmpty ? "" : ", ")\(fields)}") + "\n"
  }

  private static let scopes = [
    "plugins: [PLUGIN]", "services: [{name: s, host: h, plugins: [PLUGIN]}]",
    "services: [{name: s, host: h, routes: [{name: r, paths: [/r], plugins: [PLUGIN]}]}]",
    "routes: [{name: r, paths: [/r], plugins: [PLUGIN]}]", "consumers: [{username: u, plugins: [PLUGIN]}]",
    "consumer_groups: [{name: g, plugins: [PLUGIN]}]",
  ]

  static let cases: [Case] =
    [
      Case(name: "fine", text: plugin("rate-limiting", "config: {minute: 5, policy: local}")),
      Case(
        name: "an older format", text: "_format_version: \"1.1\"\n" + section + "services: [{name: s, host: h}]\n",
        says: "kong.yaml:1:18: error: Konnect takes files of format version '3.0', not '1.1'"),
      Case(
        name: "application-registration", text: plugin("application-registration", "config: {service_name: s}"),
        says: "Konnect registers applications without a plugin"),
      Case(name: "key-auth-enc", text: plugin("key-auth-enc"), says: "use key-auth"),
      Case(name: "openwhisk", text: plugin("openwhisk"), says: "\(noPlugin) 'openwhisk'"),
      Case(name: "off", text: plugin("oauth2", "enabled: false, config: {}")),
      Case(name: "written to be on", text: plugin("oauth2", "enabled: true"), says: "\(noPlugin) 'oauth2'"),
      Case(
        name: "off in a group",
        text: plugin("vault-auth", "enabled: false", in: "consumer_groups: [{name: g, plugins: [PLUGIN]}]"),
        says: "\(noPlugin) 'vault-auth'"),
    ]
    + ["jwt-signer", "vault-auth", "oauth2"].map {
      Case(name: $0, text: plugin($0), says: "kong.yaml:3:11: error: plugin \($0) (global): \(noPlugin) '\($0)'")
    }
    + ["rate-limiting", "rate-limiting-advanced", "response-ratelimiting", "graphql-rate-limiting-advanced"].flatMap {
      name in
      ["strategy", "policy"].map {
        Case(
          name: "\(name) by \($0)", text: plugin(name, "config: {\($0): cluster}"),
          says: "plugin \(name) (global): Konnect does not take '\($0)' cluster")
      }
    }
    + scopes.map { scope in
      Case(name: scope, text: plugin("openwhisk", in: scope), says: "\(noPlugin) 'openwhisk'")
    }

  private static func check(_ run: Program.Run, _ example: Case) {
    if let words = example.says {
      #expect(run.status == 1 && run.errors.contains(words), "\(run.everything)")
    } else {
      #expect(run.status == 0, "\(run.everything)")
    }
  }

  @Test(arguments: cases) func itIsToldWithAndWithoutKonnect(_ example: Case) async throws {
    try await Gateway.run(.konnect()) { konnect in
      let text = example.text.hasPrefix("_format_version") ? example.text : "_format_version: \"3.0\"\n" + example.text
      try konnect.scratch.write("kong.yaml", text)
      Self.check(
        try await konnect.unset(["file", "validate", "--konnect-compatibility", "kong.yaml"]), example)
      let online = try await konnect.fairlead("validate", "kong.yaml")
      Self.check(online, example)
      #expect(try await konnect.writes() == 0)
    }
  }

  @Test func filesThatAreForNoControlPlaneAreTold() async throws {
    try await Gateway.run { gateway in
      let file = try gateway.file("services: [{name: s, host: h}]\n")
      for verb in [["file"], ["gateway", "--kong-addr", gateway.address]] {
        let arguments = [verb[0], "validate"] + verb.dropFirst() + ["--konnect-compatibility", file]
        let run = try await gateway.unset(arguments)
        #expect(run.status == 1 && run.errors.contains("no file has a '_konnect' section"), "\(run.everything)")
        let named = try await gateway.unset(arguments + ["--konnect-control-plane-name", "default"])
        #expect(named.status == 0, "\(named.everything)")
      }
    }
  }

  /// The model of an AI gateway is for a gateway alone; what is managed by its tag is told where that stands.
  @Test(arguments: [
    ("_info: {select_tags: [\"managed_by:deck-ai\"]}\nservices: [{name: s, host: h}]\n", "kong.yaml:2:"),
    ("services: [{name: s, host: h, tags: [a, \"managed_by:deck-ai\"]}]\n", "kong.yaml:2:41: "),
  ])
  func whatIsOfAnAIGatewayIsForGateways(text: String, place: String) async throws {
    try await Gateway.run(.konnect()) { konnect in
      let file = try konnect.file(text)
      for verb in ["diff", "sync", "apply"] {
        let run = try await konnect.fairlead(verb, file)
        #expect(run.status == 1 && run.errors.hasPrefix(place) && run.errors.contains("kongctl"), "\(run.everything)")
      }
      try konnect.scratch.write("ai.yaml", "consumers: [{name: shop}]\n")
      for verb in [["diff", "ai.yaml"], ["sync", "ai.yaml"], ["dump"]] {
        let run = try await konnect.unset(["ai"] + verb, environment: konnect.environment)
        #expect(run.status == 1 && run.errors.contains("kongctl"), "\(run.everything)")
      }
      #expect(try await konnect.writes() == 0)
    }
  }
}
