import Documents
import GatewayModel
import GatewaySchemas
import Synchronization

/// The kinds that the sandbox serves, with their schemas: fixed when it starts.
final class Catalog: Sendable {
  let bundle: SchemaBundle
  let collections: [Collection]
  private let byName: [String: Collection]
  private let byPath: [String: Collection]
  private let schemas: [String: Schema]
  private let specialized = Mutex<[String: Schema]>([:])
  /// The collections that refer to a kind, with the field by which they do.
  let children: [String: [(collection: Collection, reference: Table.Reference)]]

  init(bundle: SchemaBundle, collections: [Collection]) {
    self.bundle = bundle
    var schemas: [String: Schema] = [:]
    for collection in collections { schemas[collection.name] = bundle.entity(collection.name) }
    let served = collections.filter { schemas[$0.name] != nil }
    self.collections = served
    self.schemas = schemas
    self.byName = Dictionary(uniqueKeysWithValues: served.map { ($0.name, $0) })
    self.byPath = Dictionary(uniqueKeysWithValues: served.map { ($0.path, $0) })
    var children: [String: [(collection: Collection, reference: Table.Reference)]] = [:]
    for collection in served {
      guard let schema = schemas[collection.name] else { continue }
      for reference in Table(collection: collection, schema: schema).references {
        children[reference.target, default: []].append((collection, reference))
      }
    }
    self.children = children
  }

  func collection(named name: String) -> Collection? { byName[name] }
  func collection(at path: String) -> Collection? { byPath[path] }

  /// Empty tables for all kinds.
  func emptyTables() -> [String: Table] {
    var tables: [String: Table] = [:]
    for collection in collections {
      if let schema = schemas[collection.name] {
        tables[collection.name] = Table(collection: collection, schema: schema)
      }
    }
    return tables
  }

  /// The schema that an entity is judged by: a plugin's or vault's own fields are part of it.
  ///
  /// Throws where the plugin or vault is not known.
  ///
  /// - Parameters:
  ///   - kind: The kind.
  ///   - entity: The entity, as far as it is known.
  ///   - others: The document of a plugin that the bundle does not have.
  /// - Returns: The schema.
  func schema(
    _ kind: String, for entity: Object, others: (String) -> Node? = { _ in nil }
  ) throws(AdminError) -> Schema {
    guard let schema = schemas[kind] else { throw AdminError(.notFound) }
    switch kind {
    case "routes":
      let protocols = entity["protocols"]
      guard let document = RouteSchemas.document(protocols: protocols) else { return schema }
      return specialized(kind, protocols?.array?.first?.string ?? "http", by: document) ?? schema
    case "plugins":
      return try named(kind, entity) { name in
        (
          bundle.pluginDocument(name) ?? others(name),
          "plugin '\(name)' not enabled; add it to the 'plugins' configuration property"
        )
      }
    case "vaults":
      return try named(kind, entity) { name in
        (VaultSchemas.document(name, edition: bundle.edition), "vault '\(name)' is not installed")
      }
    case "partials":
      return try named(kind, entity, by: "type") { type in
        (bundle.partialDocument(type), "partial type '\(type)' is not known")
      }
    default:
      return schema
    }
  }

  /// The schema of a kind whose entities say by their name what they are configured with.
  private func named(
    _ kind: String, _ entity: Object, by key: String = "name",
    _ lookUp: (String) -> (document: Node?, refusal: String)
  ) throws(AdminError) -> Schema {
    guard let name = entity[key], !name.isNull else {
      throw .schema(Violations(key, "required field missing"))
    }
    guard let text = name.string else { throw .schema(Violations(key, "expected a string")) }
    let (document, refusal) = lookUp(text)
    guard let document, let schema = specialized(kind, text, by: document) else {
      throw .schema(Violations(key, refusal))
    }
    return schema
  }

  private func specialized(_ kind: String, _ name: String, by document: Node) -> Schema? {
    let key = "\(kind):\(name)"
    let isSteady = kind != "plugins" || bundle.pluginDocument(name) != nil
    if isSteady, let schema = specialized.withLock({ $0[key] }) { return schema }
    guard let base = bundle.entityDocument(kind) else { return nil }
    let joined = SchemaSpecialization.document(of: base, by: document)
    guard let schema = Schema(name: kind == "plugins" ? name : kind, document: joined) else { return nil }
    if isSteady { specialized.withLock { $0[key] = schema } }
    return schema
  }
}

/// What vaults of each kind are configured with.
enum VaultSchemas {
  static func document(_ name: String, edition: SchemaBundle.Edition) -> Node? {
    if name == "env" {
      return ["fields": [["config": ["type": "record", "required": true, "fields": [["prefix": prefix]]]]]]
    }
    // What these take is not published in a form that says more.
    guard edition == .enterprise, ["aws", "azure", "conjur", "gcp", "hcv"].contains(name) else { return nil }
    return ["fields": [["config": ["type": "json", "required": true]]]]
  }

  private static let prefix: Node = ["type": "string", "match": "^[%a_][%a%d_]*$"]
}
