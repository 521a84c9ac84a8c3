import GatewayModel
import Reconciliation

/// How entities of a kind are reached through the Admin API.
struct AdminRoute: Sendable {
  /// A part of a path.
  enum Part: Sendable, Hashable {
    /// As it stands.
    case literal(String)
    /// The entity's own id.
    case id
    /// The id of the entity that this reference field points to.
    case reference(String)
    /// The text of a field, each part between slashes a segment of its own.
    case field(String)

    /// The text of a part that stands as it is; nil for any other.
    var text: String? { if case .literal(let text) = self { text } else { nil } }
  }

  /// How entities are listed.
  struct Listing: Sendable {
    /// The path; a reference in it means one listing for each entity of the kind referred to.
    var path: [Part]
    /// Whether the gateway filters the listing by tags; where it does not, whoever reads has to.
    var honoursTags = true
    /// The reference that each item of the listing is the target of, where it lists no entities of the kind itself.
    var itemReference: String?
    /// The key of the list in the answer, where it is part of a larger document; nil for the usual one.
    var itemsKey: String?
    /// A field that items of the list have which are of another kind.
    var foreignField: String?
    /// Further parameters of the request.
    var query: [(String, String)] = []
    /// Whether a target that has none of the kind may refuse to list it (400).
    var mayBeRefused = false
    /// How they were listed before, where the target does not have the path.
    var older: [Listing] = []

    /// The reference field in the path, if there is one.
    var owner: String? {
      for case .reference(let field) in path { return field }
      return nil
    }
  }

  /// How a new entity is made.
  enum Creation: Sendable {
    /// PUT to its path.
    case put
    /// POST to this path, with the id in the body if the kind has one.
    case post([Part])
    /// PUT to its path or, where the target has no such path, POST to this one.
    case putOrPost([Part])
  }

  /// How entities are listed.
  var listing: Listing
  /// The path to one entity.
  var entity: [Part]
  /// How a new entity is made.
  var creation = Creation.put
  /// The path of a deletion, where it is another one than the entity's.
  var deletion: [Part]?
  /// Whether a body repeats the id that stands in the path.
  var repeatsID = false
  /// How an entity is changed.
  var update = UpdateForm.replacement
  /// Whether references stand in the body as bare ids.
  var bareReferences = false
  /// Lists that stand in the body as one text with commas.
  var joinedLists: Set<String> = []
  /// The only fields that a body has, since the path says the rest; nil for all.
  var bodyFields: Set<String>?

  /// A kind with a path of its own.
  init(_ path: String...) {
    self.init(listing: Listing(path: path.map(Part.literal)), entity: path.map(Part.literal) + [.id])
  }

  /// A kind whose listing and entities have different paths.
  init(listing: Listing, entity: [Part]) {
    self.listing = listing
    self.entity = entity
  }

  /// The same with some of it changed.
  func changed(_ change: (inout AdminRoute) -> Void) -> AdminRoute {
    var copy = self
    change(&copy)
    return copy
  }
}

extension AdminRoute {
  private static let table = KindMap { route(of: $0.identity) }

  /// How entities of a kind are reached.
  static func of(_ kind: EntityKind) -> AdminRoute { table[kind] }

  /// The one place that knows which kind has which path.
  ///
  /// Facts are those of the recorded gateway 3.9.1, for the enterprise edition those published for 3.11.
  private static func route(of kind: EntityKind.Identity) -> AdminRoute {
    switch kind {
    case .clonedPlugin: AdminRoute("cloned-plugins")
    case .customPlugin: AdminRoute("custom-plugins")
    case .caCertificate: AdminRoute("ca_certificates")
    // A PUT without the names of a certificate's SNIs would delete those.
    case .certificate: AdminRoute("certificates").changed { $0.update = .changedFields }
    case .sni: AdminRoute("snis")
    case .vault: AdminRoute("vaults")
    case .keySet: AdminRoute("key-sets")
    case .key: AdminRoute("keys")
    case .partial: AdminRoute("partials")
    case .service: AdminRoute("services")
    case .route: AdminRoute("routes")
    case .upstream: AdminRoute("upstreams")
    case .target: target
    case .consumerGroup: AdminRoute("consumer_groups")
    case .consumer: AdminRoute("consumers")
    case .groupMember: groupMember
    case .keyAuth: credential("key-auths", below: "key-auth")
    case .basicAuth: credential("basic-auths", below: "basic-auth")
    case .hmacAuth: credential("hmac-auths", below: "hmac-auth")
    case .jwt: credential("jwts", below: "jwt")
    case .oauth2: credential("oauth2", below: "oauth2")
    case .acl: credential("acls", below: "acls")
    case .mutualTLS: credential("mtls-auths", below: "mtls-auth").changed { $0.listing.honoursTags = false }
    // Assumed: the gateways whose interface is known have no models.
    case .aiModel: AdminRoute("ai_models")
    case .plugin: AdminRoute("plugins")
    case .groupOverride: groupOverride
    case .filterChain: AdminRoute("filter-chains")
    case .degraphqlRoute:
      AdminRoute("degraphql_routes").changed {
        $0.entity = [.literal("services"), .reference("service"), .literal("degraphql"), .literal("routes"), .id]
      }
    case .costDecoration: AdminRoute("graphql-rate-limiting-advanced", "costs")
    case .rbacRole: AdminRoute("rbac", "roles")
    case .rbacPermission: rbacPermission
    case .license: AdminRoute("licenses")
    }
  }

  /// Credentials are listed all together, and written through their consumer.
  private static func credential(_ list: String, below segment: String) -> AdminRoute {
    AdminRoute(list).changed {
      $0.entity = [.literal("consumers"), .reference("consumer"), .literal(segment), .id]
    }
  }

  /// Targets are listed for each upstream alone and created by POST; their PUT merges.
  private static var target: AdminRoute {
    let list: [Part] = [.literal("upstreams"), .reference("upstream"), .literal("targets")]
    return AdminRoute(listing: Listing(path: list, honoursTags: false), entity: list + [.id]).changed {
      $0.creation = .post(list)
      $0.update = .mergingReplacement
    }
  }

  private static var groupMember: AdminRoute {
    let list: [Part] = [.literal("consumer_groups"), .reference("consumer_group"), .literal("consumers")]
    return AdminRoute(
      listing: Listing(path: list, honoursTags: false, itemReference: "consumer"),
      entity: list + [.reference("consumer")]
    ).changed {
      $0.creation = .post(list)
      $0.bareReferences = true
    }
  }

  private static var groupOverride: AdminRoute {
    let group: [Part] = [.literal("consumer_groups"), .reference("consumer_group")]
    // The list has the plugins of the group's scope as well, which alone can be switched off.
    let listing = Listing(
      path: group, honoursTags: false, itemsKey: "plugins", foreignField: "enabled",
      query: [("list_consumers", "false")])
    return AdminRoute(
      listing: listing, entity: group + [.literal("overrides"), .literal("plugins"), .field("name")]
    ).changed { $0.bodyFields = ["config"] }
  }

  private static var rbacPermission: AdminRoute {
    let list: [Part] = [.literal("rbac"), .literal("roles"), .reference("role"), .literal("endpoints")]
    return AdminRoute(
      listing: Listing(path: list, honoursTags: false), entity: list + [.field("workspace"), .field("endpoint")]
    ).changed {
      $0.creation = .post(list)
      $0.update = .changedFields
      $0.joinedLists = ["actions"]
    }
  }
}
