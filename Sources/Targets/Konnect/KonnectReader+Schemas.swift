package import Documents
package import GatewayModel
import GatewayRules
import GatewaySchemas
import Gathering
package import Reconciliation
package import StateFiles

extension KonnectReader {
  /// Fetches the schemas of kinds and configurations, all at once.
  package func schemas(
    kinds: Set<EntityKind>, configurations: Set<[String]>
  ) async throws(TargetError) -> SchemaSet {
    let sendsHashes = plane.settings.sendsHashes
    let paths = configurations.sorted { $0.lexicographicallyPrecedes($1) }
    return try await ask { (reader) async throws(AdminError) in
      let schemas = ControlPlaneSchemas(reader: reader, documents: plane.documents)
      let ofKinds = try await gather(Array(kinds)) { kind async throws(AdminError) in try await schemas.schema(of: kind)
      }
      let ofPaths = try await gather(paths) { path async throws(AdminError) in try await schemas.schema(at: path) }
      var set = SchemaSet()
      set.takesHashes = sendsHashes
      set.leavesDefaultsOut = true
      for (kind, schema) in zip(kinds, ofKinds) { set.entities[kind.collection] = schema }
      for (path, schema) in zip(paths, ofPaths) where path.count == 2 {
        set.configurations[path[0], default: [:]][path[1]] = schema
      }
      return set
    }
  }

  /// A schema in the form of a gateway's.
  package func schemaDocument(_ path: [String]) async throws(TargetError) -> Node? {
    try await ask { (reader) async throws(AdminError) in
      let schemas = ControlPlaneSchemas(reader: reader, documents: plane.documents)
      if path.count > 1 { return try await schemas.schema(at: path)?.document }
      guard let kind = EntityKind.all.first(where: { $0.schemaName == path.first }) else { return Node?.none }
      return try await schemas.schema(of: kind)?.document
    }
  }

  /// The plugins that Konnect is known to have, and what the control plane has besides: it does not list what it could have.
  package func pluginNames() async throws(TargetError) -> [String] {
    try await ask { (reader) async throws(AdminError) in
      var names = Set(SchemaBundle.enterprise.pluginNames)
      for path in ["plugins", "custom-plugins", "cloned-plugins"] {
        names.formUnion(try await reader.listAll([path]).items.compactMap { $0["name"]?.string })
      }
      return names.sorted()
    }
  }
}

/// The schemas of a control plane.
private struct ControlPlaneSchemas: Sendable {
  let reader: AdminReader
  /// JSON schemas as they are published.
  let documents: FetchCache<Node?>

  private static let bundle = SchemaBundle.enterprise.onKonnect
  /// A control plane takes routes of both flavours, by one schema.
  private static let expressions: Node = [
    "fields": [["expression": ["type": "string"]], ["priority": ["type": "integer"]]]
  ]

  /// What the program knows of a kind, with what Konnect publishes laid over it.
  func schema(of kind: EntityKind) async throws(AdminError) -> Schema? {
    guard reader.interface.kinds.contains(kind) else { return nil }
    return try await kept("entities/\(kind.schemaName)") { () async throws(AdminError) -> Schema? in
      var base = ControlPlaneSchemas.bundle.entityDocument(kind.schemaName)
      if kind == .route {
        base = base.map { SchemaSpecialization.document(of: $0, by: ControlPlaneSchemas.expressions) }
      }
      let published = try await published(kind)
      guard base != nil || published != nil else { return nil }
      // Which of the two flavours a route is of decides which of these it has.
      let unset: Set<String> = kind == .route ? ["priority", "regex_priority", "path_handling"] : []
      // Where nothing is published, what Konnect fills in by itself is not known: what it leaves unset may stay so.
      let document = PublishedSchema.document(published ?? [:], onto: base, unset: unset)
      return Schema(name: kind.schemaName, document: document)
    }
  }

  /// The schema of a plugin, a partial or a vault.
  func schema(at path: [String]) async throws(AdminError) -> Schema? {
    guard path.first == "vaults", let name = path.last else { return try await reader.schema(at: path) }
    return try await kept("vaults/\(name)") { () async throws(AdminError) -> Schema? in
      let published = try await published(.vault)
      let document =
        published.flatMap { PublishedSchema.vaultDocument(name, in: $0) }
        ?? ControlPlaneSchemas.bundle.vaultDocument(name)
      return document.flatMap { Schema(name: name, document: $0) }
    }
  }

  /// The JSON schema of a kind; nil where there is none. Workspaces share it.
  private func published(_ kind: EntityKind) async throws(AdminError) -> Node? {
    guard let type = kind.konnectType else { return Node?.none }
    return try await documents.value(type) { () async throws(AdminError) -> Node? in
      try await reader.inWorkspace(nil).getIfPresent(["v1", "schemas", "json", type])
    }
  }

  private func kept(
    _ key: String, _ make: @escaping @Sendable () async throws(AdminError) -> Schema?
  ) async throws(AdminError) -> Schema? {
    try await reader.schemas.value(key, fetch: make)
  }
}

extension EntityKind {
  /// The name under which Konnect publishes the JSON schema of a kind; nil where it publishes none.
  fileprivate var konnectType: String? {
    switch identity {
    case .service: "service"
    case .route: "route"
    case .upstream: "upstream"
    case .target: "target"
    case .consumer: "consumer"
    case .consumerGroup: "consumer_group"
    case .certificate: "certificate"
    case .caCertificate: "ca_certificate"
    case .sni: "sni"
    case .vault: "vault"
    case .key: "key"
    case .keySet: "key-set"
    case .hmacAuth: "hmac-auth"
    case .basicAuth: "basic-auth"
    case .jwt: "jwt"
    case .mutualTLS: "mtls-auth"
    case .clonedPlugin, .customPlugin, .partial, .groupMember, .keyAuth, .oauth2, .acl, .aiModel, .plugin,
      .groupOverride, .filterChain, .degraphqlRoute, .costDecoration, .rbacRole, .rbacPermission, .license:
      nil
    }
  }
}
