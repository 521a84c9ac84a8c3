import Documents
import GatewayModel
import StateFiles

extension GatewayState {
  /// With those of the looked-up entities that the files write down themselves, so that they are found and not made anew.
  func including(_ lookedUp: GatewayState, writtenIn desired: DesiredState) -> GatewayState {
    guard !desired.scope.lookupTags.isEmpty else { return self }
    var written = KindMap<Set<Name>> { _ in [] }
    for entity in desired.entities where desired.scope.isOnlyLookedUp(entity) {
      written[entity.kind].formUnion(entity.id.map { [Name(field: "id", text: $0)] } ?? Name.all(of: entity))
    }
    var state = self
    for kind in EntityKind.all where !written[kind].isEmpty {
      let found = lookedUp.all(kind).filter { entity in
        guard let id = entity.id, position(kind, id: id) == nil else { return false }
        return written[kind].contains(Name(field: "id", text: id))
          || !written[kind].isDisjoint(with: Name.all(of: entity))
      }
      if !found.isEmpty { state.set(state.all(kind) + found, of: kind) }
    }
    return state
  }
}

/// What an entity may be called by.
private struct Name: Hashable {
  var field: String
  var text: String

  static func all(of entity: Entity) -> [Name] {
    entity.kind.naturalKeys.compactMap { key in
      guard key.count == 1, let text = entity.fields[key[0]]?.string else { return nil }
      return Name(field: key[0], text: text)
    }
  }
}

extension Planner {
  /// Whether an entity of the files is there and only referred to, so that nothing of it is compared.
  func isLookedUp(_ position: Int) -> Bool {
    guard desired.scope.isOnlyLookedUp(desired.entities[position]) else { return false }
    return matching.isLive(position)
  }
}
