extension EntityKind {
  /// All kinds, each after the kinds that it refers to: the order of creation, of output and, backwards, of deletion.
  public static let all: [EntityKind] = [service, route, consumer, keyAuth, plugin]

  private static let byCollection = Dictionary(uniqueKeysWithValues: all.map { ($0.collection, $0) })
  private static let rank = Dictionary(uniqueKeysWithValues: all.enumerated().map { ($1, $0) })
  private static let nestedByParent: [String: [(rule: ReferenceRule, kind: EntityKind)]] = {
    var nested: [String: [(rule: ReferenceRule, kind: EntityKind)]] = [:]
    for kind in all {
      for rule in kind.references where rule.nestedKey != nil {
        nested[rule.collection, default: []].append((rule, kind))
      }
    }
    return nested
  }()

  /// The kind whose lists have this key in state files.
  public static func collection(_ name: String) -> EntityKind? { byCollection[name] }

  /// The position in ``all``.
  public var rank: Int { EntityKind.rank[self] ?? EntityKind.all.count }

  /// The kinds that may stand inside an entity of this kind, each with the reference that the nesting stands for.
  public var nested: [(rule: ReferenceRule, kind: EntityKind)] { EntityKind.nestedByParent[collection] ?? [] }

  /// Services: where the gateway sends what it lets through.
  public static let service = EntityKind(
    name: "service", collection: "services", listing: "services", naturalKeys: [["name"]],
    references: [
      ReferenceRule("client_certificate", to: "certificates", form: .text, onDeletion: .refuse)
    ],
    unorderedFields: ["ca_certificates"], sugar: [.serviceURL])

  /// Routes: which requests go to a service.
  public static let route = EntityKind(
    name: "route", collection: "routes", listing: "routes", naturalKeys: [["name"]],
    references: [
      ReferenceRule("service", to: "services", form: .mapping, nestedKey: "routes", onDeletion: .refuse)
    ],
    sugar: [.grpcKeepsPath])

  /// Consumers: who may ask.
  public static let consumer = EntityKind(
    name: "consumer", collection: "consumers", listing: "consumers", naturalKeys: [["username"], ["custom_id"]],
    label: LabelRule(fields: ["username", "custom_id"]))

  /// Key-auth credentials: a consumer's keys. PUT goes through the consumer, as recorded.
  public static let keyAuth = EntityKind(
    name: "key-auth", collection: "keyauth_credentials", listing: "key-auths", naturalKeys: [["key"]],
    references: [
      ReferenceRule(
        "consumer", to: "consumers", form: .mapping, nestedKey: "keyauth_credentials", onDeletion: .cascade,
        required: true)
    ],
    secretFields: ["key"], unlistedFields: ["ttl"],
    entityPath: [.literal("consumers"), .reference("consumer"), .literal("key-auth"), .id],
    label: LabelRule(fields: [], references: ["consumer"]))

  /// Plugins of any name and scope; their `config` has a schema of its own.
  public static let plugin = EntityKind(
    name: "plugin", collection: "plugins", listing: "plugins",
    naturalKeys: [["name", "service", "route", "consumer", "consumer_group"]], needsKeyOrID: false,
    references: [
      ReferenceRule("service", to: "services", form: .text, nestedKey: "plugins", onDeletion: .cascade),
      ReferenceRule("route", to: "routes", form: .text, nestedKey: "plugins", onDeletion: .cascade),
      ReferenceRule("consumer", to: "consumers", form: .text, nestedKey: "plugins", onDeletion: .cascade),
      ReferenceRule("consumer_group", to: "consumer_groups", form: .text, nestedKey: "plugins", onDeletion: .cascade),
    ],
    uniqueFields: ["instance_name"], configField: "config",
    label: LabelRule(
      fields: ["name"], references: ["service", "route", "consumer", "consumer_group"], isGlobalAlone: true))
}
