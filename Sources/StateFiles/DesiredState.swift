import Diagnostics
import Documents
package import GatewayModel

/// What the files want a gateway to hold: all entities, flat, in the order in which they are written.
package struct DesiredState: Sendable {
  /// The entities; a nested one comes after the one it stands in.
  package internal(set) var entities: [Entity] = []
  /// The part of the gateway that the files are about.
  package internal(set) var scope = Scope()
  /// What the files say besides entities.
  package internal(set) var header = StateHeader()

  private var byID = KindMap<PositionIndex> { _ in PositionIndex() }
  /// For each natural key of one field, in their order.
  private var byKey = KindMap<[PositionIndex]> { $0.naturalKeys.map { _ in PositionIndex() } }
  /// For each further field that must be unique.
  private var byUnique = KindMap<[PositionIndex]> { $0.uniqueFields.map { _ in PositionIndex() } }

  /// Makes an empty state, of a part of a gateway.
  package init(scope: Scope = Scope()) {
    self.scope = scope
  }

  /// Makes a state of entities, whose references to each other are by their positions.
  package init(scope: Scope, entities: [Entity]) {
    self.init(scope: scope)
    self.entities = entities
    for position in entities.indices { _ = register(position) }
  }

  /// The same state for a run that writes these collections alone.
  package func limited(to collections: Set<String>) -> DesiredState {
    var copy = self
    copy.scope.onlyCollections = collections
    return copy
  }

  /// The same state for a run over another part of the gateway.
  package func within(_ scope: Scope) -> DesiredState {
    var copy = self
    copy.scope = scope
    return copy
  }

  /// The position of the entity with an id.
  package func position(_ kind: EntityKind, id: String) -> Int? {
    byID[kind].first(KeyHash(id)) { entities[$0].id == id }
  }

  /// The position of the entity that a name means: the first natural key of its kind.
  package func position(_ kind: EntityKind, name: String) -> Int? {
    kind.nameField.flatMap { position(kind, key: $0, value: name) }
  }

  /// The position of the entity whose field has this value, the field being a natural key.
  package func position(_ kind: EntityKind, key: String, value: String) -> Int? {
    for index in kind.naturalKeys.indices where kind.naturalKeys[index] == [key] {
      return byKey[kind][index].first(KeyHash(value)) { entities[$0].fields[key]?.string == value }
    }
    return nil
  }

  /// All values of a kind's first natural key: what a name could have meant.
  package func names(of kind: EntityKind) -> [String] {
    guard let field = kind.nameField else { return [] }
    return Array(Set(entities.lazy.filter { $0.kind == kind }.compactMap { $0.fields[field]?.string }))
  }

  /// Whether any entity of a kind may have a name that is not known, since its expression has no value.
  package func hasUntoldNames(_ kind: EntityKind) -> Bool {
    entities.contains { entity in
      entity.kind == kind && kind.naturalKeys.contains { $0.contains { entity.fields[$0]?.hasGaps ?? false } }
    }
  }

  /// What an entity is called in messages; see ``GatewayModel/EntityKind/labelText(fields:referenced:)``.
  package func label(_ position: Int) -> String {
    let entity = entities[position]
    return entity.kind.labelText(fields: entity.fields) { field in
      guard let reference = entity.reference(field) else { return nil }
      switch reference.target {
      case .desired(let position): return label(position)
      case .id(let text), .name(let text): return Secrets.shown(text, at: reference.place)
      }
    }
  }

  /// The kind and name of an entity: `plugin key-auth for service mcp`.
  package func title(_ position: Int) -> String { "\(entities[position].kind.name) \(label(position))" }

  /// Changes an entity, such as to normalise its fields; its id and natural key must stay.
  package mutating func update(_ position: Int, _ change: (inout Entity) -> Void) {
    change(&entities[position])
  }

  /// Enters an entity under its id and under each natural key of one field.
  ///
  /// - Returns: The positions of others that have the same, with the names of the fields.
  mutating func register(_ position: Int) -> [(other: Int, field: String)] {
    let kind = entities[position].kind
    var others: [(other: Int, field: String)] = []
    if let id = entities[position].id {
      let hash = KeyHash(id)
      if let other = byID[kind].first(hash, where: { entities[$0].id == id }) {
        others.append((other, "id"))
      } else {
        byID[kind].insert(hash, position)
      }
    }
    for index in kind.naturalKeys.indices where kind.naturalKeys[index].count == 1 {
      let field = kind.naturalKeys[index][0]
      guard let value = entities[position].fields[field]?.string.map(TextBlock.canonical) else { continue }
      let hash = KeyHash(value)
      if let other = byKey[kind][index].first(
        hash, where: { entities[$0].fields[field]?.string.map(TextBlock.canonical) == value })
      {
        others.append((other, field))
      } else {
        byKey[kind][index].insert(hash, position)
      }
    }
    for index in kind.uniqueFields.indices {
      let field = kind.uniqueFields[index]
      guard let value = entities[position].fields[field]?.string else { continue }
      let hash = KeyHash(value)
      if let other = byUnique[kind][index].first(hash, where: { entities[$0].fields[field]?.string == value }) {
        others.append((other, field))
      } else {
        byUnique[kind][index].insert(hash, position)
      }
    }
    return others
  }
}

extension EntityKind {
  /// The field that a bare name in a reference means.
  var nameField: String? { naturalKeys.first.flatMap { $0.count == 1 ? $0.first : nil } }
}
