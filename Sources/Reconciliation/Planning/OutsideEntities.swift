import Diagnostics
import Documents
import GatewayModel
import StateFiles

/// What a gateway holds outside the select tags: its ids and names are taken, and it is not to be taken over.
struct OutsideEntities {
  private var byID: [EntityKind: [String: Entity]] = [:]
  private var byValue: [EntityKind: [String: [String: Entity]]] = [:]
  private let state: GatewayState

  init(_ state: GatewayState) {
    self.state = state
    for (kind, list) in state.entities {
      let fields = OutsideEntities.uniqueFields(of: kind)
      for entity in list {
        if let id = entity.id { byID[kind, default: [:]][id] = entity }
        for field in fields {
          if let value = entity.fields[field]?.string {
            byValue[kind, default: [:]][field, default: [:]][value] = entity
          }
        }
      }
    }
  }

  private static func uniqueFields(of kind: EntityKind) -> [String] {
    kind.naturalKeys.filter { $0.count == 1 }.compactMap(\.first) + kind.uniqueFields
  }

  /// What keeps a new entity from being made.
  func conflicts(with desired: DesiredState, _ position: Int) -> [Diagnostic] {
    let entity = desired.entities[position]
    guard byID[entity.kind] != nil else { return [] }
    if let id = entity.id, let other = byID[entity.kind]?[id] { return [conflict("id", other, desired, position)] }
    return OutsideEntities.uniqueFields(of: entity.kind).compactMap { field in
      guard let value = entity.fields[field]?.string, let other = byValue[entity.kind]?[field]?[value] else {
        return nil
      }
      return conflict(field, other, desired, position)
    }
  }

  private func conflict(_ field: String, _ other: Entity, _ desired: DesiredState, _ position: Int) -> Diagnostic {
    let entity = desired.entities[position]
    let tags = other.fields["tags"]?.array?.compactMap(\.string) ?? []
    let owner = tags.isEmpty ? "without tags" : "with the tags \(tags.joined(separator: ", "))"
    return Diagnostic(
      code: "outside-select-tags",
      "\(desired.title(position)): the gateway holds a \(entity.kind.name) of this \(field) \(owner)",
      at: entity.fields[field]?.place ?? entity.place,
      hint: "it is not among the select tags, so that this run must not change it; give the entity another \(field)")
  }
}
