import GatewayModel

/// How state files write the entities of a kind, and what dumps keep of them: facts of the format alone.
final class FileFacts: Sendable {
  /// How a state file writes entities of a kind.
  enum Form: Sendable {
    /// In a list under the name of their collection.
    case collection
    /// In the list `custom_entities`, with `type` and `fields`.
    case customEntity
    /// Only nested in the entity that it belongs to.
    case nested
  }

  /// How a state file writes it at the top level.
  let form: Form
  /// Short forms that a state file may use.
  let sugar: [Sugar]
  /// The field that a bare text stands for where the entity is nested.
  let shortField: String?
  /// Whether a dump keeps its id in any case: what nothing else names, or what others refer to by id alone.
  let dumpsID: Bool
  /// Fields that a dump keeps although they have their default, since other readers of the format want them.
  let alwaysDumped: Set<String>

  private init(
    form: Form = .collection, sugar: [Sugar] = [], shortField: String? = nil, dumpsID: Bool = false,
    alwaysDumped: Set<String> = []
  ) {
    self.form = form
    self.sugar = sugar
    self.shortField = shortField
    self.dumpsID = dumpsID
    self.alwaysDumped = alwaysDumped
  }

  fileprivate static let table = KindMap<FileFacts> { kind in
    switch kind.identity {
    case .caCertificate, .certificate, .partial, .mutualTLS:
      FileFacts(dumpsID: true)
    case .sni:
      FileFacts(shortField: "name")
    case .service:
      FileFacts(sugar: [.serviceURL, .emptyMeansAbsent("tls_sans")])
    case .route:
      FileFacts(sugar: [.grpcKeepsPath])
    case .target:
      FileFacts(sugar: [.targetAddress], shortField: "target")
    case .jwt:
      FileFacts(alwaysDumped: ["algorithm"])
    case .groupOverride:
      FileFacts(form: .nested)
    case .degraphqlRoute:
      FileFacts(form: .customEntity, sugar: [.listDefault("methods", item: "GET")], dumpsID: true)
    case .costDecoration:
      FileFacts(form: .customEntity, dumpsID: true)
    case .clonedPlugin, .customPlugin, .vault, .keySet, .key, .upstream, .consumerGroup, .consumer, .groupMember,
      .keyAuth, .basicAuth, .hmacAuth, .oauth2, .acl, .aiModel, .plugin, .filterChain, .rbacRole, .rbacPermission,
      .license:
      FileFacts()
    }
  }
}

extension EntityKind {
  /// What state files and dumps have to know of it.
  var fileFacts: FileFacts { FileFacts.table[self] }
}
