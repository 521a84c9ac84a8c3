import Diagnostics
import Documents
import GatewayModel
import StateFiles

/// What a gateway holds outside the select tags: its ids and names are taken, and it is not to be taken over.
struct OutsideEntities {
  private var byID: [EntityKind: [String: Entity]] = [:]
  private var byKey: [EntityKind: [NaturalKey: Entity]] = [:]

  init(_ state: GatewayState) {
    for (kind, list) in state.entities {
      let keys = kind.enforcedKeys
      for entity in list {
        if let id = entity.id { byID[kind, default: [:]][id] = entity }
        for key in keys {
          if let key = NaturalKey(key, entity.fields, entity.references, { $0 }) {
            byKey[kind, default: [:]][key] = entity
          }
        }
      }
    }
  }

  /// What keeps a new entity from being made.
  func conflicts(with desired: DesiredState, _ position: Int, _ matching: Matching) -> [Diagnostic] {
    let entity = desired.entities[position]
    guard byID[entity.kind] != nil else { return [] }
    if let id = entity.id, let other = byID[entity.kind]?[id] { return [conflict(["id"], other, desired, position)] }
    return entity.kind.enforcedKeys.compactMap { key in
      guard let key = matching.key(key, of: entity), let other = byKey[entity.kind]?[key] else { return nil }
      return conflict(key.fields, other, desired, position)
    }
  }

  private func conflict(_ key: [String], _ other: Entity, _ desired: DesiredState, _ position: Int) -> Diagnostic {
    let entity = desired.entities[position]
    let tags = other.fields["tags"]?.array?.compactMap(\.string) ?? []
    let owner = tags.isEmpty ? "without tags" : "with the tags \(tags.joined(separator: ", "))"
    let words = entity.kind.words(forKey: key)
    let place = key.lazy.compactMap { entity.fields[$0]?.place }.first ?? entity.place
    let isManaged = desired.scope.selectTags.isEmpty
    return Diagnostic(
      code: isManaged ? "managed-entity" : "outside-select-tags",
      "\(desired.title(position)): the gateway holds \(entity.kind.withArticle) of this \(words) \(owner)", at: place,
      hint: (isManaged
        ? "it is managed by the target itself" : "it is not among the select tags, so that this run must not change it")
        + (key.count == 1 ? "; give the entity another \(words)" : ""))
  }
}
