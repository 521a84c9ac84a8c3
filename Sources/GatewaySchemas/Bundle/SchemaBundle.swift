public import Documents
import GatewayModel
internal import Synchronization

/// The schemas that come with the program: read from the compact texts in the binary, each on its first use.
public final class SchemaBundle: Sendable {
  /// Which gateway the schemas describe.
  public enum Edition: String, Sendable, CaseIterable {
    /// The open source edition, as recorded from gateway 3.9.1.
    case oss
    /// The enterprise edition: the same, with what is published for gateway 3.11 added.
    case enterprise
  }

  /// Which gateway the schemas describe.
  public let edition: Edition

  let rules: RuleBook?

  private struct Cache {
    var documents: [String: Node] = [:]
    var schemas: [String: Schema] = [:]
  }

  private let cache = Mutex(Cache())

  private let entityOverrides: [String: Node]
  private let pluginOverrides: [String: Node]

  /// Makes a bundle with its own cache.
  ///
  /// - Parameters:
  ///   - edition: Which gateway the schemas describe.
  ///   - entities: Documents that take the place of the bundle's own, by the names of the kinds; in either form.
  ///   - plugins: The same for plugins; names that the bundle does not have are added.
  ///   - rules: What the documents leave out.
  public init(edition: Edition, entities: [String: Node] = [:], plugins: [String: Node] = [:], rules: RuleBook?) {
    self.edition = edition
    self.rules = rules
    self.entityOverrides = entities.mapValues { document in
      SchemaJSONForm.isJSONSchema(document) ? SchemaJSONForm.document(document) : document
    }
    self.pluginOverrides = plugins.mapValues { document in
      SchemaJSONForm.isJSONSchema(document) ? SchemaJSONForm.pluginDocument(document) : document
    }
  }

  /// The bundle with one kind's document as a gateway would serve it that can tell what the document leaves open: an
  /// enumeration of nothing takes anything.
  public func opening(_ kind: String) -> SchemaBundle {
    var entities = entityOverrides
    if let document = entityDocument(kind) { entities[kind] = SchemaBundle.open(document) }
    return SchemaBundle(edition: edition, entities: entities, plugins: pluginOverrides, rules: rules)
  }

  /// The bundle with these documents of kinds in place of its own.
  package func describing(_ documents: [String: Node]) -> SchemaBundle {
    SchemaBundle(
      edition: edition, entities: entityOverrides.merging(documents) { $1 }, plugins: pluginOverrides, rules: rules)
  }

  /// The same documents with other rules beside them.
  public func ruled(by rules: RuleBook) -> SchemaBundle {
    SchemaBundle(edition: edition, entities: entityOverrides, plugins: pluginOverrides, rules: rules)
  }

  private static func open(_ node: Node) -> Node {
    var copy = node
    switch node.value {
    case .array(let items): copy.value = .array(items.map(open))
    case .object(let object):
      copy.value = .object(
        object.compactMapNodes { key, node in key == "one_of" && node.array?.isEmpty == true ? nil : open(node) })
    default: break
    }
    return copy
  }

  /// The names of all plugins (`key-auth`), sorted.
  public var pluginNames: [String] {
    let parts = PluginSchemas.parts + (edition == .enterprise ? EnterprisePluginSchemas.parts : [])
    return Set(names(in: parts)).union(pluginOverrides.keys).sorted()
  }

  /// The document that the gateway serves at `/schemas/NAME`; nil for an unknown name.
  public func entityDocument(_ name: String) -> Node? {
    if let document = entityOverrides[name] { return document }
    return document("entity:" + name) {
      let own = Self.text(name, in: EntitySchemas.parts).flatMap(CompactSchema.document)
      guard edition == .enterprise, let text = EnterpriseEntitySchemas.texts[name] else { return own }
      guard let own, let additions = CompactSchema.document(text) else { return CompactSchema.document(text) }
      return SchemaMerge.merged(own, with: additions)
    }
  }

  /// The document that the gateway serves at `/schemas/partials/TYPE`; nil for an unknown type or edition.
  public func partialDocument(_ type: String) -> Node? {
    guard edition == .enterprise, let text = EnterpriseEntitySchemas.partials[type] else { return nil }
    return document("partial:" + type) { CompactSchema.document(text) }
  }

  /// The document that the gateway serves at `/schemas/plugins/NAME`; nil for an unknown name.
  public func pluginDocument(_ name: String) -> Node? {
    if let document = pluginOverrides[name] { return document }
    return document("plugin:" + name) {
      let own = Self.text(name, in: PluginSchemas.parts).flatMap(CompactSchema.document)
      guard edition == .enterprise else { return own }
      let enterprise = Self.text(name, in: EnterprisePluginSchemas.parts).flatMap(CompactSchema.document)
      guard let own, let enterprise else { return own ?? enterprise }
      return SchemaMerge.merged(own, with: enterprise)
    }
  }

  /// The schema of an entity kind; nil for an unknown name.
  public func entity(_ name: String) -> Schema? {
    schema("entity:" + name, name: name) { entityDocument(name) }
  }

  /// The schema of a plugin; nil for an unknown name.
  public func plugin(_ name: String) -> Schema? {
    schema("plugin:" + name, name: name) { pluginDocument(name) }
  }

  private func document(_ key: String, make: () -> Node?) -> Node? {
    if let document = cache.withLock({ $0.documents[key] }) { return document }
    guard let document = make() else { return nil }
    cache.withLock { $0.documents[key] = document }
    return document
  }

  private func schema(_ key: String, name: String, document: () -> Node?) -> Schema? {
    kept(key) { document().flatMap { Schema(name: name, document: $0, rules: rules) } }
  }

  /// A schema that is made once.
  func kept(_ key: String, _ make: () -> Schema?) -> Schema? {
    if let schema = cache.withLock({ $0.schemas[key] }) { return schema }
    guard let schema = make() else { return nil }
    cache.withLock { $0.schemas[key] = schema }
    return schema
  }

  private func names(in parts: [[String: String]]) -> [String] {
    Set(parts.flatMap(\.keys)).sorted()
  }

  private static func text(_ name: String, in parts: [[String: String]]) -> String? {
    for part in parts {
      if let text = part[name] { return text }
    }
    return nil
  }
}
