import Diagnostics
import Documents
import GatewayModel
import StateFiles

extension Planner {
  /// Settles references to entities that only the gateway has, where the options allow them.
  mutating func settleLiveReferences() {
    let lookedUp = Set(options.scope.lookedUp)
    guard options.refersToGateway || !lookedUp.isEmpty else { return }
    var names: [EntityKind: [String: String]] = [:]
    for position in desired.entities.indices {
      let entity = desired.entities[position]
      for (index, reference) in entity.references.enumerated() {
        guard case .name(let text) = reference.target, let rule = entity.kind.reference(reference.field),
          let kind = EntityKind.collection(rule.collection), options.refersToGateway || lookedUp.contains(kind)
        else { continue }
        if names[kind] == nil { names[kind] = liveNames(of: kind) }
        guard let id = state.entity(kind, id: text) == nil ? names[kind]?[text] : text else { continue }
        desired.update(position) { $0.references[index].target = .id(id) }
      }
    }
  }

  private func liveNames(of kind: EntityKind) -> [String: String] {
    var names: [String: String] = [:]
    for key in kind.naturalKeys.reversed() where key.count == 1 {
      for entity in state.all(kind) {
        if let name = entity.fields[key[0]]?.string { names[name] = entity.id }
      }
    }
    return names
  }

  /// Whether a reference that no file can satisfy points at something the gateway has and the options allow.
  func isSettledByGateway(_ reference: EntityReference, kind: EntityKind) -> Bool {
    guard options.refersToGateway || options.scope.lookedUp.contains(kind), case .id(let id) = reference.target else {
      return false
    }
    return state.entity(kind, id: id) != nil
  }

  /// An entity of the files that this run leaves alone can be referred to only if the gateway has it.
  mutating func checkManaged(_ target: Int, kind: EntityKind, reference: EntityReference, of position: Int) {
    guard !options.scope.includes(desired.entities[target]), matching.live[target] == nil else { return }
    diagnostics.error(
      code: "unknown-reference",
      "\(desired.title(position)) refers to \(desired.title(target)), which the gateway does not have and this run "
        + "leaves out", at: reference.place, hint: "let the run include \(kind.collection)")
  }

  /// The tag that protects a live entity; nil for none.
  func protection(of entity: Entity) -> String? {
    guard !options.protectTags.isEmpty else { return nil }
    return entity.fields["tags"]?.array?.lazy.compactMap(\.string).first { options.protectTags.contains($0) }
  }

  /// Says that a change is not planned because the entity is protected.
  mutating func reportProtected(_ title: String, _ action: Change.Action, tag: String, at place: SourcePlace) {
    diagnostics.warning(
      code: "protected", "\(title) is not \(action.rawValue)d: it carries the protect tag '\(tag)'", at: place)
  }

  /// The live entities that must stay: those with a protect tag, and whatever they refer to.
  func protectedIDs() -> [EntityKind: Set<String>] {
    guard !options.protectTags.isEmpty else { return [:] }
    var ids: [EntityKind: Set<String>] = [:]
    var queue = EntityKind.all.flatMap { state.all($0) }.filter { protection(of: $0) != nil }
    while let entity = queue.popLast() {
      guard let id = entity.id, ids[entity.kind, default: []].insert(id).inserted else { continue }
      for reference in entity.references {
        guard let rule = entity.kind.reference(reference.field), let kind = EntityKind.collection(rule.collection),
          case .id(let target) = reference.target, let owner = state.entity(kind, id: target)
        else { continue }
        queue.append(owner)
      }
    }
    return ids
  }

  /// The live entities that no file has: each is to be deleted, or kept with a reason.
  mutating func unclaimedEntities() -> [Entity] {
    let protected = protectedIDs()
    var unclaimed: [Entity] = []
    for kind in EntityKind.all where options.scope.kinds.contains(kind) {
      let claimed = matching.claimed[kind] ?? []
      for entity in state.all(kind) {
        guard let id = entity.id, !claimed.contains(id), options.scope.includes(entity) else { continue }
        if protected[kind]?.contains(id) == true {
          let title = "\(kind.name) \(state.label(entity))"
          if let tag = protection(of: entity) {
            reportProtected(title, .delete, tag: tag, at: .none)
          } else {
            diagnostics.warning(
              code: "protected", "\(title) is not deleted: something that carries a protect tag belongs to it")
          }
        } else if options.deletes {
          unclaimed.append(entity)
        } else {
          kept[kind.collection, default: 0] += 1
        }
      }
    }
    return unclaimed
  }
}
