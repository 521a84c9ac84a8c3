import Foundation
import GatewaySandbox
import GatewaySchemas
import Testing

/// A case that a tool for these files has to get right: what the gateway holds, what the files say, what must happen.
struct EdgeCase: Sendable, CustomTestStringConvertible {
  /// What must happen.
  enum Outcome: Sendable {
    /// The run makes these changes, and the next diff finds none.
    case changes([String])
    /// The run is refused with this text among its messages, and the gateway stays as it is.
    case refused(String)
  }

  var number: String
  var name: String
  var edition = SchemaBundle.Edition.oss
  /// The state file that is synced first.
  var given = ""
  /// The state file of the case.
  var file: String
  /// Whether the version line is put before the file.
  var isHeaded = true
  var environment: [String: String] = [:]
  /// Schemas of made-up plugins that the gateway has, by their names.
  var schemas: [String: String] = [:]
  /// Whether the gateway has WebAssembly.
  var hasWasm = false
  /// Further flags.
  var flags: [String] = []
  var outcome: Outcome

  var testDescription: String { "7.\(number) \(name)" }

  /// Runs the case.
  func check() async throws {
    let saved = try Scratch()
    defer { saved.remove() }
    for (name, schema) in schemas { try saved.write("plugins/\(name).json", schema) }
    var configuration = SandboxConfiguration()
    configuration.webAssembly = hasWasm
    if !schemas.isEmpty { configuration.schemas = saved.folder.path }
    try await Gateway.run(configuration, edition: edition) { gateway in
      if !given.isEmpty {
        let first = try await gateway.run(
          ["sync"] + flags + [try gateway.file(given, named: "given.yaml")], environment: environment)
        try #require(first.status == 0, "\(first.everything)")
      }
      if isHeaded { try gateway.file(file) } else { try gateway.scratch.write("kong.yaml", file) }
      try await gateway.resetCounters()
      let run = try await gateway.run(
        ["sync", "--max-deletes", "100%"] + flags + ["kong.yaml"], environment: environment)
      switch outcome {
      case .changes(let expected):
        #expect(run.status == 0, "\(run.everything)")
        let lines = run.output.split(separator: "\n").map(String.init)
        let changes = lines.filter { line in
          ["creating ", "updating ", "deleting ", "freeing "].contains { line.hasPrefix($0) }
        }
        #expect(changes == expected, "\(run.everything)")
        let again = try await gateway.run(
          ["diff", "--non-zero-exit-code"] + flags + ["kong.yaml"], environment: environment)
        #expect(again.status == 0, "\(again.everything)")
      case .refused(let text):
        #expect(run.status == 1, "\(run.everything)")
        #expect(run.errors.contains(text), "\(run.errors)")
        #expect(try await gateway.writes() == 0)
      }
    }
  }
}
