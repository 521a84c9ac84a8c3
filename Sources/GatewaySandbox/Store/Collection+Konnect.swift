extension Collection {
  /// The kinds that Konnect has.
  static let konnect: [Collection] =
    enterprise.filter {
      !["oauth2_credentials", "rbac_roles", "rbac_role_endpoints", "rbac_role_entities", "licenses"].contains($0.name)
    }
    .map { collection in
      guard collection.name == "targets" else { return collection }
      var targets = collection
      targets.isListed = true
      return targets
    } + [filterChains]
}
