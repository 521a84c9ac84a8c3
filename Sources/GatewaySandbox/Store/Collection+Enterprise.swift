extension Collection {
  /// The kinds of the enterprise edition, those of the open source edition among them.
  static let enterprise: [Collection] =
    oss.map { collection in
      guard collection.name == "plugins" else { return collection }
      var plugins = collection
      plugins.uniqueSets = [["name", "route", "service", "consumer", "consumer_group"]]
      return plugins
    } + [
      Collection("consumer_groups", key: "name"),
      Collection(
        "consumer_group_consumers", path: "-members", key: nil, uniqueSets: [["consumer", "consumer_group"]],
        isListed: false),
      Collection(
        "consumer_group_plugins", path: "-overrides", key: nil, uniqueSets: [["name", "consumer_group"]],
        isListed: false),
      Collection("partials", key: "name"),
      Collection("rbac_roles", path: "rbac/roles", key: "name"),
      Collection(
        "rbac_role_endpoints", path: "-rbac-endpoints", nested: "endpoints", key: nil,
        uniqueSets: [["role", "workspace", "endpoint"]], isListed: false),
      Collection(
        "rbac_role_entities", path: "-rbac-entities", nested: "entities", key: nil,
        uniqueSets: [["role", "entity_id"]],
        isListed: false),
      Collection("licenses", key: nil),
      Collection("degraphql_routes", nested: "degraphql/routes", key: nil),
      Collection(
        "graphql_ratelimiting_advanced_cost_decoration", path: "graphql-rate-limiting-advanced/costs", key: nil),
      Collection("mtls_auth_credentials", path: "mtls-auths", nested: "mtls-auth", key: nil),
      Collection("custom_plugins", path: "custom-plugins", key: "name"),
      Collection("cloned_plugins", path: "cloned-plugins", key: "name"),
    ]

  /// The kinds of a gateway that has models, for each of which a route may have a plugin of the same name.
  static let aiGateway: [Collection] =
    [Collection("ai_models", key: "name")]
    + enterprise.map { collection in
      guard collection.name == "plugins" else { return collection }
      var plugins = collection
      plugins.uniqueSets = plugins.uniqueSets.map { $0 + ["model"] }
      return plugins
    }

  /// The paths of collections that have two parts, for which a request's path is joined.
  static let joinedPaths: Set<[String]> = [
    ["rbac", "roles"], ["degraphql", "routes"], ["graphql-rate-limiting-advanced", "costs"],
  ]
}
