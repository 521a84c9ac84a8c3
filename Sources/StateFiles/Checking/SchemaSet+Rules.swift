import Documents
package import GatewayModel
import GatewayRules
package import GatewaySchemas

extension Schema {
  /// The same schema with the rules that gateways keep as functions, and so leave out of their documents.
  ///
  /// - Parameter special: What describes some of the fields more closely, in the form of such a document.
  func withRules(_ book: RuleBook, _ special: Node? = nil) -> Schema {
    let own = document
    let whole = special.map { SchemaSpecialization.document(of: own, by: $0) } ?? own
    return Schema(name: name, document: whole, rules: book) ?? self
  }
}

extension SchemaSet {
  /// The same schemas with the rule book laid over them: by these, an entity that a gateway's own documents let pass
  /// may be one that it will refuse.
  package func withRules(_ book: RuleBook = .gateway, for entities: some Sequence<Entity>) -> SchemaSet {
    var set = self
    set.isRuled = true
    set.entities = self.entities.mapValues { $0.withRules(book) }
    set.configurations = configurations.mapValues { $0.mapValues { $0.withRules(book) } }
    set.addRouteSchemas(book, for: entities)
    return set
  }

  /// Adds what routes may and must have by their protocols, which no gateway serves a schema of.
  package mutating func addRouteSchemas(_ book: RuleBook = .gateway, for entities: some Sequence<Entity>) {
    guard let base = self.entities[EntityKind.route.collection] else { return }
    for entity in entities where entity.kind == .route {
      let name = SchemaSet.leadingProtocol(entity)
      guard routes[name] == nil, let special = RouteSchemas.document(protocols: entity.fields["protocols"]) else {
        continue
      }
      routes[name] = base.withRules(book, special)
    }
  }

  /// The schema of an entity's kind; a route is judged by its first protocol, unless an expression says what it matches.
  func schema(of entity: Entity) -> Schema? {
    let own = entities[entity.kind.collection]
    guard entity.kind == .route, !routes.isEmpty, entity.fields["expression"]?.isNull ?? true else { return own }
    return routes[SchemaSet.leadingProtocol(entity)] ?? own
  }

  /// Whether an entity is judged by another document than the one that its kind has.
  package func judgesApart(_ entity: Entity) -> Bool {
    schema(of: entity) !== entities[entity.kind.collection]
  }

  private static func leadingProtocol(_ route: Entity) -> String {
    route.fields["protocols"]?.array?.first?.string ?? "http"
  }
}
