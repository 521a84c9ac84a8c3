import Documents
package import GatewayModel
package import GatewaySchemas

/// The schemas that a run needs, fetched beforehand.
package struct SchemaSet: Sendable {
  /// Schemas of entity kinds by collection (`services`).
  package var entities: [String: Schema]
  /// Schemas of configurations: by the segment they are served under (`plugins`), then by name (`key-auth`).
  package var configurations: [String: [String: Schema]] = [:]
  /// Schemas of routes by their first protocol, where the rule book is asked.
  var routes: [String: Schema] = [:]
  /// Whether the rule book is laid over them: what is at fault by these is suspected, and for the gateway to judge.
  var isRuled = false
  /// The names of all plugins that the gateway has; empty where it does not say.
  package var availablePlugins: Set<String> = []
  /// The names of plugins whose schemas are published without the older names of fields: what they do not know may be
  /// one of those.
  package var incompletePlugins: Set<String> = []
  /// The names of plugins of which the gateway may know more values than these schemas list.
  package var outgrownPlugins: Set<String> = []
  /// Whether the target keeps a password as it is sent: a hash, made beforehand.
  package var takesHashes = false
  /// Whether what the target leaves out of an answer has its default there; else it is null.
  package var leavesDefaultsOut = false
  /// The names of plugins that the files define themselves, whose schemas may not be known before they are there.
  package var definedPlugins: Set<String> = []

  /// Makes a set.
  package init(entities: [String: Schema] = [:], plugins: [String: Schema] = [:]) {
    self.entities = entities
    self.configurations = ["plugins": plugins]
  }

  /// Schemas of plugins by name (`key-auth`).
  package var plugins: [String: Schema] { configurations["plugins"] ?? [:] }

  /// The fields of an entity's own configuration and the rest of what its schema says.
  package func configuration(for entity: Entity) -> Schema? {
    guard let rule = entity.kind.configuration, let name = entity.fields[rule.selector]?.string else { return nil }
    return configurations[rule.schemas]?[name]
  }

  /// The names of the configurations that entities have: the paths of their schemas below `schemas`.
  package static func configurationPaths(_ entities: [Entity]) -> Set<[String]> {
    var names = KindMap<Set<String>> { _ in [] }
    var originals: Set<String> = []
    for index in entities.indices {
      let kind = entities[index].kind
      if let rule = kind.configuration, let name = entities[index].fields[rule.selector]?.string {
        names[kind].insert(name)
      }
      if kind.management == .definitions, let original = entities[index].fields["ref"]?.string {
        originals.insert(original)
      }
    }
    var paths = Set(originals.map { ["plugins", $0] })
    for kind in EntityKind.all {
      guard let rule = kind.configuration else { continue }
      for name in names[kind] { paths.insert([rule.schemas, name]) }
    }
    return paths
  }

  /// The kinds that entities have.
  package static func kinds(_ entities: [Entity]) -> Set<EntityKind> {
    var seen = KindMap<Bool> { _ in false }
    for index in entities.indices { seen[entities[index].kind] = true }
    return Set(EntityKind.all.filter { seen[$0] })
  }

  /// The same with the schemas that definitions among the entities bring: a cloned plugin has that of its original.
  package func extended(by desired: DesiredState) -> SchemaSet {
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
