/// What a gateway holds: its entities by kind, found by id in constant time.
public struct GatewayState: Sendable {
  /// The entities of each kind that was listed, in the order of the listing.
  public private(set) var entities: [EntityKind: [Entity]] = [:]
  /// Kinds that the gateway has but does not let this client read: unknown, which is not the same as empty.
  public var unreadable: [EntityKind: String] = [:]

  /// Kinds that the gateway does not have.
  public var absent: Set<EntityKind> = []

  /// How many entities of a kind were left out because what they belong to was not listed.
  public private(set) var orphans: [EntityKind: Int] = [:]

  /// Entities without the tags asked for, of kinds whose listings pay no heed to tags.
  public var unselected: [EntityKind: [Entity]] = [:]

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

  /// The number of entities of all kinds.
  public var count: Int { entities.values.reduce(0) { $0 + $1.count } }
}

extension GatewayState {
  /// Keeps only entities of which this is true.
  public mutating func filter(_ isKept: (Entity) -> Bool) {
    for (kind, list) in entities {
      let kept = list.filter(isKept)
      if kept.count < list.count { set(kept, of: kind) }
    }
  }

  /// Whether an entity is listed without one that it cannot be without.
  public var hasOrphans: Bool {
    entities.keys.contains { kind in all(kind).contains { isOrphan($0) } }
  }

  /// Leaves out what belongs to an entity that is not listed.
  public mutating func removeOrphans(counting: Bool) {
    for kind in EntityKind.all where kind.references.contains(where: \.required) {
      let kept = all(kind).filter { !isOrphan($0) }
      let lost = all(kind).count - kept.count
      guard lost > 0 else { continue }
      set(kept, of: kind)
      if counting { orphans[kind] = lost }
    }
  }

  private func isOrphan(_ entity: Entity) -> Bool {
    entity.kind.references.contains { rule in
      guard rule.required, let owner = EntityKind.collection(rule.collection), entities[owner] != nil else {
        return false
      }
      return entity.referenceID(rule.field).map { self.entity(owner, id: $0) == nil } ?? false
    }
  }

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
