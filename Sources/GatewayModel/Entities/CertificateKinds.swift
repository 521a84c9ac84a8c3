extension EntityKind {
  /// Certificates. Their update is a PATCH: a PUT without the names of their SNIs would delete those.
  public static let certificate = EntityKind(
    .certificate, name: "certificate", collection: "certificates", naturalKeys: [["cert", "key"]],
    secretFields: ["key", "key_alt"], echoedFields: ["snis"])

  /// SNIs: the server names that a certificate serves.
  public static let sni = EntityKind(
    .sni, name: "sni", collection: "snis", naturalKeys: [["name"]],
    references: [
      ReferenceRule(
        "certificate", to: "certificates", form: .mapping, nestedKey: "snis", onDeletion: .cascade, required: true)
    ])

  /// CA certificates, known by their text; the gateway adds a digest.
  public static let caCertificate = EntityKind(
    .caCertificate, name: "ca-certificate", collection: "ca_certificates", naturalKeys: [["cert"]],
    generatedFields: ["cert_digest"])

  /// Vaults, known by the prefix under which references find them.
  public static let vault = EntityKind(
    .vault, name: "vault", collection: "vaults", naturalKeys: [["prefix"]],
    configuration: ConfigurationRule(field: "config", selector: "name", schemas: "vaults", isRequired: false))

  /// Key sets.
  public static let keySet = EntityKind(
    .keySet, name: "key-set", collection: "key_sets", naturalKeys: [["name"]])

  /// Keys, alone or in a set, which takes them with it.
  public static let key = EntityKind(
    .key, name: "key", collection: "keys", naturalKeys: [["name"], ["kid", "set"]],
    references: [
      ReferenceRule(
        "set", to: "key_sets", form: .mapping, nestedKey: "keys", isDumpedNested: false, onDeletion: .cascade)
    ],
    secretFields: ["jwk"], textForms: ["jwk": .json])
}
