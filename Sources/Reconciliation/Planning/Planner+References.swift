import Comparison
import Diagnostics
import Documents
import GatewayModel
import StateFiles

/// What references lead to, what that is called, and where they differ.
extension Planner {
  func referenceDifferences(_ entity: Entity, _ live: Entity) -> [FieldDifference] {
    if hasSameReferences(entity.references, live.references) { return [] }
    return entity.kind.references.compactMap { rule in
      let wanted = entity.references.filter { $0.field == rule.field }
      let current = live.references.filter { $0.field == rule.field }
      let wantedIDs = wanted.map { matching.id(of: $0.target) }
      let currentIDs = current.map { matching.id(of: $0.target) }
      if Set(wantedIDs) == Set(currentIDs), !wantedIDs.contains(nil) { return nil }
      let old = current.compactMap { matching.id(of: $0.target) }.map { Node(.string(title(ofLive: $0, rule))) }
      let new = wanted.map { Node(.string(title(of: $0.target))) }
      let isList = rule.form == .list
      return FieldDifference(
        path: DocumentPath([.key(rule.field)]), old: isList ? Node(.array(old)) : old.first,
        new: isList ? Node(.array(new)) : new.first, place: wanted.first?.place ?? .none)
    }
  }

  /// An entity that the gateway has, among what the run is about or what it may refer to.
  func known(_ kind: EntityKind, id: String) -> Entity? {
    state.entity(kind, id: id) ?? lookedUp.entity(kind, id: id)
  }

  /// Whether both have the same references to the same entities.
  func hasSameReferences(_ references: [EntityReference], _ live: [EntityReference]) -> Bool {
    guard references.count == live.count else { return false }
    return references.allSatisfy { wanted in
      let id = matching.id(of: wanted.target)
      return id != nil && live.contains { $0.field == wanted.field && $0.item == wanted.item && $0.referredID == id }
    }
  }

  func title(of target: EntityReference.Target) -> String {
    switch target {
    case .desired(let position): return desired.label(position)
    case .id(let text), .name(let text): return text
    }
  }

  func title(ofLive id: String, _ rule: ReferenceRule) -> String {
    guard let kind = EntityKind.collection(rule.collection) else { return id }
    return known(kind, id: id).map { label(ofLive: $0) } ?? id
  }

  /// What a live entity is called; one that the files name by what came from the environment shows no more than theirs.
  func label(ofLive entity: Entity) -> String {
    if let id = entity.id, let index = state.position(entity.kind, id: id),
      let position = matching.claimant(of: entity.kind, at: index), given.label(position).contains(Secrets.mask)
    {
      return given.label(position)
    }
    return entity.kind.labelText(fields: entity.fields) { field in
      guard let id = entity.referenceID(field), let rule = entity.kind.reference(field) else { return nil }
      return title(ofLive: id, rule)
    }
  }

  func liveReferences(_ entity: Entity) -> [Change.Reference] {
    entity.references.compactMap { reference in
      matching.id(of: reference.target).map { id in
        let label = entity.kind.reference(reference.field).map { title(ofLive: id, $0) } ?? id
        return Change.Reference(field: reference.field, target: .id(id), item: reference.item, label: label)
      }
    }
  }

  /// What the files, or else the target, call what a reference leads to.
  func title(of reference: EntityReference, _ rule: ReferenceRule?) -> String {
    guard case .desired(let position) = reference.target else {
      let text = reference.referredID ?? ""
      if reference.place.origin.isEnvironment { return Secrets.mask }
      return rule.map { title(ofLive: text, $0) } ?? text
    }
    return given.label(position)
  }
}
