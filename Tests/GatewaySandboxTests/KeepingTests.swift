import Documents
import Foundation
import GatewaySandbox
import GatewaySchemas
import Testing

/// What outlives a sandbox, and what it is made of: the state's file, schemas of another gateway, the program itself.
struct KeepingTests {
  private func withFolder<Result>(_ body: (String) async throws -> Result) async throws -> Result {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("fairlead-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try await body(folder.path)
  }

  @Test(arguments: [false, true])
  func theStateSurvivesARestart(_ isEnterprise: Bool) async throws {
    try await withFolder { folder in
      let path = folder + "/state"
      let configure = { (configuration: inout SandboxConfiguration) in
        configuration.state = path
        configuration.edition = isEnterprise ? .enterprise : .oss
      }
      let root = isEnterprise ? "/team" : ""
      let saved = try await withSandbox(configure) { connection, _ in
        if isEnterprise { try await connection.expect(201, "POST", "/workspaces", ["name": "team"]) }
        try await connection.expect(201, "POST", "\(root)/consumers", ["username": "a", "tags": ["t"]])
        try await connection.expect(201, "POST", "\(root)/consumers/a/key-auth", ["key": "k", "ttl": 500])
        try await connection.expect(201, "POST", "\(root)/services", ["name": "s", "host": "h"])
        return try await connection.expect(
          201, "POST", "\(root)/services/s/plugins", ["name": "rate-limiting", "config": ["minute": 1]])
      }
      let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
      #expect(mode == 0o600)
      try await withSandbox(configure) { connection, _ in
        let pluginID = saved["id"]?.string ?? ""
        #expect(try await connection.expect(200, "GET", "\(root)/plugins/\(pluginID)") == saved)
        #expect(try await connection.expect(200, "GET", "\(root)/consumers?tags=t").ids.count == 1)
        let key = try await connection.expect(200, "GET", "\(root)/consumers/a/key-auth/k")
        #expect((400...500).contains(key["ttl"]?.integer ?? 0))
        try await connection.expect(409, "POST", "\(root)/services", ["name": "s", "host": "h"])
        try await connection.expect(204, "DELETE", "\(root)/consumers/a")
        #expect(try await connection.expect(200, "GET", "\(root)/key-auths").ids.isEmpty)
      }
    }
  }

  @Test func aBrokenStateIsRefused() async throws {
    try await withFolder { folder in
      let path = folder + "/state"
      try Data("{\"format\":\"fairlead-sandbox state 1\",\"edition\":\"oss\"}\n{\"kind\":1}\n".utf8)
        .write(to: URL(fileURLWithPath: path))
      var configuration = SandboxConfiguration()
      configuration.state = path
      await #expect { _ = try await Sandbox.start(configuration) } throws: { error in
        "\(error)" == "\(path):2 is no entity"
      }
    }
  }

  @Test func schemasOfAnotherGatewayTakeThePlaceOfItsOwn() async throws {
    try await withFolder { folder in
      try FileManager.default.createDirectory(atPath: folder + "/plugins", withIntermediateDirectories: true)
      let own =
        #"{"fields":[{"config":{"type":"record","required":true,"fields":[{"n":{"type":"integer","default":3}}]}}]}"#
      let other = #"{"properties":{"config":{"type":"object","properties":{"m":{"type":"string","default":"x"}}}}}"#
      try Data(own.utf8).write(to: URL(fileURLWithPath: folder + "/plugins/cors.json"))
      try Data(other.utf8).write(to: URL(fileURLWithPath: folder + "/plugins/mine.json"))
      try await withSandbox({ $0.schemas = folder }) { connection, _ in
        let changed = try await connection.expect(201, "POST", "/plugins", ["name": "cors"])
        #expect(changed["config"] == ["n": 3])
        let added = try await connection.expect(201, "POST", "/plugins", ["name": "mine"])
        #expect(added["config"] == ["m": "x"])
        try await connection.expect(201, "POST", "/plugins", ["name": "key-auth"])
      }
    }
  }

  @Test func theProgramTellsItsAddressAndEndsAtASignal() async throws {
    let program = try #require(Self.program)
    let process = Process()
    process.executableURL = program
    process.arguments = ["--port", "0", "--fail", "GET:/routes:502", "--forbid", "snis"]
    let output = Pipe()
    let errors = Pipe()
    process.standardOutput = output
    process.standardError = errors
    try process.run()
    let line = await Task.detached { String(decoding: output.fileHandleForReading.availableData, as: UTF8.self) }.value
    let address = line.trimmingCharacters(in: .newlines)
    #expect(line.hasPrefix("http://127.0.0.1:") && line.hasSuffix("\n"))
    let connection = try HTTPConnection(address)
    try await connection.expect(201, "POST", "/services", ["host": "h"])
    try await connection.expect(502, "GET", "/routes")
    try await connection.expect(403, "GET", "/snis")
    process.terminate()
    let clock = ContinuousClock()
    let time = await clock.measure { await Task.detached { process.waitUntilExit() }.value }
    #expect(process.terminationStatus == 0)
    #expect(time < .seconds(60))
    let note = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    #expect(note.contains("not for serving traffic"))
  }

  /// The program that was built beside the tests.
  private static let program: URL? = {
    let folder = Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") }?.bundleURL.deletingLastPathComponent()
    let beside = URL(fileURLWithPath: CommandLine.arguments.first ?? "").deletingLastPathComponent()
    return [folder, beside].compactMap { $0?.appendingPathComponent("fairlead-sandbox") }
      .first { FileManager.default.isExecutableFile(atPath: $0.path) }
  }()
}
