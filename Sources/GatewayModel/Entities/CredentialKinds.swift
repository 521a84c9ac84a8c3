extension EntityKind {
  private static func owner(_ nestedKey: String) -> ReferenceRule {
    ReferenceRule(
      "consumer", to: "consumers", form: .mapping, nestedKey: nestedKey, onDeletion: .cascade, required: true)
  }

  private static func path(_ segment: String) -> [PathPart] {
    [.literal("consumers"), .reference("consumer"), .literal(segment), .id]
  }

  /// Key-auth credentials: a consumer's keys.
  public static let keyAuth = EntityKind(
    .keyAuth, name: "key-auth", collection: "keyauth_credentials", path: ["key-auths"], naturalKeys: [["key"]],
    references: [owner("keyauth_credentials")], secretFields: ["key"], unlistedFields: ["ttl"],
    entityPath: path("key-auth"), label: LabelRule(fields: [], references: ["consumer"]))

  /// Basic-auth credentials; the gateway keeps a hash of the password.
  public static let basicAuth = EntityKind(
    .basicAuth, name: "basic-auth", collection: "basicauth_credentials", path: ["basic-auths"],
    naturalKeys: [["username"]],
    references: [owner("basicauth_credentials")], secretFields: ["password"],
    textForms: ["password": .sha1(salt: "consumer")], entityPath: path("basic-auth"),
    label: LabelRule(fields: ["username"], references: ["consumer"]))

  /// HMAC-auth credentials.
  public static let hmacAuth = EntityKind(
    .hmacAuth, name: "hmac-auth", collection: "hmacauth_credentials", path: ["hmac-auths"], naturalKeys: [["username"]],
    references: [owner("hmacauth_credentials")], secretFields: ["secret"], entityPath: path("hmac-auth"),
    label: LabelRule(fields: ["username"], references: ["consumer"]))

  /// JWT credentials.
  public static let jwt = EntityKind(
    .jwt, name: "jwt-auth", collection: "jwt_secrets", path: ["jwts"], naturalKeys: [["key"]],
    references: [owner("jwt_secrets")], secretFields: ["key", "secret"], alwaysDumped: ["algorithm"],
    entityPath: path("jwt"),
    label: LabelRule(fields: [], references: ["consumer"]))

  /// OAuth 2.0 credentials; the gateway keeps a hash of the secret where asked to.
  public static let oauth2 = EntityKind(
    .oauth2, name: "oauth2-cred", collection: "oauth2_credentials", path: ["oauth2"], naturalKeys: [["client_id"]],
    references: [owner("oauth2_credentials")], secretFields: ["client_secret"],
    textForms: ["client_secret": .pbkdf2(switch: "hash_secret")], entityPath: path("oauth2"),
    label: LabelRule(fields: ["name"], references: ["consumer"]))

  /// The ACL groups that a consumer is in.
  public static let acl = EntityKind(
    .acl, name: "acl-group", collection: "acls", path: ["acls"], naturalKeys: [["consumer", "group"]],
    needsKeyOrID: false,
    references: [owner("acls")], entityPath: path("acls"),
    label: LabelRule(fields: ["group"], references: ["consumer"]))

  /// Mutual TLS credentials.
  public static let mutualTLS = EntityKind(
    .mutualTLS, name: "mtls-auth", collection: "mtls_auth_credentials", path: ["mtls-auths"],
    naturalKeys: [["consumer", "subject_name", "ca_certificate"]], needsKeyOrID: false,
    references: [
      owner("mtls_auth_credentials"),
      ReferenceRule("ca_certificate", to: "ca_certificates", form: .mapping, onDeletion: .refuse),
    ],
    dumpsID: true, listing: ListingRule(path: [.literal("mtls-auths")], honoursTags: false),
    entityPath: path("mtls-auth"),
    label: LabelRule(fields: ["subject_name"], references: ["consumer"]))
}
