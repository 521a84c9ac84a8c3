import Documents
import GatewaySandbox
import Targets
import Testing

/// Where a run goes, by flags, variables, configuration files and what the state files say.
@Suite struct SelectionTests {
  enum Goal: Sendable {
    case konnect
    case gateway
    /// Neither: all of this is said.
    case refused([String], status: Int32 = 1)
  }

  /// What is given; GATEWAY, KONNECT and TOKEN stand for the addresses and the token.
  struct Case: Sendable, CustomTestStringConvertible {
    var name: String
    var flags: [String] = []
    var environment: [String: String] = [:]
    /// The text of a file that `--config` names.
    var settings: String?
    /// The section for Konnect in the state file.
    var section = ""
    var goal: Goal
    /// What is said besides.
    var says: [String] = []
    var testDescription: String { name }
  }

  private static let target = ["FAIRLEAD_KONNECT_ADDR": "KONNECT", "FAIRLEAD_KONNECT_TOKEN": "TOKEN"]
  private static let named = "_konnect: {control_plane_name: default}\n"

  /// For verbs that read no state file.
  static let alone: [Case] = [
    Case(name: "an address", flags: ["--kong-addr", "GATEWAY"], goal: .gateway),
    Case(name: "an address in a variable", environment: ["DECK_KONG_ADDR": "GATEWAY"], goal: .gateway),
    Case(name: "an address in a configuration file", settings: "kong-addr: GATEWAY\n", goal: .gateway),
    Case(
      name: "an address and the name of a control plane",
      flags: ["--kong-addr", "GATEWAY", "--konnect-control-plane-name", "default"], goal: .gateway),
    Case(
      name: "a token and Konnect's address", flags: ["--konnect-token", "TOKEN", "--konnect-addr", "KONNECT"],
      goal: .konnect),
    Case(
      name: "decK's variables", environment: ["DECK_KONNECT_TOKEN": "TOKEN", "DECK_KONNECT_ADDR": "KONNECT"],
      goal: .konnect),
    Case(name: "our variables", environment: target, goal: .konnect),
    Case(
      name: "a configuration file", settings: "konnect-token: TOKEN\nkonnect-addr: KONNECT\n", goal: .konnect),
    Case(
      name: "a token in a file", flags: ["--konnect-token-file", "token", "--konnect-addr", "KONNECT"], goal: .konnect),
    Case(
      name: "a token in a file that a variable names",
      environment: ["DECK_KONNECT_TOKEN_FILE": "token", "DECK_KONNECT_ADDR": "KONNECT"], goal: .konnect),
    Case(
      name: "a token wins over a file that is not there",
      environment: ["DECK_KONNECT_TOKEN": "TOKEN", "DECK_KONNECT_TOKEN_FILE": "none", "DECK_KONNECT_ADDR": "KONNECT"],
      goal: .konnect),
    Case(
      name: "an address with a slash", flags: ["--konnect-addr", "KONNECT/"],
      environment: ["FAIRLEAD_KONNECT_TOKEN": "TOKEN"], goal: .konnect),
    Case(name: "Konnect's address without a token", flags: ["--konnect-addr", "KONNECT"], goal: .refused(["token"])),
    Case(
      name: "Konnect's address as it is anyway, without a token",
      flags: ["--konnect-addr", "https://us.api.konghq.com"],
      goal: .refused(["token"])),
    Case(
      name: "an address and a token", flags: ["--kong-addr", "GATEWAY"], environment: target, goal: .gateway,
      says: ["warning"]),
    Case(
      name: "an address and a token, and the wish for a gateway",
      flags: ["--kong-addr", "GATEWAY", "--target", "gateway"],
      environment: target, goal: .gateway),
    Case(
      name: "an address and a token, and the wish for Konnect",
      flags: ["--kong-addr", "GATEWAY", "--target", "konnect"],
      environment: target, goal: .konnect),
    Case(
      name: "an unknown wish", flags: ["--target", "cloud", "--kong-addr", "GATEWAY"],
      goal: .refused(["gateway, konnect"], status: 64)),
    Case(
      name: "a token twice", flags: ["--konnect-token", "TOKEN", "--konnect-token-file", "token"],
      goal: .refused(["--konnect-token", "--konnect-token-file"], status: 64)),
    Case(
      name: "a file for the token that is not there",
      flags: ["--konnect-token-file", "none", "--konnect-addr", "KONNECT"],
      goal: .refused(["none"])),
    Case(
      name: "a file for the token that is empty",
      flags: ["--konnect-token-file", "empty", "--konnect-addr", "KONNECT"],
      goal: .refused(["empty"])),
    Case(
      name: "a token in the open", flags: ["--konnect-addr", "http://konnect.example", "--konnect-token", "TOKEN"],
      goal: .refused(["https"])),
    Case(
      name: "two names of control planes",
      flags: ["--konnect-control-plane-name", "default", "--konnect-runtime-group-name", "default"],
      environment: target,
      goal: .refused(["--konnect-control-plane-name", "--konnect-runtime-group-name"], status: 64)),
  ]

