import Documents
public import GatewayModel

/// The schemas that a run needs, fetched beforehand.
public struct SchemaSet: Sendable {
  /// Schemas of entity kinds by collection (`services`).
  public var entities: [String: Schema]
  /// Schemas of configurations: by the segment they are served under (`plugins`), then by name (`key-auth`).
  public var configurations: [String: [String: Schema]] = [:]
  /// The names of all plugins that the gateway has; empty where it does not say.
  public var availablePlugins: Set<String> = []
  /// The names of plugins that the files define themselves, whose schemas may not be known before they are there.
  public var definedPlugins: Set<String> = []

  /// Makes a set.
  public init(entities: [String: Schema] = [:], plugins: [String: Schema] = [:]) {
    self.entities = entities
    self.configurations = ["plugins": plugins]
  }

  /// Schemas of plugins by name (`key-auth`).
  public var plugins: [String: Schema] { configurations["plugins"] ?? [:] }

  /// The fields of an entity's own configuration and the rest of what its schema says.
  public func configuration(for entity: Entity) -> Schema? {
    guard let rule = entity.kind.configuration, let name = entity.fields[rule.selector]?.string else { return nil }
    return configurations[rule.schemas]?[name]
  }

  /// The names of the configurations that entities have: the paths of their schemas below `schemas`.
  public static func configurationPaths(_ entities: some Sequence<Entity>) -> Set<[String]> {
    var paths: Set<[String]> = []
    for entity in entities {
      guard let rule = entity.kind.configuration, let name = entity.fields[rule.selector]?.string else { continue }
      paths.insert([rule.schemas, name])
    }
    for entity in entities where entity.kind.management == .definitions {
      if let original = entity.fields["ref"]?.string { paths.insert(["plugins", original]) }
    }
    return paths
  }

  /// The same with the schemas that definitions among the entities bring: a cloned plugin has that of its original.
  public func extended(by desired: DesiredState) -> SchemaSet {
    var copy = self
    for position in desired.entities.indices where desired.entities[position].kind.management == .definitions {
      let entity = desired.entities[position]
      guard let name = entity.name else { continue }
      copy.definedPlugins.insert(name)
      if let original = entity.fields["ref"]?.string, let schema = plugins[original] {
        copy.configurations["plugins", default: [:]][name] = schema
      }
    }
    return copy
  }
}
