public import Documents
public import GatewayModel
import Synchronization

/// The schemas that come with the program: read from the compact texts in the binary, each on its first use.
public final class SchemaBundle: Sendable {
  /// Which gateway the schemas describe.
  public enum Edition: String, Sendable, CaseIterable {
    /// The open source edition, as recorded from gateway 3.9.1.
    case oss
    /// The enterprise edition: the same, with what is published for gateway 3.11 added.
    case enterprise
  }

  /// The schemas of the open source edition.
  public static let oss = SchemaBundle(edition: .oss)
  /// The schemas of the enterprise edition.
  public static let enterprise = SchemaBundle(edition: .enterprise)

  /// Which gateway the schemas describe.
  public let edition: Edition

  private struct Cache {
    var documents: [String: Node] = [:]
    var schemas: [String: Schema] = [:]
  }

  private let cache = Mutex(Cache())

  /// Makes a bundle with its own cache.
  public init(edition: Edition) {
    self.edition = edition
  }

  /// The names of all entity kinds (`services`), sorted.
  public var entityNames: [String] {
    names(in: EntitySchemas.parts)
  }

  /// The names of all plugins (`key-auth`), sorted.
  public var pluginNames: [String] {
    names(in: PluginSchemas.parts + (edition == .enterprise ? EnterprisePluginSchemas.parts : []))
  }

  /// The document that the gateway serves at `/schemas/NAME`; nil for an unknown name.
  public func entityDocument(_ name: String) -> Node? {
    document("entity:" + name) { Self.text(name, in: EntitySchemas.parts).flatMap(CompactSchema.document) }
  }

  /// The document that the gateway serves at `/schemas/plugins/NAME`; nil for an unknown name.
  public func pluginDocument(_ name: String) -> Node? {
    document("plugin:" + name) {
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
    if let schema = cache.withLock({ $0.schemas[key] }) { return schema }
    guard let document = document(), let schema = Schema(name: name, document: document) else { return nil }
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

extension SchemaBundle: SchemaSource {
  /// The schema of a kind of entity; nil for an unknown name.
  public func entitySchema(_ name: String) async throws -> Schema? { entity(name) }
  /// The schema of a plugin; nil for an unknown name.
  public func pluginSchema(_ name: String) async throws -> Schema? { plugin(name) }
}
