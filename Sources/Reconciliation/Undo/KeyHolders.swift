import GatewayModel

/// Which live entities have the values that only one of their kind may have.
struct KeyHolders {
  private var holders: [EntityKind: [NaturalKey: String]] = [:]

  init(of kinds: Set<EntityKind>, in state: GatewayState) {
    for kind in kinds {
      var found: [NaturalKey: String] = [:]
      for entity in state.all(kind) {
        guard let id = entity.id else { continue }
        for key in KeyHolders.keys(of: entity) { found[key] = id }
      }
      holders[kind] = found
    }
  }

  /// The live entities that have a value of this one, by the fields of each.
  func of(_ entity: Entity) -> [(key: [String], holder: String)] {
    KeyHolders.keys(of: entity).compactMap { key in holders[entity.kind]?[key].map { (key.fields, $0) } }
  }

  private static func keys(of entity: Entity) -> [NaturalKey] {
    entity.kind.enforcedKeys.compactMap { NaturalKey($0, entity.fields, entity.references) { $0 } }
  }
}
