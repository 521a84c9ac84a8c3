package import GatewayModel

extension EntityKind {
  /// The words in the paths of the Admin API that lead to entities of this kind.
  package var pathWords: Set<String> {
    let route = AdminRoute.of(self)
    let konnect = EntityInterface.konnect[self]
    return Set((route.listing.path + route.entity + konnect.listing.path + konnect.entity).compactMap(\.text))
  }

  /// The path of the kind's listing where that is one word, such as `key-auths`.
  package var listingName: String? {
    let path = AdminRoute.of(self).listing.path
    return path.count == 1 ? path[0].text : nil
  }
}
