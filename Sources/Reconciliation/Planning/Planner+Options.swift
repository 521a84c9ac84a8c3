import Diagnostics
import Documents
import GatewayModel
import StateFiles

extension Planner {
  /// An entity of the files that this run only refers to must be one that the gateway has.
  mutating func checkReferencesToUnmanaged(of position: Int) {
    for reference in desired.entities[position].references {
      guard case .desired(let target) = reference.target, !matching.isLive(target),
        !desired.scope.manages(desired.entities[target].kind)
      else { continue }
      diagnostics.error(
        code: "unknown-reference",
        "\(desired.title(position)) refers to \(desired.title(target)), which the gateway does not have and this run "
          + "leaves out", at: reference.place,
        hint: "let the run include \(desired.entities[target].kind.collection)")
    }
  }

  /// The tags that protect entities: those of the command line and those of the files.
  private var protectTags: Set<String> { options.protectTags.union(desired.scope.protectTags) }

  /// The tag that protects a live entity; nil for none.
  func protection(of entity: Entity) -> String? {
    guard !protectTags.isEmpty else { return nil }
    return entity.fields["tags"]?.array?.lazy.compactMap(\.string).first { protectTags.contains($0) }
  }

  /// Says that a change is not planned because the entity is protected.
  mutating func reportProtected(_ title: String, _ action: Change.Action, tag: String, at place: SourcePlace) {
    diagnostics.warning(
      code: "protected", "\(title) is not \(action.rawValue)d: it carries the protect tag '\(tag)'", at: place)
  }

  /// The live entities that must stay: those with a protect tag, and whatever they refer to.
  private func protectedIDs() -> [EntityKind: Set<String>] {
    guard !protectTags.isEmpty else { return [:] }
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

  private func mayDelete(_ kind: EntityKind, _ id: String) -> Bool {
    options.deletes && options.deletable.map { $0[kind]?.contains(id) == true } ?? true
  }

  /// The live entities that no file has and nothing holds: each is to be deleted.
  mutating func unclaimedEntities(butFor lookedUp: GatewayState) -> [Entity] {
    let protected = protectedIDs()
    var unclaimed: [Entity] = []
    for kind in desired.scope.managedKinds {
      let list = state.all(kind)
      for index in list.indices where !matching.isClaimed(kind, at: index) {
        let entity = list[index]
        guard let id = entity.id, lookedUp.entity(kind, id: id) == nil else { continue }
        if protected[kind]?.contains(id) == true {
          let title = "\(kind.name) \(state.label(entity))"
          if let tag = protection(of: entity) {
            reportProtected(title, .delete, tag: tag, at: .none)
          } else {
            diagnostics.warning(
              code: "protected", "\(title) is not deleted: something that carries a protect tag belongs to it")
          }
        } else if matching.remade[kind]?.contains(id) == true || mayDelete(kind, id) {
          unclaimed.append(entity)
        } else if options.countsKept {
          kept[kind.collection, default: 0] += 1
        }
      }
    }
    return unclaimed
  }
}
