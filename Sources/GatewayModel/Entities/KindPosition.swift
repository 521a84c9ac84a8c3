/// The positions of all kinds, each after the kinds that it refers to: the order of creation, of output and, backwards, of
/// deletion.
///
/// A row cannot be made without a position, nor a position without its row, so that tables by kind have a place for
/// whatever row they are asked for.
enum KindPosition: Int, CaseIterable {
  case clonedPlugin
  case customPlugin
  case caCertificate
  case certificate
  case sni
  case vault
  case keySet
  case key
  case partial
  case service
  case route
  case upstream
  case target
  case consumerGroup
  case consumer
  case groupMember
  case keyAuth
  case basicAuth
  case hmacAuth
  case jwt
  case oauth2
  case acl
  case mutualTLS
  case plugin
  case groupOverride
  case filterChain
  case degraphqlRoute
  case costDecoration
  case rbacRole
  case rbacPermission
  case license

  /// The row at this position.
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
