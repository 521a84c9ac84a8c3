import Diagnostics
public import GatewayModel

/// What the files want a gateway to hold: all entities, flat, in the order in which they are written.
public struct DesiredState: Sendable {
  /// The entities; a nested one comes after the one it stands in.
  public internal(set) var entities: [Entity] = []
  /// The part of the gateway that the files are about.
  public internal(set) var scope = Scope()
  /// What the files say besides entities.
  public internal(set) var header = StateHeader()

  private var byID: [EntityKind: [String: Int]] = [:]
  private var byKey: [EntityKind: [String: [String: Int]]] = [:]

  /// Makes an empty state, of a part of a gateway.
  public init(scope: Scope = Scope()) {
    self.scope = scope
  }

  /// The same state for a run that writes these collections alone.
  public func limited(to collections: Set<String>) -> DesiredState {
    var copy = self
    copy.scope.onlyCollections = collections
    return copy
  }

  /// The position of the entity with an id.
  public func position(_ kind: EntityKind, id: String) -> Int? { byID[kind]?[id] }

  /// The position of the entity that a name means: the first natural key of its kind.
  public func position(_ kind: EntityKind, name: String) -> Int? {
    kind.nameField.flatMap { position(kind, key: $0, value: name) }
  }

  /// The position of the entity whose field has this value, the field being a natural key.
  public func position(_ kind: EntityKind, key: String, value: String) -> Int? { byKey[kind]?[key]?[value] }

  /// All values of a kind's first natural key: what a name could have meant.
  public func names(of kind: EntityKind) -> [String] {
    kind.nameField.map { Array((byKey[kind]?[$0] ?? [:]).keys) } ?? []
  }

  /// What an entity is called in messages; see ``GatewayModel/EntityKind/labelText(fields:referenced:)``.
  public func label(_ position: Int) -> String {
    let entity = entities[position]
    return entity.kind.labelText(fields: entity.fields) { field in
      guard let reference = entity.reference(field) else { return nil }
      switch reference.target {
      case .desired(let position): return label(position)
      case .id(let text), .name(let text):
        return reference.place.origin.isEnvironment ? Secrets.mask : text
      }
    }
  }

  /// The kind and name of an entity: `plugin key-auth for service mcp`.
  public func title(_ position: Int) -> String { "\(entities[position].kind.name) \(label(position))" }

  /// Changes an entity, such as to normalise its fields; its id and natural key must stay.
  public mutating func update(_ position: Int, _ change: (inout Entity) -> Void) {
    change(&entities[position])
  }

  /// Enters an entity under its id; returns the position of another with the same id.
  mutating func register(id: String, of kind: EntityKind, at position: Int) -> Int? {
    if let other = byID[kind]?[id] { return other }
    byID[kind, default: [:]][id] = position
    return nil
  }

  /// Enters an entity under a natural key; returns the position of another with the same value.
  mutating func register(key: String, value: String, of kind: EntityKind, at position: Int) -> Int? {
    if let other = byKey[kind]?[key]?[value] { return other }
    byKey[kind, default: [:]][key, default: [:]][value] = position
    return nil
  }
}

extension EntityKind {
  /// The field that a bare name in a reference means.
  var nameField: String? { naturalKeys.first.flatMap { $0.count == 1 ? $0.first : nil } }
}
