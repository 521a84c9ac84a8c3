import GatewayModel
import Reconciliation

extension EntityInterface {
  /// The core entities of a control plane, without the path that leads to it.
  static let konnect = EntityInterface(
    kinds: konnectKinds, routes: KindMap { AdminRoute.konnect($0) }, listsMayBeNull: true)

  /// Konnect knows no credentials of OAuth 2.0, manages roles and licences itself, and has no models.
  private static let konnectKinds = Set(
    EntityKind.all.filter { ![.oauth2, .rbacRole, .rbacPermission, .license, .aiModel].contains($0.identity) })
}

extension AdminRoute {
  /// How entities of a kind are reached on Konnect.
  ///
  /// Facts are those of the published description of core entities, for what it does not list those of decK.
  fileprivate static func konnect(_ kind: EntityKind) -> AdminRoute {
    own(kind).changed {
      // An update is a PUT of the whole, whatever the kind.
      $0.update = .replacement
      $0.repeatsID = true
    }
  }

  private static func own(_ kind: EntityKind) -> AdminRoute {
    let route = AdminRoute.of(kind)
    switch kind.identity {
    case .target: return konnectTarget
    case .groupMember:
      return route.changed {
        var older = $0.listing
        older.path = [.literal("consumer_groups"), .reference("consumer_group")]
        older.itemsKey = "consumers"
        $0.listing.older = [older]
      }
    case .groupOverride:
      return route.changed {
        $0.deletion = [
          .literal("v1"), .literal("consumer-groups"), .reference("consumer_group"),
          .literal("rate-limiting-advanced-config"),
        ]
      }
    case .filterChain: return route.changed { $0.listing.mayBeRefused = true }
    case .degraphqlRoute:
      return route.changed { $0.creation = .putOrPost(Array($0.entity.dropLast())) }
    case .costDecoration:
      let list: [Part] = [
        .literal("services"), .reference("service"), .literal("graphql-rate-limiting-advanced"), .literal("costs"),
      ]
      return route.changed {
        $0.listing.older = [Listing(path: list, honoursTags: false)]
        $0.entity = list + [.id]
      }
    default: return route
    }
  }

  /// Targets are listed all together.
  private static var konnectTarget: AdminRoute {
    let list: [Part] = [.literal("upstreams"), .reference("upstream"), .literal("targets")]
    var listing = Listing(path: [.literal("targets")])
    listing.older = [Listing(path: list, honoursTags: false)]
    var route = AdminRoute(listing: listing, entity: list + [.id])
    route.creation = .putOrPost(list)
    return route
  }
}