  /// For verbs that do.
  static let withFiles: [Case] = [
    Case(name: "a section", environment: target, section: named, goal: .konnect),
    Case(name: "an empty section", environment: target, section: "_konnect: {}\n", goal: .konnect),
    Case(
      name: "a section and no token", flags: ["--konnect-addr", "KONNECT"], section: named, goal: .refused(["token"])),
    Case(
      name: "a section and an address", flags: ["--kong-addr", "GATEWAY"], environment: target, section: named,
      goal: .refused(["kong.yaml:2:", "_konnect", "--kong-addr"])),
    Case(
      name: "a section and an address in a variable", environment: target.merging(["DECK_KONG_ADDR": "GATEWAY"]) { $1 },
      section: named, goal: .refused(["kong.yaml:2:", "_konnect", "DECK_KONG_ADDR"])),
    Case(
      name: "a section and an address in a configuration file", environment: target, settings: "kong-addr: GATEWAY\n",
      section: named, goal: .refused(["kong.yaml:2:", "_konnect", "settings.yaml"])),
    Case(
      name: "a section, an address and the wish for a gateway",
      flags: ["--kong-addr", "GATEWAY", "--target", "gateway"], environment: target, section: named, goal: .gateway,
      says: ["warning", "_konnect"]),
    Case(
      name: "a section, an address and the wish for Konnect",
      flags: ["--kong-addr", "GATEWAY", "--target", "konnect"], environment: target, section: named, goal: .konnect),
    Case(
      name: "the wish for Konnect without a section", flags: ["--target", "konnect"], environment: target,
      goal: .konnect),
  ]

  private static func run(
    _ example: Case, _ konnect: Gateway, _ gateway: Gateway, _ arguments: [String]
  ) async throws -> Program.Run {
    func filled(_ text: String) -> String {
      text.replacing("GATEWAY", with: gateway.address).replacing("KONNECT", with: konnect.address)
        .replacing("TOKEN", with: SandboxConfiguration.token)
    }
    try konnect.scratch.write("token", SandboxConfiguration.token + "\n")
    try konnect.scratch.write("empty", "\n")
    var flags = example.flags.map(filled)
    if let settings = example.settings {
      try konnect.scratch.write("settings.yaml", filled(settings))
      flags += ["--config", "settings.yaml"]
    }
    return try await konnect.unset(
      ["gateway"] + arguments + flags, environment: example.environment.mapValues(filled))
  }

  /// How many services each has.
  private static func services(_ konnect: Gateway, _ gateway: Gateway) async throws -> (Int, Int) {
    let first = try await konnect.list("services").count
    let second = try await gateway.list("services").count
    return (first, second)
  }

  private static func withBoth(_ body: (_ konnect: Gateway, _ gateway: Gateway) async throws -> Void) async throws {
    try await Gateway.run(.konnect()) { konnect in
      try await Gateway.run { gateway in try await body(konnect, gateway) }
    }
  }

