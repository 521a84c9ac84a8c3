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

  /// Entities that a run does not see: without the tags asked for, of kinds whose listings pay no heed to tags, or managed
  /// by the target itself.
  public var unselected: [EntityKind: [Entity]] = [:]

  private var positions = KindMap<PositionIndex> { _ in PositionIndex() }

  /// Makes an empty state.
  public init() {}

  /// Sets the entities of a kind. An entity that a listing has twice, since pages moved while they were read, counts
  /// once.
  public mutating func set(_ list: [Entity], of kind: EntityKind) {
    var index = PositionIndex(capacity: list.count)
    var repeated: Set<Int> = []
    for position in list.indices {
      guard let id = list[position].id else { continue }
      let hash = KeyHash(id)
      if index.first(hash, where: { list[$0].id == id }) != nil {
        repeated.insert(position)
      } else {
        index.insert(hash, position)
      }
    }
    guard repeated.isEmpty else {
      return set(list.indices.filter { !repeated.contains($0) }.map { list[$0] }, of: kind)
    }
    entities[kind] = list
    positions[kind] = index
  }

  /// The entities of a kind; empty where it was not listed.
  public func all(_ kind: EntityKind) -> [Entity] { entities[kind] ?? [] }

  /// The entity of an id.
  public func entity(_ kind: EntityKind, id: String) -> Entity? {
    position(kind, id: id).map { all(kind)[$0] }
  }

  /// The position of the entity of an id among those of its kind.
  public func position(_ kind: EntityKind, id: String) -> Int? {
    guard let list = entities[kind] else { return nil }
    return positions[kind].first(KeyHash(id)) { list[$0].id == id }
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

  /// Whether an entity is listed without one that it refers to.
  public var hasOrphans: Bool {
    entities.keys.contains { !orphanPositions(of: $0, seesAll: true).isEmpty }
  }

  /// Leaves out what refers to an entity that is not listed.
  ///
  /// - Parameter counting: Whether all was listed. Within tags much refers to what is not, and only links, which have no tags of
  ///   their own, are left out, uncounted.
  public mutating func removeOrphans(counting: Bool) {
    for kind in EntityKind.all {
      let lost = Set(orphanPositions(of: kind, seesAll: counting))
      guard !lost.isEmpty else { continue }
      let list = all(kind)
      set(list.indices.filter { !lost.contains($0) }.map { list[$0] }, of: kind)
      if counting { orphans[kind] = lost.count }
    }
  }

  private func orphanPositions(of kind: EntityKind, seesAll: Bool) -> [Int] {
    guard seesAll || !kind.hasID else { return [] }
    let owners = kind.references.compactMap { rule in
      EntityKind.collection(rule.collection).flatMap { entities[$0] == nil ? nil : (field: rule.field, kind: $0) }
    }
    let list = all(kind)
    guard !owners.isEmpty else { return [] }
    return list.indices.filter { index in
      list[index].references.contains { reference in
        guard let id = reference.referredID, let owner = owners.first(where: { $0.field == reference.field })
        else { return false }
        return position(owner.kind, id: id) == nil
      }
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
