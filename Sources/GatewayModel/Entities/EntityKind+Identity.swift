extension EntityKind {
  /// Which kinds there are, each after the kinds that it refers to: the order of creation, of output and, backwards, of
  /// deletion.
  ///
  /// A table by kind is a `switch` over these, so that the compiler finds the one that lacks a new kind.
  public enum Identity: Int, Sendable, CaseIterable {
    // Plugins that the gateway is given itself come before any that use them.
    case clonedPlugin, customPlugin
    case caCertificate, certificate, sni, vault, keySet, key, partial
    case service, route, upstream, target
    case consumerGroup, consumer, groupMember
    case keyAuth, basicAuth, hmacAuth, jwt, oauth2, acl, mutualTLS
    case aiModel, plugin, groupOverride, filterChain
    case degraphqlRoute, costDecoration
    case rbacRole, rbacPermission, license

    /// The row of the kind.
    var kind: EntityKind {
      switch self {
      case .clonedPlugin: .clonedPlugin
      case .customPlugin: .customPlugin
      case .caCertificate: .caCertificate
      case .certificate: .certificate
      case .sni: .sni
      case .vault: .vault
      case .keySet: .keySet
      case .key: .key
      case .partial: .partial
      case .service: .service
      case .route: .route
      case .upstream: .upstream
      case .target: .target
      case .consumerGroup: .consumerGroup
      case .consumer: .consumer
      case .groupMember: .groupMember
      case .keyAuth: .keyAuth
      case .basicAuth: .basicAuth
      case .hmacAuth: .hmacAuth
      case .jwt: .jwt
      case .oauth2: .oauth2
      case .acl: .acl
      case .mutualTLS: .mutualTLS
      case .aiModel: .aiModel
      case .plugin: .plugin
      case .groupOverride: .groupOverride
      case .filterChain: .filterChain
      case .degraphqlRoute: .degraphqlRoute
      case .costDecoration: .costDecoration
      case .rbacRole: .rbacRole
      case .rbacPermission: .rbacPermission
      case .license: .license
      }
    }
  }
}
