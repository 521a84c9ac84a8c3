import Documents
import GatewayRules
import GatewaySandbox
import GatewaySchemas
import Targets
import Testing

/// What a schema marks as encrypted, and what credentials consist of, shows in no output of any verb: only dumps, renderings
/// and journals hold it, since that is what they are for.
@Suite struct CanaryTests {
  private static func bundle(_ edition: SchemaBundle.Edition) -> SchemaBundle {
    SchemaBundle(edition: edition, rules: .gateway)
  }

  private static let reports = ["json", "markdown", "junit", "events"]

  /// Runs a verb with everything that shows more, and reports in all formats.
  @discardableResult
  private static func run(
    _ gateway: Gateway, _ arguments: [String], reports: Bool = true, status: Set<Int32> = [0],
    showsOutput: Bool = true
  ) async throws -> Program.Run {
    let flags = reports ? Self.reports.flatMap { ["--report", "\($0)=report.\($0)"] } : []
    let run = try await gateway.run(
      arguments + flags + ["--verbose", "1"], environment: ["FAIRLEAD_NO_SNIPPETS": "false"])
    #expect(status.contains(run.status), "\(arguments): \(run.status) \(run.errors.suffix(3000))")
    expectNone(in: run.errors, "\(arguments) on standard error")
    if showsOutput { expectNone(in: run.output, "\(arguments)") }
    if reports {
      for format in Self.reports where gateway.scratch.has("report.\(format)") {
        expectNone(in: try gateway.scratch.read("report.\(format)"), "\(format) of \(arguments)")
      }
    }
    return run
  }

  private static func expectNone(in text: String, _ what: String) {
    guard let range = text.firstRange(of: CanaryState.mark) else { return }
    let start = text.index(range.lowerBound, offsetBy: -300, limitedBy: text.startIndex) ?? text.startIndex
    let end = text.index(range.upperBound, offsetBy: 100, limitedBy: text.endIndex) ?? text.endIndex
    Issue.record("\(what) shows …\(text[start..<end])…")
  }

  private static func offline(_ gateway: Gateway, _ arguments: [String], showsOutput: Bool = true) async throws {
    let run = try await Program.run(
      "fairlead", arguments, environment: ["FAIRLEAD_NO_SNIPPETS": "false"], in: gateway.scratch.folder)
    expectNone(in: run.errors, "\(arguments) on standard error")
    if showsOutput { expectNone(in: run.output, "\(arguments)") }
  }

  /// Writes a state once as lines and once as blocks.
  private static func write(_ document: Object, _ name: String, _ gateway: Gateway) throws {
    let node = Node(.object(document))
    try gateway.scratch.write("\(name).json", String(decoding: JSONWriter.write(node), as: UTF8.self))
    try gateway.scratch.write("\(name).yaml", String(decoding: YAMLWriter.write(node), as: UTF8.self))
  }

  /// What of a state a gateway takes: plugins that have more demands than their schemas say are left out.
  private static func taken(
    _ state: CanaryState, _ gateway: Gateway
  ) async throws -> (plugins: [Int], globalPlugins: [Int]) {
    func sound(_ plugins: [Node]) async throws -> [Int] {
      var sound: [Int] = []
      for (index, plugin) in plugins.enumerated() {
        try gateway.scratch.write(
          "one.json",
          String(decoding: JSONWriter.write(["_format_version": "3.0", "plugins": [plugin]]), as: UTF8.self))
        let run = try await Self.run(gateway, ["validate", "one.json"], reports: false, status: [0, 1])
        if run.status == 0 { sound.append(index) }
      }
      return sound
    }
    return (try await sound(state.plugins), try await sound(state.globalPlugins))
  }

  @Test(arguments: SchemaBundle.Edition.allCases) func noVerbShowsASecret(_ edition: SchemaBundle.Edition) async throws
  {
    var configuration = SandboxConfiguration()
    configuration.edition = edition
    try await Gateway.run(configuration) { gateway in
      var states = (1...2).map { CanaryState(Self.bundle(edition), generation: $0) }
      let taken = try await Self.taken(states[0], gateway)
      #expect(taken.plugins.count > (edition == .oss ? 5 : 15), "\(taken)")
      for index in states.indices {
        var state = states[index]
        let document = state.document(
          taken.plugins.map { state.plugins[$0] }, taken.globalPlugins.map { state.globalPlugins[$0] })
        try Self.write(document, "\(index)", gateway)
        states[index] = state
      }
      for file in ["0.json", "0.yaml"] {
        for verb in [["validate", file], ["lint", "--builtin", file], ["list-tags", "-s", file]] {
          try await Self.offline(gateway, ["file"] + verb)
        }
        for verb in [["render", file], ["convert", "--from", "3.4", "--to", "3.10", "--input-file", file]] {
          try await Self.offline(gateway, ["file"] + verb, showsOutput: false)
        }
      }
      try await Self.run(gateway, ["validate", "0.json"], reports: false)
      try await Self.run(gateway, ["diff", "0.json"])
      try await Self.run(gateway, ["sync", "--preflight", "0.json", "--journal", "0.journal"])
      try await Self.rotate(gateway)
      try await Self.takeBack(gateway)
      for verb in [["ping"], ["reset", "--force"]] { try await Self.run(gateway, verb, reports: verb.first == "reset") }
    }
  }

