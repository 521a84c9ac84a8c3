extension EntityKind {
  private static func owner(_ nestedKey: String) -> ReferenceRule {
    ReferenceRule(
      "consumer", to: "consumers", form: .mapping, nestedKey: nestedKey, onDeletion: .cascade, required: true)
  }

  /// Key-auth credentials: a consumer's keys.
  public static let keyAuth = EntityKind(
    .keyAuth, name: "key-auth", collection: "keyauth_credentials", naturalKeys: [["key"]],
    references: [owner("keyauth_credentials")], secretFields: ["key"], unlistedFields: ["ttl"])

  /// Basic-auth credentials; the gateway keeps a hash of the password.
  public static let basicAuth = EntityKind(
    .basicAuth, name: "basic-auth", collection: "basicauth_credentials", naturalKeys: [["username"]],
    references: [owner("basicauth_credentials")], secretFields: ["password"],
    textForms: ["password": .sha1(salt: "consumer")])

  /// HMAC-auth credentials.
  public static let hmacAuth = EntityKind(
    .hmacAuth, name: "hmac-auth", collection: "hmacauth_credentials", naturalKeys: [["username"]],
    references: [owner("hmacauth_credentials")], secretFields: ["secret"])

  /// JWT credentials.
  public static let jwt = EntityKind(
    .jwt, name: "jwt-auth", collection: "jwt_secrets", naturalKeys: [["key"]],
    references: [owner("jwt_secrets")], secretFields: ["key", "secret"])

  /// OAuth 2.0 credentials; the gateway keeps a hash of the secret where asked to.
  public static let oauth2 = EntityKind(
    .oauth2, name: "oauth2-cred", collection: "oauth2_credentials", naturalKeys: [["client_id"]],
    references: [owner("oauth2_credentials")], secretFields: ["client_secret"],
    textForms: ["client_secret": .pbkdf2(switch: "hash_secret")])

  /// The ACL groups that a consumer is in.
  public static let acl = EntityKind(
    .acl, name: "acl-group", collection: "acls", naturalKeys: [["consumer", "group"]],
    needsKeyOrID: false,
    references: [owner("acls")])

  /// Mutual TLS credentials.
  public static let mutualTLS = EntityKind(
    .mutualTLS, name: "mtls-auth", collection: "mtls_auth_credentials",
    naturalKeys: [["consumer", "subject_name", "ca_certificate"]], needsKeyOrID: false,
    references: [
      owner("mtls_auth_credentials"),
      ReferenceRule("ca_certificate", to: "ca_certificates", form: .mapping, onDeletion: .refuse),
    ])
}
