import Targets
import Documents
import Foundation
import GatewaySandbox
import GatewaySchemas
import TestSupport
import Testing

/// A sandbox gateway with a folder for state files, for one test.
struct Gateway: Sendable {
  let address: String
  let scratch: Scratch
  /// The entities: those of the gateway, or of the first control plane.
  let api: AdminWriter
  /// What lies beside them, such as the control path.
  let root: AdminWriter
  /// What tells `fairlead` of the target.
  let environment: [String: String]

  /// How many tests have one at a time.
  private static let turns = Turns(8)

  /// Runs a test with a gateway of its own.
  static func run(
    _ configuration: SandboxConfiguration = SandboxConfiguration(), edition: SchemaBundle.Edition? = nil,
    schemas: String? = nil, _ test: (Gateway) async throws -> Void
  ) async throws {
    var configuration = configuration
    if let edition { configuration.edition = edition }
    if let schemas { configuration.schemas = schemas }
    try await turns.within {
      let host = try await SandboxHost.start(configuration)
      let scratch = try Scratch()
      var settings = ConnectionSettings(address: host.address, version: "test")
      settings.tls.skipsVerification = configuration.tls != nil
      settings.headers = configuration.faults.requiredHeader.map { [HTTPHeader($0.name, $0.value)] } ?? []
      if let certificate = host.certificate { try scratch.write("ca.pem", certificate) }
      var environment = ["FAIRLEAD_KONG_ADDR": host.address]
      if let konnect = configuration.konnect {
        let token = konnect.token ?? "any"
        settings.headers.append(HTTPHeader("Authorization", "Bearer \(token)"))
        environment = ["FAIRLEAD_KONNECT_ADDR": host.address, "FAIRLEAD_KONNECT_TOKEN": token]
      }
      let root = try AdminWriter(settings)
      let outcome = await Self.outcome {
        if configuration.konnect != nil { settings.address += try await coreEntities(root.reader) }
        let api = try AdminWriter(settings)
        let outcome = await Self.outcome {
          try await test(
            Gateway(address: host.address, scratch: scratch, api: api, root: root, environment: environment))
        }
        await api.reader.shutdown()
        try outcome.get()
      }
      await root.reader.shutdown()
      await host.stop()
      scratch.remove()
      try outcome.get()
    }
  }

  /// What came of something, so that it can be cleaned up after it.
  private static func outcome(_ body: () async throws -> Void) async -> Result<Void, any Error> {
    do {
      return .success(try await body())
    } catch {
      return .failure(error)
    }
  }

  /// Where the entities of the first control plane are.
  private static func coreEntities(_ root: AdminReader) async throws -> String {
    let planes = try await root.get(["v2", "control-planes"])
    return "/v2/control-planes/\(planes["data"]?.array?.first?["id"]?.string ?? "none")/core-entities"
  }

  /// Writes a state file, the format's version before the given text, and returns its name.
  @discardableResult
  func file(_ text: String, named name: String = "kong.yaml") throws -> String {
    try scratch.write(name, "_format_version: \"3.0\"\n" + text)
    return name
  }

  /// Runs `fairlead gateway …` against this target in the test's folder.
  func fairlead(
    _ arguments: String..., input: String = "", environment: [String: String] = [:]
  ) async throws -> Program.Run {
    try await run(arguments, input: input, environment: environment)
  }

  /// Syncs a text, which must be taken and leave nothing that differs.
  func expectToStay(_ text: String) async throws {
    let file = try file(text)
    let run = try await fairlead("sync", file)
    #expect(run.status == 0, "\(run.everything)")
    let again = try await fairlead("diff", "--non-zero-exit-code", file)
    #expect(again.status == 0, "\(again.everything)")
  }

  /// The same with the arguments as a list.
  func run(
    _ arguments: [String], input: String = "", environment: [String: String] = [:]
  ) async throws -> Program.Run {
    let run = try await Program.run(
      "fairlead", ["gateway"] + arguments, input: input,
      environment: self.environment.merging(environment) { $1 }, in: scratch.folder)
    if let token = self.environment["FAIRLEAD_KONNECT_TOKEN"], token != "any" {
      #expect(!run.everything.contains(token), "a token is shown: \(run.everything)")
    }
    return run
  }

  /// What the gateway has under a path.
  func get(_ path: String...) async throws -> Node { try await api.reader.get(path) }

  /// The entities of a collection.
  func list(_ path: String...) async throws -> [Node] { try await api.reader.listAll(path).items }

  /// How many requests of a method came since the counters were reset.
  func requests(_ method: String) async throws -> Int {
    try await root.reader.get(["_sandbox", "counters"])["by_method"]?[method]?.integer ?? 0
  }

  /// How many requests came since then that write, whatever their method: all but reading and asking for a verdict.
  func writes() async throws -> Int {
    try #require(try await root.reader.get(["_sandbox", "counters"])["writes"]?.integer)
  }

  func resetCounters() async throws { try await root.delete(["_sandbox", "counters"]) }
}

extension Gateway {
  /// The permissions of a file in the test's folder.
  func mode(of name: String) throws -> Int? {
    try FileManager.default.attributesOfItem(atPath: scratch.url(name).path)[.posixPermissions] as? Int
  }
}

extension SandboxConfiguration {
  /// A gateway that has every kind of entity.
  static var everything: SandboxConfiguration {
    var configuration = SandboxConfiguration()
    configuration.edition = .enterprise
    configuration.webAssembly = true
    return configuration
  }
}

extension Gateway {
  /// Has the sandbox misbehave in these ways and no others.
  func set(faults: Node) async throws { try await root.put(["_sandbox", "faults"], body: faults) }
}
