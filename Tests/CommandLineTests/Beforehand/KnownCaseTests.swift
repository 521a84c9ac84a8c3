import Documents
import Foundation
import GatewaySandbox
import Targets
import TestSupport
import Testing

/// What a real gateway showed to be wrong once: small files, and what has to come of them.
@Suite struct KnownCaseTests {
  /// Files that are refused before anything is written, with what is said of them.
  static let refused: [(name: String, file: String, says: [String])] = [
    (
      "secrets that are null",
      "consumers:\n- username: u\n  hmacauth_credentials:\n  - {username: u, secret: }\n  jwt_secrets:\n"
        + "  - {key: iss, secret: null}",
      ["kong.yaml:5:27: error: ", "kong.yaml:7:24: error: "]
    ),
    (
      "an instance name twice",
      "plugins:\n- {name: cors, instance_name: twice}\n- {name: prometheus, instance_name: twice}",
      ["kong.yaml:4:37: error: ", "kong.yaml:3:31: "]
    ),
    (
      "a text for a list",
      "services:\n- {name: s, host: s.test, routes: [{name: r, paths: [/r], headers: {x-a: text}}]}",
      ["kong.yaml:3:74: error: route r: headers.x-a: expected a list", "write [text]"]
    ),
    (
      "two names of one field",
      "plugins:\n- {name: rate-limiting, config: {second: 25, policy: redis, redis_host: old.test, redis: {host: new.test}}}",
      ["kong.yaml:3:61: error: "]
    ),
    (
      "a field that is no more",
      "plugins:\n- {name: request-termination, run_on: first, config: {status_code: 200}}",
      ["kong.yaml:3:31: error: ", "it went with version"]
    ),
  ]

