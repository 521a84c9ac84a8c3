/// Where schemas come from: a gateway, or the built-in bundle.
public protocol SchemaSource: Sendable {
  /// The schema of a kind of entity (`services`); nil where the source has none.
  func entitySchema(_ name: String) async throws -> Schema?
  /// The schema of a plugin (`key-auth`); nil where the source has none.
  func pluginSchema(_ name: String) async throws -> Schema?
}
