public import Documents
import GatewayModel

extension SchemaBundle {
  /// The schema that an entity is judged by: what a plugin, vault, partial or protocol says more closely is part of it.
  ///
  /// - Parameters:
  ///   - kind: The kind (`plugins`).
  ///   - entity: The entity, as far as it is known: its name, a route's protocols.
  ///   - plugins: The document of a plugin that the bundle does not have.
  /// - Returns: The schema; nil for an unknown kind.
  /// - Throws: What is wrong with the name, in the gateway's words, where it is missing or unknown.
  public func schema(
    _ kind: String, for entity: Object, plugins: (String) -> Node? = { _ in nil }
  ) throws(Violations) -> Schema? {
    switch kind {
    case "routes":
      let protocols = entity["protocols"]
      guard rules?.judgesRouteProtocols ?? true,
        let document = RouteSchemas.document(protocols: protocols)
      else { return self.entity(kind) }
      return specialized(kind, protocols?.array?.first?.string ?? "http", by: document, isSteady: true)
    case "plugins":
      let name = try text("name", of: entity)
      let own = pluginDocument(name)
      guard let document = own ?? plugins(name) else {
        throw Violations("name", "plugin '\(name)' not enabled; add it to the 'plugins' configuration property")
      }
      return specialized(kind, name, by: document, isSteady: own != nil)
    case "vaults":
      let name = try text("name", of: entity)
      guard let document = vaultDocument(name) else { throw Violations("name", "vault '\(name)' is not installed") }
      return specialized(kind, name, by: document, isSteady: true)
    case "partials":
      let type = try text("type", of: entity)
      guard let document = partialDocument(type) else {
        throw Violations("type", "partial type '\(type)' is not known")
      }
      return specialized(kind, type, by: document, isSteady: true)
    default:
      return self.entity(kind)
    }
  }

  /// What is wrong with an entity, in the gateway's words, its defaults filled in; nil if nothing is.
  ///
  /// Neither looks up what it refers to nor whether its values are unique. An unknown kind is not judged.
  ///
  /// - Parameters:
  ///   - entity: The entity as a request would give it; references may be by name.
  ///   - kind: The kind (`services`).
  /// - Returns: The violations, whose paths lead to the values concerned.
  public func violations(of entity: Object, kind: String) -> Violations? {
    do throws(Violations) {
      guard let schema = try schema(kind, for: entity) else { return nil }
      return schema.violations(of: try schema.filled(entity, context: .write))
    } catch {
      return error
    }
  }

  /// What vaults of a kind are configured with; nil for a kind that the edition does not have.
  public func vaultDocument(_ name: String) -> Node? {
    if name == "env" {
      let prefix: Node = ["type": "string", "match": "^[%a_][%a%d_]*$"]
      return ["fields": [["config": ["type": "record", "required": true, "fields": [["prefix": prefix]]]]]]
    }
    // What these take is not published in a form that says more.
    guard edition == .enterprise, ["aws", "azure", "conjur", "gcp", "hcv", "konnect"].contains(name) else { return nil }
    return ["fields": [["config": ["type": "json", "required": true]]]]
  }

  private func text(_ key: String, of entity: Object) throws(Violations) -> String {
    guard let value = entity[key], !value.isNull else { throw Violations(key, "required field missing") }
    guard let text = value.string else { throw Violations(key, "expected a string") }
    return text
  }

  /// - Parameter isSteady: Whether the closer description never changes, so that the schema may be kept.
  private func specialized(_ kind: String, _ name: String, by document: Node, isSteady: Bool) -> Schema? {
    func make() -> Schema? {
      guard let base = entityDocument(kind) else { return nil }
      return Schema(
        name: kind == "plugins" ? name : kind, document: SchemaSpecialization.document(of: base, by: document),
        rules: rules)
    }
    return isSteady ? kept("\(kind):\(name)", make) : make()
  }
}
