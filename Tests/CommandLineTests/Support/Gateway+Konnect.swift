import Documents
import GatewaySandbox
import Targets
import Testing

extension SandboxConfiguration {
  /// The token of the tests, which must be seen nowhere.
  static let token = "kpat_Vq7nothingToSee"

  /// Konnect with these control planes.
  static func konnect(_ controlPlanes: [String] = ["default"]) -> SandboxConfiguration {
    var configuration = SandboxConfiguration()
    configuration.konnect = Konnect(token: token, controlPlanes: controlPlanes)
    return configuration
  }
}

extension Gateway {
  /// Runs a verb as a user would who has set nothing else, and sees that no token is shown.
  func unset(
    _ arguments: [String], environment: [String: String] = [:], input: String = "",
    sourceLocation: SourceLocation = #_sourceLocation
  ) async throws -> Program.Run {
    let run = try await Program.run(
      "fairlead", arguments, input: input, environment: environment, in: scratch.folder)
    #expect(
      !run.everything.contains(SandboxConfiguration.token), "a token is shown: \(run.everything)",
      sourceLocation: sourceLocation)
    return run
  }

  /// The entities of a collection of a control plane.
  func list(_ collection: String, ofPlane name: String) async throws -> [Node] {
    let id = try await id(ofPlane: name)
    return try await root.reader.listAll(["v2", "control-planes", id, "core-entities", collection]).items
  }

  /// The id of a control plane.
  func id(ofPlane name: String) async throws -> String {
    let planes = try await root.reader.get(["v2", "control-planes"])["data"]?.array ?? []
    return try #require(planes.first { $0["name"]?.string == name }?["id"]?.string)
  }
}
