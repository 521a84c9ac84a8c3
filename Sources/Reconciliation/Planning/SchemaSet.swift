public import GatewayModel

/// The schemas that a plan needs, fetched beforehand.
public struct SchemaSet: Sendable {
  /// Schemas of entity kinds by collection (`services`).
  public var entities: [String: Schema]
  /// Schemas of plugins by name (`key-auth`).
  public var plugins: [String: Schema]
  /// The names of all plugins that the gateway has; empty where it does not say.
  public var availablePlugins: Set<String> = []

  /// Makes a set.
  public init(entities: [String: Schema] = [:], plugins: [String: Schema] = [:]) {
    self.entities = entities
    self.plugins = plugins
  }

  /// The fields of a plugin's configuration and the rest of what its own schema says.
  public func configuration(for entity: Entity) -> Schema? {
    guard entity.kind.configField != nil, let name = entity.name else { return nil }
    return plugins[name]
  }
}
