import Documents
import GatewayRules
import GatewaySandbox
import GatewaySchemas
import Targets
import TestSupport
import Testing

/// From files with one fault each, drawn from the rules: what the gateway would refuse is told before the first write, and
/// nothing is told that it would take, whichever rules it has.
@Suite struct SingleFaultTests {
  private static let file = "faulty.json"
  /// What a gateway with rules of its own takes: names at fault hold an f.
  private static let letters = "abcdeghijklmnopqrstuvwxyz."

  /// Those that a sandbox can be without: it stores no target that is no address.
  private static let rules = RuleFaults.names.subtracting(["target"]).sorted()

  @Test func everyRuleOfTheBookIsBroken() {
    let broken = Set(RuleFaults.breaches.map(\.rule))
    #expect(RuleFaults.names.subtracting(broken).isEmpty, "no file breaks these")
  }

  /// By the rules of the book, each fault is one: without the gateway, and with it.
  @Test func whatBreaksARuleIsToldAndNothingIsWritten() async throws {
    try await Gateway.run { gateway in
      for breach in RuleFaults.breaches {
        try gateway.scratch.write(Self.file, breach.file.text)
        for verb in ["validate", "sync"] {
          let run = try await gateway.fairlead(verb, Self.file)
          #expect(run.status == 1, "\(breach.testDescription) \(verb): \(run.everything)")
          #expect(FaultyFile.isTold(run.errors), "\(breach.testDescription) \(verb): \(run.errors)")
          #expect(run.errors.ranges(of: ": error: ").count == 1, "\(breach.testDescription) \(verb): \(run.errors)")
        }
        let offline = try await Program.fairlead("file", "validate", Self.file, in: gateway.scratch.folder)
        #expect(
          offline.status == 1 && FaultyFile.isTold(offline.errors), "\(breach.testDescription): \(offline.everything)")
      }
      #expect(try await gateway.requests("PUT") == 0)
    }
  }

  /// A gateway that does not have a rule takes what breaks it, and nothing is said.
  @Test(arguments: rules) func whatTheGatewayTakesIsNotRefused(_ rule: String) async throws {
    var configuration = SandboxConfiguration()
    configuration.rulesOff = [rule]
    try await Gateway.run(configuration) { gateway in
      for breach in RuleFaults.breaches where breach.rule == rule {
        try gateway.scratch.write(Self.file, breach.file.text)
        let run = try await gateway.fairlead("sync", Self.file)
        #expect(run.status == 0 && run.errors.isEmpty, "\(breach.testDescription): \(run.everything)")
        let validation = try await gateway.fairlead("validate", Self.file)
        #expect(
          validation.status == 0 && validation.errors.isEmpty, "\(breach.testDescription): \(validation.everything)")
        let diff = try await gateway.fairlead("diff", "--non-zero-exit-code", Self.file)
        #expect(diff.status == 0, "\(breach.testDescription): \(diff.everything)")
      }
    }
  }

  /// Gateways with some of the rules, and with others that the book does not have.
  @Test(arguments: 1...8 as ClosedRange<UInt64>) func bookAndGatewayDiffer(seed: UInt64) async throws {
    var generator = SeededGenerator(seed: seed)
    var configuration = SandboxConfiguration()
    configuration.rulesOff = Set(Self.rules.filter { _ in generator.chance(50) })
    let stricter = ["services.name", "routes.name", "consumers.username", "upstreams.name", "acls.group"]
    let own = stricter.filter { _ in generator.chance(50) }
    configuration.stricter = Dictionary(uniqueKeysWithValues: own.map { ($0, "^[\(Self.letters)]*$") })
    try await Gateway.run(configuration) { gateway in
      for _ in 0..<12 {
        let breach = RuleFaults.breaches[generator.below(RuleFaults.breaches.count)]
        try gateway.scratch.write(Self.file, breach.file.text)
        let isStrict = own.contains { field in
          let parts = field.split(separator: ".")
          let text = breach.file.entity[String(parts[1])]?.string ?? ""
          return breach.file.schema == parts[0] && text.contains { !Self.letters.contains($0) }
        }
        let isRefused = isStrict || !configuration.rulesOff.contains(breach.rule)
        try await gateway.resetCounters()
        let run = try await gateway.run(["sync", "--preflight", Self.file])
        #expect(run.status == (isRefused ? 1 : 0), "\(breach.testDescription): \(run.everything)")
        if isRefused {
          #expect(FaultyFile.isTold(run.errors), "\(breach.testDescription): \(run.errors)")
          #expect(try await gateway.requests("PUT") == 0, "\(breach.testDescription): \(run.everything)")
        } else {
          #expect(run.errors.isEmpty, "\(breach.testDescription): \(run.errors)")
          let diff = try await gateway.fairlead("diff", "--non-zero-exit-code", Self.file)
          #expect(diff.status == 0, "\(breach.testDescription): \(diff.everything)")
        }
      }
    }
  }

  /// What schemas tell of: refused where the gateway refuses it, before anything is written; taken where it takes it.
  @Test(arguments: 1...8 as ClosedRange<UInt64>) func whatSchemasRefuseIsToldBefore(seed: UInt64) async throws {
    var generator = SeededGenerator(seed: seed)
    let schemas = FaultyFile.kinds + FaultyFile.bundle.pluginNames
    try await Gateway.run { gateway in
      for _ in 0..<12 {
        let files = SchemaFaults.files(of: schemas[generator.below(schemas.count)])
        guard !files.isEmpty else { continue }
        let file = files[generator.below(files.count)]
        try gateway.scratch.write(Self.file, file.text)
        try await gateway.reset([])
        let takes = try await gateway.takes(file)
        try await gateway.resetCounters()
        let run = try await gateway.fairlead("sync", Self.file)
        if takes {
          #expect(run.status == 0, "\(file.testDescription) is taken: \(run.everything)")
          let diff = try await gateway.fairlead("diff", "--non-zero-exit-code", Self.file)
          #expect(diff.status == 0, "\(file.testDescription): \(diff.everything)")
        } else {
          #expect(
            run.status == 1 && FaultyFile.isTold(run.errors), "\(file.testDescription) is refused: \(run.everything)")
          #expect(try await gateway.requests("PUT") == 0, "\(file.testDescription): \(run.everything)")
        }
      }
    }
  }
}

extension Gateway {
  /// Whether the gateway stores an entity that is put to it as it stands; it is taken away again.
  fileprivate func takes(_ file: FaultyFile) async throws -> Bool {
    let id = "00000000-0000-4000-8000-00000000f001"
    let paths = [
      "keyauth_credentials": ["consumers", "judged", "key-auth"],
      "basicauth_credentials": ["consumers", "judged", "basic-auth"],
      "hmacauth_credentials": ["consumers", "judged", "hmac-auth"], "jwt_secrets": ["consumers", "judged", "jwt"],
      "oauth2_credentials": ["consumers", "judged", "oauth2"], "acls": ["consumers", "judged", "acls"],
      "targets": ["upstreams", "judged.example", "targets"], "key_sets": ["key-sets"],
    ]
    try await api.put(["consumers", "judged"], body: ["username": "judged"])
    try await api.put(["upstreams", "judged.example"], body: ["name": "judged.example"])
    let isPlugin = FaultyFile.bundle.plugin(file.schema) != nil
    let path = (isPlugin ? ["plugins"] : paths[file.schema] ?? [file.schema]) + [id]
    do {
      try await api.put(path, body: Node(.object(file.entity)))
    } catch {
      return false
    }
    try await api.delete(path)
    return true
  }
}
