import GatewayModel

extension EntityKind {
  /// Fields whose lists the gateway keeps in order although their order means nothing.
  var unorderedFields: Set<String> { EntityKind.unorderedFieldsTable[self] }

  private static let unorderedFieldsTable = KindMap<Set<String>> { kind in
    switch kind.identity {
    case .service: ["ca_certificates"]
    case .plugin: ["partials"]
    case .degraphqlRoute: ["methods"]
    case .rbacPermission: ["actions"]
    case .clonedPlugin, .customPlugin, .caCertificate, .certificate, .sni, .vault, .keySet, .key, .partial, .route,
      .upstream, .target, .consumerGroup, .consumer, .groupMember, .keyAuth, .basicAuth, .hmacAuth, .jwt, .oauth2, .acl,
      .mutualTLS, .aiModel, .groupOverride, .filterChain, .costDecoration, .rbacRole, .license:
      []
    }
  }
}
