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
  func schema(_ kind: String, for entity: Object) throws(AdminError) -> Schema {
    guard let schema = schemas[kind] else { throw AdminError(.notFound) }
    guard kind == "plugins" || kind == "vaults" else { return schema }
    guard let name = entity["name"], !name.isNull else {
      throw .schema(Violations("name", "required field missing"))
    }
    guard let text = name.string else { throw .schema(Violations("name", "expected a string")) }
    if let special = specialized.withLock({ $0[kind + text] }) { return special }
    let document =
      kind == "plugins" ? bundle.pluginDocument(text) : VaultSchemas.document(text, edition: bundle.edition)
    guard let document, let base = bundle.entityDocument(kind),
      let special = Schema(name: kind == "plugins" ? text : kind, document: Self.specialized(base, by: document))
    else {
      let reason =
        kind == "plugins"
        ? "plugin '\(text)' not enabled; add it to the 'plugins' configuration property"
        : "vault '\(text)' is not installed"
      throw .schema(Violations("name", reason))
    }
    specialized.withLock { $0[kind + text] = special }
    return special
  }

  /// The document of a kind with the fields that a plugin or vault describes more closely.
  private static func specialized(_ base: Node, by document: Node) -> Node {
    var result = base.object ?? Object()
    var fields = result["fields"]?.array ?? []
    for item in document["fields"]?.array ?? [] {
      guard let name = item.object?.members.first?.key else { continue }
      if let index = fields.firstIndex(where: { $0.object?.members.first?.key == name }) {
        fields[index] = merged(fields[index], item, name)
      } else {
        fields.append(item)
      }
    }
    result["fields"] = Node(.array(fields))
    let checks = (result["entity_checks"]?.array ?? []) + (document["entity_checks"]?.array ?? [])
    result["entity_checks"] = Node(.array(checks))
    return Node(.object(result))
  }

  /// A field as the plugin describes it; what the kind says of deletion and reference stays. A configuration is
  /// always there.
  private static func merged(_ base: Node, _ special: Node, _ name: String) -> Node {
    var attributes = special[name]?.object ?? Object()
    for key in ["on_delete", "reference", "default"] where attributes[key] == nil {
      if key == "default", name != "service" && name != "route" && name != "consumer" { continue }
      attributes[key] = base[name]?[key]
    }
    if name == "config" { attributes["required"] = true }
    return Node(.object(Object([Object.Member(key: name, node: Node(.object(attributes)))])))
  }
}

/// What vaults of each kind are configured with.
enum VaultSchemas {
  static func document(_ name: String, edition: SchemaBundle.Edition) -> Node? {
    guard name == "env" else { return nil }
    return [
      "fields": [
        [
          "config": [
            "type": "record", "required": true, "fields": [["prefix": ["type": "string", "match": "^[%a_][%a%d_]*$"]]],
          ]
        ]
      ]
    ]
  }
}