  /// From one canary to another in each place, by a plan.
  private static func rotate(_ gateway: Gateway) async throws {
    for flags in [[], ["--json-output"], ["--base", "0.json"], ["--no-mask-deck-env-vars-value"]] {
      try await run(gateway, ["diff", "1.json"] + flags)
    }
    try await run(gateway, ["plan", "1.json", "-o", "plan.json"], reports: false)
    expectNone(in: try gateway.scratch.read("plan.json"), "a plan")
    for format in ["text", "markdown", "html", "json"] {
      try await offline(gateway, ["plan", "show", "--format", format, "plan.json"])
    }
    let sync = try await run(gateway, ["sync", "--plan", "plan.json", "1.json", "--journal", "1.journal", "--verify"])
    #expect(sync.output.contains("[masked]"), "\(sync.output.suffix(500))")
    try await run(gateway, ["diff", "--non-zero-exit-code", "1.yaml"])
    try await run(gateway, ["apply", "1.yaml"])
    try await run(gateway, ["dump", "-o", "dump.yaml", "--yes"], reports: false)
  }

  private static func takeBack(_ gateway: Gateway) async throws {
    try await offline(gateway, ["journal", "list", "."])
    try await run(gateway, ["undo", "1.journal", "--dry-run"], reports: false, status: [0, 1, 3, 4])
    try await run(gateway, ["undo", "1.journal", "--yes"], reports: false, status: [0, 1, 3, 4])
    let empty = try gateway.file("services: [{name: last, host: h}]", named: "last.yaml")
    try await run(gateway, ["diff", empty])
    try await run(gateway, ["sync", "--max-deletes", "100%", empty])
    try await run(gateway, ["undo", "0.journal", "--yes"], reports: false, status: [0, 1, 3, 4])
  }

  /// A gateway that quotes what it refuses, before anything is written and in the midst of a run.
  @Test(arguments: SchemaBundle.Edition.allCases)
  func whatIsRefusedIsNotQuoted(_ edition: SchemaBundle.Edition) async throws {
    var state = CanaryState(Self.bundle(edition), generation: 1)
    var configuration = SandboxConfiguration()
    configuration.edition = edition
    let credentials = [
      "keyauth_credentials.key", "basicauth_credentials.password", "hmacauth_credentials.secret", "jwt_secrets.key",
      "jwt_secrets.secret", "oauth2_credentials.client_secret", "keys.jwk", "keys.pem.private_key", "certificates.key",
    ]
    for place in state.places + credentials { configuration.stricter[place] = "^never$" }
    try await Gateway.run(configuration) { gateway in
      try Self.write(state.document(state.plugins, state.globalPlugins), "0", gateway)
      for file in ["0.json", "0.yaml"] {
        let asked = try await Self.run(gateway, ["sync", "--preflight", file], status: [1])
        #expect(asked.errors.contains("invalid value: "), "\(asked.errors.suffix(500))")
        try await Self.run(gateway, ["validate", file], reports: false, status: [1])
      }
      var mild = CanaryState(Self.bundle(edition), generation: 1)
      var entities = mild.entities()
      entities["_format_version"] = "3.0"
      try Self.write(entities, "1", gateway)
      let refused = try await Self.run(gateway, ["sync", "1.yaml"], status: [3])
      #expect(refused.errors.contains("invalid value: "), "\(refused.errors.suffix(500))")
    }
  }

  /// Canaries where they do not belong: of another type, under a name that is misspelt, with a fault beside them.
  @Test(arguments: SchemaBundle.Edition.allCases)
  func whatIsMisplacedIsNotQuoted(_ edition: SchemaBundle.Edition) async throws {
    var configuration = SandboxConfiguration()
    configuration.edition = edition
    try await Gateway.run(configuration) { gateway in
      var state = CanaryState(Self.bundle(edition), generation: 1)
      let document = Node(.object(state.document(state.plugins, state.globalPlugins)))
      let changes: [(String, (String, Node) -> (String, Node))] = [
        ("list", { ($0, [$1]) }), ("mapping", { ($0, ["a": $1]) }), ("name", { ("\($0.dropLast())", $1) }),
        ("beside", { ($0, $1) }),
      ]
      for (name, change) in changes {
        let misplaced = Self.misplaced(document, change, besides: name == "beside")
        try Self.write(misplaced.object ?? Object(), name, gateway)
        for file in ["\(name).json", "\(name).yaml"] {
          try await Self.offline(gateway, ["file", "validate", file])
          try await Self.offline(gateway, ["file", "lint", "--builtin", file])
          try await Self.run(gateway, ["diff", file], status: [1])
        }
      }
    }
  }

  /// The same with every canary's member changed, and an unknown one put beside it.
  private static func misplaced(
    _ node: Node, _ change: (String, Node) -> (String, Node), besides: Bool
  ) -> Node {
    var copy = node
    switch node.value {
    case .array(let items): copy.value = .array(items.map { misplaced($0, change, besides: besides) })
    case .object(let object):
      var members: [Object.Member] = []
      for member in object {
        if member.node.string?.contains(CanaryState.mark) == true {
          let (key, value) = change(member.key, member.node)
          if besides { members.append(Object.Member(key: "unknown-to-all", node: 1)) }
          members.append(Object.Member(key: key, node: value))
        } else {
          members.append(Object.Member(key: member.key, node: misplaced(member.node, change, besides: besides)))
        }
      }
      // Two canaries in one mapping bring one unknown member.
      var seen: Set<String> = []
      copy.value = .object(Object(members.filter { seen.insert($0.key).inserted }))
    default: break
    }
    return copy
  }
}

extension Scratch {
  fileprivate func has(_ name: String) -> Bool { (try? read(name)) != nil }
}