  @Test(arguments: alone + withFiles) func aRunGoesWhereItIsToGo(_ example: Case) async throws {
    try await Self.withBoth { konnect, gateway in
      let file = try konnect.file(example.section + "services: [{name: s, host: h}]\n")
      let run = try await Self.run(example, konnect, gateway, ["sync", file])
      let (ofKonnect, ofGateway) = try await Self.services(konnect, gateway)
      switch example.goal {
      case .konnect: #expect(run.status == 0 && ofKonnect == 1 && ofGateway == 0, "\(run.everything)")
      case .gateway: #expect(run.status == 0 && ofKonnect == 0 && ofGateway == 1, "\(run.everything)")
      case .refused(let words, let status):
        #expect(run.status == status && ofKonnect == 0 && ofGateway == 0, "\(run.everything)")
        for word in words { #expect(run.errors.contains(word), "\(run.errors)") }
      }
      for word in example.says { #expect(run.errors.contains(word), "\(run.errors)") }
      let warnings = run.errors.split(separator: "\n").count { $0.contains("warning: ") }
      #expect(warnings == (example.says.isEmpty ? 0 : 1), "what is said is said once: \(run.errors)")
    }
  }

  /// Verbs that read no state file decide in the same way.
  @Test(arguments: alone, [["dump"], ["ping"], ["reset", "--force"]])
  func verbsWithoutFilesGoThereToo(_ example: Case, verb: [String]) async throws {
    try await Self.withBoth { konnect, gateway in
      try await konnect.api.put(["services", "s"], body: ["name": "s", "host": "of-konnect"])
      try await gateway.api.put(["services", "s"], body: ["name": "s", "host": "of-gateway"])
      let run = try await Self.run(example, konnect, gateway, verb)
      switch (example.goal, verb[0]) {
      case (.refused(let words, let status), _):
        #expect(run.status == status, "\(run.everything)")
        for word in words { #expect(run.errors.contains(word), "\(run.errors)") }
      case (let goal, "dump"):
        #expect(run.status == 0, "\(run.everything)")
        #expect(run.output.contains("of-konnect") == goal.isKonnect)
        #expect(run.output.contains("_konnect:\n  control_plane_name: default\n") == goal.isKonnect, "\(run.output)")
      case (let goal, "ping"):
        #expect(run.status == 0, "\(run.everything)")
        #expect(run.output.contains("Successfully Konnected to the Sandbox organization!") == goal.isKonnect)
      case (let goal, _):
        #expect(run.status == 0, "\(run.everything)")
        #expect(try await konnect.list("services").count == (goal.isKonnect ? 0 : 1))
        #expect(try await gateway.list("services").count == (goal.isKonnect ? 1 : 0))
      }
    }
  }

  /// Without an address for it, a token goes to the region that is the default, and only through a tunnel.
  @Test func aTokenAloneIsForTheDefaultRegion() async throws {
    try await Gateway.run(.konnect()) { konnect in
      let proxy = try Forwarder(.proxy, to: konnect.address)
      defer { proxy.stop() }
      let run = try await konnect.unset(
        ["gateway", "ping", "--timeout", "2"],
        environment: [
          "DECK_KONNECT_TOKEN": SandboxConfiguration.token, "HTTPS_PROXY": "http://127.0.0.1:\(proxy.port)",
        ])
      #expect(run.status == 1)
      #expect(proxy.requests.allSatisfy { $0.hasPrefix("CONNECT us.api.konghq.com:443 ") }, "\(proxy.requests)")
      #expect(!proxy.requests.isEmpty && !proxy.requests.joined().contains(SandboxConfiguration.token))
    }
  }

  /// A branch under review must not be able to send a token elsewhere, nor a configuration to another control plane.
  @Test(arguments: [
    "konnect-token: x", "konnect-token-file: x", "konnect-addr: https://evil.example",
    "konnect-control-plane-name: other", "konnect-runtime-group-name: other", "target: gateway",
  ])
  func aFileOfTheWorkingDirectoryMaySetNoneOfIt(line: String) async throws {
    try await Gateway.run(.konnect()) { konnect in
      try konnect.scratch.write(".fairlead.yaml", line + "\n")
      let run = try await konnect.fairlead("sync", try konnect.file("services: [{name: s, host: h}]\n"))
      #expect(run.status == 64, "\(run.everything)")
      #expect(run.errors.hasPrefix(".fairlead.yaml:1:1: error:"), "\(run.errors)")
      #expect(try await konnect.list("services").isEmpty)
    }
  }

  /// What a dump of a control plane has is synced to a gateway, and back.
  @Test func aDumpGoesFromOneToTheOther() async throws {
    try await Self.withBoth { konnect, gateway in
      let file = try konnect.file(
        "services: [{name: s, host: h, routes: [{name: r, paths: [/a], protocols: [http]}]}]\nplugins: [{name: cors}]\n"
      )
      #expect(try await konnect.fairlead("sync", file).status == 0)
      // Konnect knows fields that a gateway of 3.9 does not: with their defaults they would be told before anything is written.
      let dump = try await konnect.fairlead("dump", "--skip-defaults").output
      try konnect.scratch.write("dump.yaml", dump)
      let there = try await konnect.unset(
        ["gateway", "sync", "--target", "gateway", "--kong-addr", gateway.address, "dump.yaml"])
      #expect(there.status == 0 && there.errors.contains("_konnect"), "\(there.everything)")
      #expect(try await gateway.list("routes").first?["name"] == "r")
      let back = try await konnect.unset(["gateway", "dump", "--kong-addr", gateway.address])
      #expect(!back.output.contains("_konnect"))
      let same = try await konnect.fairlead("diff", "--non-zero-exit-code", "-", input: back.output)
      #expect(same.status == 0, "\(same.everything)")
    }
  }
}

extension SelectionTests.Goal {
  fileprivate var isKonnect: Bool { if case .konnect = self { true } else { false } }
}
