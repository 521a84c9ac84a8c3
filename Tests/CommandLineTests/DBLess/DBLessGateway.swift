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

  /// The entities of a collection without the time of the last load, which a sandbox gives to all of them.
  func lasting(_ collection: String) async throws -> [Node] {
    try await list(collection).map { item in
      var fields = item.object ?? Object()
      fields.removeValue(forKey: "updated_at")
      return Node(.object(fields))
    }
  }

  /// The entities of a collection, by their names.
  func named(_ collection: String, by key: String = "name") async throws -> [String: Node] {
    let items = try await lasting(collection).compactMap { item in item[key]?.string.map { ($0, item) } }
    return Dictionary(items) { first, _ in first }
  }
}
