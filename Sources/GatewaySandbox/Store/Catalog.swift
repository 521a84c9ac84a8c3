import Documents
import GatewayModel
import GatewaySchemas

/// The kinds that the sandbox serves, with their schemas: fixed when it starts.
final class Catalog: Sendable {
  let bundle: SchemaBundle
  let collections: [Collection]
  let dialect: Dialect
  /// Whether entities can be written one by one.
  let hasDatabase: Bool
  private let byName: [String: Collection]
  private let byPath: [String: Collection]
  private let schemas: [String: Schema]
  private let expressionRoutes: Schema?
  /// The collections that refer to a kind, with the field by which they do.
  let children: [String: [(collection: Collection, reference: Table.Reference)]]

  /// Whose ways of changing entities are followed.
  enum Dialect: Sendable {
    case adminAPI
    /// A PUT makes a target, and one of a certificate leaves its names alone.
    case konnect
  }

  init(bundle: SchemaBundle, collections: [Collection], dialect: Dialect = .adminAPI, hasDatabase: Bool = true) {
    self.bundle = bundle
    self.dialect = dialect
    self.hasDatabase = hasDatabase
    var schemas: [String: Schema] = [:]
    for collection in collections { schemas[collection.name] = bundle.entity(collection.name) }
    let served = collections.filter { schemas[$0.name] != nil }
    self.collections = served
    self.expressionRoutes = dialect == .konnect ? KonnectSchemas.expressionRoutes(in: bundle) : nil
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

  /// The schema that an entity is judged by.
  ///
  /// - Parameters:
  ///   - kind: The kind.
  ///   - entity: The entity, as far as it is known.
  ///   - plugins: The document of a plugin that the bundle does not have.
  /// - Returns: The schema.
  func schema(
    _ kind: String, for entity: Object, plugins: (String) -> Node? = { _ in nil }
  ) throws(SandboxRefusal) -> Schema {
    if kind == "routes", entity["expression"]?.string != nil, let expressionRoutes { return expressionRoutes }
    do throws(Violations) {
      if let schema = try bundle.schema(kind, for: entity, plugins: plugins) { return schema }
    } catch {
      throw .schema(error)
    }
    throw SandboxRefusal(.notFound)
  }
}
