import Documents
import Foundation
import GatewaySandbox
import GatewaySchemas
import Glibc
import TestSupport
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
    try await withFolder { folder in
      for name in ["out", "err"] { try Data().write(to: URL(fileURLWithPath: "\(folder)/\(name)")) }
      let process = try ChildProcess(
        [program.path, "--port", "0", "--fail", "GET:/routes:502", "--forbid", "snis"],
        files: [
          .nowhere(0), .init(1, "\(folder)/out", O_WRONLY | O_APPEND), .init(2, "\(folder)/err", O_WRONLY | O_APPEND),
        ])
      func text(_ name: String) throws -> String { try String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8) }
      for _ in 0..<3000 where try !text("out").hasSuffix("\n") { try await Task.sleep(for: .milliseconds(20)) }
      let line = try text("out")
      #expect(line.hasPrefix("http://127.0.0.1:") && line.hasSuffix("\n"))
      let connection = try HTTPConnection(line.trimmingCharacters(in: .newlines))
      try await connection.expect(201, "POST", "/services", ["host": "h"])
      try await connection.expect(502, "GET", "/routes")
      try await connection.expect(403, "GET", "/snis")
      process.signal(SIGTERM)
      let clock = ContinuousClock()
      let start = clock.now
      let status = await Task.detached { process.wait() }.value
      #expect(status == 0)
      #expect(clock.now - start < .seconds(60))
      #expect(try text("err").contains("not for serving traffic"))
    }
  }

  /// The program that was built beside the tests.
  private static let program: URL? = {
    let folder = Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") }?.bundleURL.deletingLastPathComponent()
    let beside = URL(fileURLWithPath: CommandLine.arguments.first ?? "").deletingLastPathComponent()
    return [folder, beside].compactMap { $0?.appendingPathComponent("fairlead-sandbox") }
      .first { FileManager.default.isExecutableFile(atPath: $0.path) }
  }()
}
