extension EntityKind {
  /// Partials: parts of a plugin's configuration that several plugins share.
  public static let partial = EntityKind(
    .partial, name: "partial", collection: "partials", naturalKeys: [["name"]],
    configuration: ConfigurationRule(field: "config", selector: "type", schemas: "partials", isRequired: false))

  /// Limits of the rate-limiting-advanced plugin for a group in their older form, which no plugin of the group's scope is.
  public static let groupOverride = EntityKind(
    .groupOverride, name: "consumer-group-plugin", collection: "consumer_group_overrides",
    schemaName: "consumer_group_plugins",
    naturalKeys: [["name", "consumer_group"]], needsKeyOrID: false,
    references: [
      ReferenceRule(
        "consumer_group", to: "consumer_groups", form: .text, nestedKey: "plugins", onDeletion: .cascade,
        required: true)
    ], management: .overrides, hasID: false)

  /// The plugin that ``groupOverride`` can set limits of.
  public static let overriddenPlugin = "rate-limiting-advanced"

  /// Roles of those who administer the gateway.
  public static let rbacRole = EntityKind(
    .rbacRole, name: "rbac-role", collection: "rbac_roles", naturalKeys: [["name"]],
    generatedFields: ["is_default"], management: .rbac)

  /// What a role may do where: known by role, workspace and endpoint.
  public static let rbacPermission = EntityKind(
    .rbacPermission, name: "rbac-endpoint-permission", collection: "rbac_role_endpoints",
    naturalKeys: [["role", "workspace", "endpoint"]], needsKeyOrID: false,
    references: [
      ReferenceRule(
        "role", to: "rbac_roles", form: .mapping, nestedKey: "endpoint_permissions", onDeletion: .cascade,
        required: true)
    ], spellings: [.leadingSlash("endpoint")], management: .rbac, hasID: false)

  /// Licenses: read, never written.
  public static let license = EntityKind(
    .license, name: "license", collection: "licenses", naturalKeys: [["payload"]], needsKeyOrID: false,
    secretFields: ["payload"], management: .readOnly)

  /// Plugins under a second name.
  public static let clonedPlugin = EntityKind(
    .clonedPlugin, name: "cloned-plugin", collection: "cloned_plugins", naturalKeys: [["name"]],
    management: .definitions)

  /// Plugins given as their source text.
  public static let customPlugin = EntityKind(
    .customPlugin, name: "custom-plugin", collection: "custom_plugins", naturalKeys: [["name"]],
    management: .definitions)

  /// Models of an AI gateway: the names by which requests ask for one.
  public static let aiModel = EntityKind(
    .aiModel, name: "ai-model", collection: "ai_models", naturalKeys: [["name"]], management: .aiGateway)

  /// Routes of the degraphql plugin.
  public static let degraphqlRoute = EntityKind(
    .degraphqlRoute, name: "degraphql_routes", collection: "degraphql_routes",
    naturalKeys: [["service", "uri", "query"]], needsKeyOrID: false,
    references: [ReferenceRule("service", to: "services", form: .mapping, onDeletion: .cascade, required: true)],
    management: .untagged)

  /// What a part of a GraphQL schema costs.
  public static let costDecoration = EntityKind(
    .costDecoration, name: "graphql_ratelimiting_cost_decorations", collection: "graphql_ratelimiting_cost_decorations",
    schemaName: "graphql_ratelimiting_advanced_cost_decoration", naturalKeys: [["service", "type_path"]],
    needsKeyOrID: false,
    references: [ReferenceRule("service", to: "services", form: .mapping, onDeletion: .cascade)], management: .untagged)
}
