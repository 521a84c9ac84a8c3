import Documents
import GatewaySandbox
import Targets
import Testing

extension SandboxConfiguration {
  /// A gateway without a database.
  static var dbless: SandboxConfiguration {
    var configuration = SandboxConfiguration()
    configuration.hasDatabase = false
    return configuration
  }
}

extension Gateway {
  /// Loads a document as somebody else would.
  func load(_ document: Node) async throws { try await api.post(["config"], body: document) }

  /// What the gateway calls its configuration.
  func hash() async throws -> String? { try await get("status")["configuration_hash"]?.string }

  /// The entities of a collection, by their names.
  func named(_ collection: String, by key: String = "name") async throws -> [String: Node] {
    let items = try await list(collection).compactMap { item in item[key]?.string.map { ($0, item) } }
    return Dictionary(items) { first, _ in first }
  }
}
