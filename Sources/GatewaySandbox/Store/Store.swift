import Documents
import GatewayModel
import GatewaySchemas

/// All entities of one workspace, and what changes them: every rule that holds between entities is kept here.
struct Store: Sendable {
  let catalog: Catalog
  var tables: [String: Table]
  var generated: GeneratedValues
  /// Whether passwords come as the hashes that are to be stored.
  var keepsPasswords = false
  /// Of a gateway without a database: the digest of what was loaded last.
  var configurationHash = ConfigEndpoint.emptyHash

  /// What is done to an entity.
  enum Change: Sendable {
    /// A new one; its id must not be there yet.
    case insert
    /// A whole one, in place of what is there.
    case upsert
    /// Fields of one that is there.
    case update
  }

  init(catalog: Catalog, generated: GeneratedValues) {
    self.catalog = catalog
    self.tables = catalog.emptyTables()
    self.generated = generated
  }

  func table(_ kind: String) throws(SandboxRefusal) -> Table {
    guard let table = tables[kind] else { throw SandboxRefusal(.notFound) }
    return table
  }

  func row(_ kind: String, _ id: UniqueID) -> Row? {
    guard let row = tables[kind]?.rows[id] else { return nil }
    if let expires = row.expires, expires <= generated.now { return nil }
    return row
  }

  func entity(_ kind: String, _ id: UniqueID) -> Object? { row(kind, id)?.entity }

  /// The id of the entity that a part of a path names: an id, or the value of the kind's own key.
  func find(_ collection: Collection, _ key: String) -> UniqueID? {
    if let id = UniqueID(key) { return row(collection.name, id) == nil ? nil : id }
    if collection.name == "certificates" {
      guard let sni = tables["snis"]?.id(where: "name", is: key) else { return nil }
      return Table.target(entity("snis", sni)?["certificate"])
    }
    guard let field = collection.endpointKey, let id = tables[collection.name]?.id(where: field, is: key) else {
      return nil
    }
    return row(collection.name, id) == nil ? nil : id
  }

  /// The schema that an entity is judged by; cloned and custom plugins are looked up among the entities.
  func schema(_ kind: String, for entity: Object) throws(SandboxRefusal) -> Schema {
    try catalog.schema(kind, for: entity, plugins: pluginDocument)
  }

  /// The document of a plugin that was made at run time: a clone's is that of the plugin it refers to.
  func pluginDocument(_ name: String) -> Node? {
    if let id = tables["cloned_plugins"]?.id(where: "name", is: name),
      let ref = self.entity("cloned_plugins", id)?["ref"]?.string
    {
      return catalog.bundle.pluginDocument(ref)
    }
    guard tables["custom_plugins"]?.id(where: "name", is: name) != nil else { return nil }
    // Its own schema is a program, which is not run here: the configuration is taken as it comes.
    return ["fields": [["config": ["type": "json", "required": true, "default": [:]]]], "entity_checks": []]
  }

  /// Stores what was checked.
  mutating func put(_ kind: String, _ entity: Object, id: UniqueID, expires: Double? = nil) {
    tables[kind]?.store(entity, id: id, expires: expires)
  }

  /// Removes one entity and nothing else.
  mutating func drop(_ kind: String, _ id: UniqueID) {
    tables[kind]?.remove(id)
  }

  /// Deletes an entity with what goes along; refused while others refer to it.
  mutating func delete(_ kind: String, _ id: UniqueID) throws(SandboxRefusal) {
    if !catalog.hasDatabase { throw .unsupported(nil, kind, by: nil) }
    let children = catalog.children[kind] ?? []
    if kind == "partials", !plugins(sharing: id).isEmpty { throw .referenced(kind, by: "plugins") }
    for (collection, reference) in children where !reference.cascades {
      if let table = tables[collection.name], table.referring(by: reference.field, to: id).count > 0 {
        throw .referenced(kind, by: collection.name)
      }
    }
    for (collection, reference) in children where reference.cascades {
      for child in tables[collection.name]?.referring(by: reference.field, to: id).all ?? [] {
        try delete(collection.name, child)
      }
    }
    drop(kind, id)
  }
}
