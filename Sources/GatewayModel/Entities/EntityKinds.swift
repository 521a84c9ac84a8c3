extension EntityKind {
  /// All kinds in the order of ``Identity``.
  public static let all: [EntityKind] = Identity.allCases.map(\.kind)

  private static let byCollection = Dictionary(uniqueKeysWithValues: all.map { ($0.collection, $0) })
  private static let nestedByParent = KindMap<[(rule: ReferenceRule, kind: EntityKind)]> { parent in
    all.flatMap { kind in
      kind.references.filter { $0.nestedKey != nil && $0.collection == parent.collection }.map { ($0, kind) }
    }
  }

  /// The kind whose lists have this key in state files.
  public static func collection(_ name: String) -> EntityKind? { byCollection[name] }

  /// The position in ``all``.
  public var rank: Int { identity.rawValue }

  /// The kinds that may stand inside an entity of this kind, each with the reference that the nesting stands for.
  public var nested: [(rule: ReferenceRule, kind: EntityKind)] { EntityKind.nestedByParent[self] }

  /// Services: where the gateway sends what it lets through.
  public static let service = EntityKind(
    .service, name: "service", collection: "services", naturalKeys: [["name"]],
    references: [
      ReferenceRule("client_certificate", to: "certificates", form: .text, onDeletion: .refuse)
    ], spellings: [.ids("ca_certificates")])

  /// Routes: which requests go to a service.
  public static let route = EntityKind(
    .route, name: "route", collection: "routes", naturalKeys: [["name"]],
    references: [
      ReferenceRule("service", to: "services", form: .mapping, nestedKey: "routes", onDeletion: .refuse)
    ])

  /// Upstreams: several targets behind one name.
  public static let upstream = EntityKind(
    .upstream, name: "upstream", collection: "upstreams", naturalKeys: [["name"]],
    references: [
      ReferenceRule("client_certificate", to: "certificates", form: .mapping, onDeletion: .refuse)
    ])

  /// Targets: listed for each upstream alone, created by POST; their PUT merges.
  public static let target = EntityKind(
    .target, name: "target", collection: "targets", naturalKeys: [["upstream", "target"]],
    needsKeyOrID: false,
    references: [
      ReferenceRule(
        "upstream", to: "upstreams", form: .mapping, nestedKey: "targets", onDeletion: .cascade, required: true,
        isFixed: true)
    ], spellings: [.targetAddress])

  /// Consumers: who may ask.
  public static let consumer = EntityKind(
    .consumer, name: "consumer", collection: "consumers", naturalKeys: [["username"], ["custom_id"]],
    echoedFields: ["username_lower", "type"])

  /// Consumer groups.
  public static let consumerGroup = EntityKind(
    .consumerGroup, name: "consumer-group", collection: "consumer_groups", naturalKeys: [["name"]])

  /// Who belongs to a group: a pair without an id, written from either side.
  public static let groupMember = EntityKind(
    .groupMember, name: "consumer-group-consumer", collection: "consumer_group_consumers",
    naturalKeys: [["consumer_group", "consumer"]], needsKeyOrID: false,
    references: [
      ReferenceRule(
        "consumer_group", to: "consumer_groups", form: .text, nestedKey: "consumers", isDumpedNested: false,
        nestedEntriesCreate: true, onDeletion: .cascade, required: true),
      ReferenceRule(
        "consumer", to: "consumers", form: .text, nestedKey: "groups", onDeletion: .cascade, required: true),
    ],
    hasID: false, isLink: true)

  /// Plugins of any name and scope; their `config` has a schema of its own.
  public static let plugin = EntityKind(
    .plugin, name: "plugin", collection: "plugins",
    naturalKeys: [["name", "service", "route", "consumer", "consumer_group", "model"]], needsKeyOrID: false,
    references: [
      ReferenceRule("service", to: "services", form: .text, nestedKey: "plugins", onDeletion: .cascade),
      ReferenceRule("route", to: "routes", form: .text, nestedKey: "plugins", onDeletion: .cascade),
      ReferenceRule("consumer", to: "consumers", form: .text, nestedKey: "plugins", onDeletion: .cascade),
      ReferenceRule("consumer_group", to: "consumer_groups", form: .text, nestedKey: "plugins", onDeletion: .cascade),
      ReferenceRule("model", to: "ai_models", form: .text, onDeletion: .cascade),
      ReferenceRule("partials", to: "partials", form: .list, onDeletion: .refuse),
    ],
    uniqueFields: ["instance_name"],
    configuration: ConfigurationRule(field: "config", selector: "name", schemas: "plugins", isRequired: true),
    hasScopes: true)

  /// Filter chains: one for a service or a route; a gateway without WebAssembly has none.
  public static let filterChain = EntityKind(
    .filterChain, name: "filter-chain", collection: "filter_chains", naturalKeys: [["service", "route"]],
    needsKeyOrID: false,
    references: [
      ReferenceRule("service", to: "services", form: .text, nestedKey: "filter_chains", onDeletion: .cascade),
      ReferenceRule("route", to: "routes", form: .text, nestedKey: "filter_chains", onDeletion: .cascade),
    ],
    uniqueFields: ["name"])
}
