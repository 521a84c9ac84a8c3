/// What a gateway holds: its entities by kind, found by id in constant time.
public struct GatewayState: Sendable {
  /// The entities of each kind that was listed, in the order of the listing.
  public private(set) var entities: [EntityKind: [Entity]] = [:]
  /// Kinds that the gateway has but does not let this client read: unknown, which is not the same as empty.
  public var unreadable: [EntityKind: String] = [:]

  /// Kinds that the gateway does not have.
  public var absent: Set<EntityKind> = []

  private var positions: [EntityKind: [String: Int]] = [:]

  /// Makes an empty state.
  public init() {}

  /// Sets the entities of a kind.
  public mutating func set(_ list: [Entity], of kind: EntityKind) {
    entities[kind] = list
    var index: [String: Int] = [:]
    index.reserveCapacity(list.count)
    for (position, entity) in list.enumerated() {
      if let id = entity.id { index[id] = position }
    }
    positions[kind] = index
  }

  /// The entities of a kind; empty where it was not listed.
  public func all(_ kind: EntityKind) -> [Entity] { entities[kind] ?? [] }

  /// The entity of an id.
  public func entity(_ kind: EntityKind, id: String) -> Entity? {
    guard let position = positions[kind]?[id] else { return nil }
    return entities[kind]?[position]
  }

  /// The same state with only those entities of a scope's kinds that are part of it; what it refers to stays whole.
  public func limited(to scope: Scope) -> GatewayState {
    guard !scope.skipped.isEmpty else { return self }
    var state = self
    for kind in scope.kinds where entities[kind] != nil { state.set(all(kind).filter(scope.includes), of: kind) }
    return state
  }

  /// The number of entities of all kinds.
  public var count: Int { entities.values.reduce(0) { $0 + $1.count } }
}

extension GatewayState {
  /// What a live entity is called in messages; see ``EntityKind/labelText(fields:referenced:)``.
  public func label(_ entity: Entity) -> String {
    entity.kind.labelText(fields: entity.fields) { field in
      guard let id = entity.referenceID(field) else { return nil }
      guard let rule = entity.kind.reference(field), let kind = EntityKind.collection(rule.collection),
        let owner = self.entity(kind, id: id)
      else { return id }
      return label(owner)
    }
  }
}