  @Test(arguments: refused.indices) func itIsRefused(_ index: Int) async throws {
    let (name, file, says) = Self.refused[index]
    try await Gateway.run { gateway in
      try gateway.file(file)
      for verb in ["validate", "diff", "sync"] {
        let run = try await gateway.fairlead(verb, "kong.yaml")
        #expect(run.status == 1, "\(name) \(verb): \(run.everything)")
        for text in says { #expect(run.errors.contains(text), "\(name) \(verb): \(run.errors)") }
      }
      #expect(try await gateway.writes() == 0)
      let offline = try await Program.fairlead("file", "validate", "kong.yaml", in: gateway.scratch.folder)
      #expect(offline.status == 1, "\(name): \(offline.everything)")
    }
  }

  @Test(arguments: ["", "  ", "null", "~"]) func anEmptyVariableIsNoKey(_ value: String) async throws {
    try await Gateway.run { gateway in
      let file = try gateway.file(
        "consumers:\n- username: u\n  keyauth_credentials:\n  - key: ${{ env \"DECK_K\" }}\n")
      #expect(try await gateway.fairlead("sync", file, environment: ["DECK_K": "real"]).status == 0)
      let run = try await gateway.fairlead("sync", file, environment: ["DECK_K": value])
      #expect(run.status == 1, "\(run.everything)")
      #expect(run.errors.contains("kong.yaml:5:10: error: ") && run.errors.contains("DECK_K"), "\(run.errors)")
      #expect(try await gateway.list("key-auths").compactMap { $0["key"]?.string } == ["real"])
    }
  }

  /// What the gateway changes silently is told, and is no lasting change.
  @Test(arguments: [
    ("plugins:\n- {name: prometheus, config: []}", ""),
    ("plugins:\n- {name: rate-limiting, config: {hour: 123451234512345}}", "kong.yaml:3:40: warning: "),
    ("upstreams:\n- {name: u, algorithm: consistent-hashing}", "kong.yaml:3:24: warning: "),
  ]) func nothingChangesForEver(_ file: String, _ warning: String) async throws {
    try await Gateway.run { gateway in
      try gateway.file(file)
      let run = try await gateway.fairlead("sync", "kong.yaml")
      #expect(run.status == 0, "\(run.everything)")
      #expect(warning.isEmpty ? run.errors.isEmpty : run.errors.contains(warning), "\(run.errors)")
      let again = try await gateway.fairlead("diff", "--non-zero-exit-code", "kong.yaml")
      #expect(again.status == 0, "\(again.everything)")
    }
  }

  /// A dump keeps the ids that something in it holds, and leaves nulls of core entities out.
  @Test func aDumpCanBeRestored() async throws {
    try await Gateway.run { gateway in
      let id = "77777777-0000-4000-8000-000000000001"
      try gateway.file(
        "consumers:\n- {username: guest, id: \(id)}\n- {custom_id: only}\nupstreams: [{name: u}]\n"
          + "plugins:\n- {name: key-auth, config: {anonymous: \(id)}}")
      #expect(try await gateway.fairlead("sync", "kong.yaml").status == 0)
      let only = try await gateway.list("consumers").first { $0["custom_id"] == "only" }?["id"]
      let dump = try await gateway.fairlead("dump", "-o", "dump.yaml")
      #expect(dump.status == 0, "\(dump.everything)")
      #expect(try !gateway.scratch.read("dump.yaml").contains("headers: null"))
      #expect(try await gateway.fairlead("reset", "--force").status == 0)
      #expect(try await gateway.fairlead("sync", "dump.yaml").status == 0)
      #expect(try await gateway.get("consumers", "guest")["id"]?.string == id)
      #expect(try await gateway.list("consumers").first { $0["custom_id"] == "only" }?["id"] == only)
      #expect(try await gateway.fairlead("diff", "--non-zero-exit-code", "dump.yaml").status == 0)
    }
  }

  /// The old value of a field that the environment feeds was fed by it, too.
  @Test func aTraceShowsNoOldValue() async throws {
    try await Gateway.run { gateway in
      let file = try gateway.file("consumers:\n- username: u\n  custom_id: ${{ env \"DECK_A\" }}\n")
      #expect(try await gateway.fairlead("sync", file, environment: ["DECK_A": "canary-old"]).status == 0)
      for verb in ["diff", "sync", "validate"] {
        let run = try await gateway.fairlead(verb, "--verbose", "1", file, environment: ["DECK_A": "canary-new"])
        #expect(run.status == 0 && !run.everything.contains("canary"), "\(run.everything)")
      }
    }
  }

  @Test func aGatewayThatRestartsIsWaitedFor() async throws {
    try await Gateway.run { gateway in
      let file = try gateway.file("consumers:\n" + (1...400).map { "- {username: c\($0)}\n" }.joined())
      let place = gateway.scratch.url("state.jsonl").path
      let successor = Successor()
      // So slow that it is stopped long before the end; the second one is not.
      let first = try await SandboxProgram.start(["--state", place, "--latency", "100"])
      let port = try #require(first.address.split(separator: ":").last.map(String.init))
      let run = try await Program.run(
        "fairlead", ["gateway", "sync", "--kong-addr", first.address, "--parallelism", "2", file],
        in: gateway.scratch.folder
      ) { run in
        try await wait(for: "the first writes") { try await Self.count(first.address) > 4 }
        _ = await first.stop()
        try await wait(for: "a word about it") { try run.errors().contains("accepts no connections any more") }
        let second = try await SandboxProgram.start(["--state", place, "--port", port])
        await successor.take(second)
      }
      #expect(run.status == 0 && run.output.contains("Created: 400\n"), "\(run.everything)")
      let second = try #require(await successor.sandbox)
      #expect(try await Self.count(second.address) == 400)
      _ = await second.stop()
    }
  }

  private actor Successor {
    private(set) var sandbox: SandboxProgram?
    func take(_ sandbox: SandboxProgram) { self.sandbox = sandbox }
  }

  private static func count(_ address: String) async throws -> Int {
    let api = try AdminWriter(ConnectionSettings(address: address, version: "test"))
    let count = try await api.reader.listAll(["consumers"]).items.count
    await api.reader.shutdown()
    return count
  }
}
