import Documents
import Foundation
import GatewaySandbox
import GatewaySchemas
import Synchronization
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
        try await connection.expect(201, "POST", "\(root)/consumers/a/key-auth", ["key": "k", "ttl": 90_000])
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
        #expect((1...90_000).contains(key["ttl"]?.integer ?? 0))
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
    let sandbox = try await SandboxProgram.start(["--fail", "GET:/routes:502", "--forbid", "snis"])
    #expect(sandbox.address.hasPrefix("http://127.0.0.1:"))
    let connection = try HTTPConnection(sandbox.address)
    try await connection.expect(201, "POST", "/services", ["host": "h"])
    try await connection.expect(502, "GET", "/routes")
    try await connection.expect(403, "GET", "/snis")
    #expect(sandbox.errors.contains("not for serving traffic"))
    #expect(await sandbox.stop() == 0)
  }

  /// Ended while many connect, ask and are answered, it ends as well as ever, and keeps what it has answered for.
  @Test func theProgramEndsWellUnderLoad() async throws {
    try await withFolder { folder in
      for round in 0..<5 {
        let sandbox = try await SandboxProgram.start(["--state", "\(folder)/state-\(round)"])
        let answers = Answers()
        let clients = (0..<8).map { client in Task { await answers.collect(from: sandbox.address, client) } }
        try await wait(for: "a hundred answers") { answers.count.load(ordering: .relaxed) > 100 }
        #expect(await sandbox.stop() == 0, "\(sandbox.errors)")
        for client in clients { await client.value }
        let kept = try String(contentsOfFile: "\(folder)/state-\(round)", encoding: .utf8)
        #expect(kept.split(separator: "\n").count > answers.count.load(ordering: .relaxed))
      }
    }
  }

  /// What clients were answered that make services until nobody answers any more.
  private final class Answers: Sendable {
    let count = Atomic<Int>(0)

    func collect(from address: String, _ client: Int) async {
      for number in 0... {
        // A connection for each request: some are about to be accepted whenever the end comes.
        let body: Node = ["name": Node(.string("s-\(client)-\(number)")), "host": "h"]
        guard let connection = try? HTTPConnection(address),
          let answer = try? await connection.send("POST", "/services", json: body)
        else { return }
        #expect(answer.status == 201)
        count.add(1, ordering: .relaxed)
      }
    }
  }
}
