import Diagnostics
import Documents
import GatewayModel
import StateFiles

/// What a gateway holds outside the select tags: its ids and names are taken, and it is not to be taken over.
struct OutsideEntities {
  private var byID: [EntityKind: [String: Entity]] = [:]
  private var byKey: [EntityKind: [[String]: [[String]: Entity]]] = [:]

  init(_ state: GatewayState) {
    for (kind, list) in state.entities {
      let keys = kind.enforcedKeys
      for entity in list {
        if let id = entity.id { byID[kind, default: [:]][id] = entity }
        for key in keys {
          let values = OutsideEntities.values(of: key, entity) { entity.referenceID($0.field) }
          if let values { byKey[kind, default: [:]][key, default: [:]][values] = entity }
        }
      }
    }
  }

  /// What keeps a new entity from being made.
  ///
  /// - Parameter idOf: The id of the live entity that a reference points to; nil for a new one.
  func conflicts(
    with desired: DesiredState, _ position: Int, idOf: (EntityReference.Target) -> String?
  ) -> [Diagnostic] {
    let entity = desired.entities[position]
    guard byID[entity.kind] != nil else { return [] }
    if let id = entity.id, let other = byID[entity.kind]?[id] { return [conflict(["id"], other, desired, position)] }
    return entity.kind.enforcedKeys.compactMap { key in
      guard let values = OutsideEntities.values(of: key, entity, { idOf($0.target) }),
        let other = byKey[entity.kind]?[key]?[values]
      else { return nil }
      return conflict(key, other, desired, position)
    }
  }

  /// The values of a key; nil where it has none, or refers to what does not exist yet.
  private static func values(
    of key: [String], _ entity: Entity, _ idOf: (EntityReference) -> String?
  ) -> [String]? {
    var values: [String] = []
    for field in key {
      if let reference = entity.reference(field) {
        guard let id = idOf(reference) else { return nil }
        values.append(id)
      } else {
        values.append(entity.fields[field]?.string ?? "")
      }
    }
    return values.allSatisfy(\.isEmpty) ? nil : values
  }

  private func conflict(_ key: [String], _ other: Entity, _ desired: DesiredState, _ position: Int) -> Diagnostic {
    let entity = desired.entities[position]
    let tags = other.fields["tags"]?.array?.compactMap(\.string) ?? []
    let owner = tags.isEmpty ? "without tags" : "with the tags \(tags.joined(separator: ", "))"
    let words = entity.kind == .plugin && key.count > 1 ? "name and scope" : key.joined(separator: " and ")
    let place = key.lazy.compactMap { entity.fields[$0]?.place }.first ?? entity.place
    return Diagnostic(
      code: "outside-select-tags",
      "\(desired.title(position)): the gateway holds a \(entity.kind.name) of this \(words) \(owner)", at: place,
      hint: "it is not among the select tags, so that this run must not change it"
        + (key.count == 1 ? "; give the entity another \(words)" : ""))
  }
}

extension EntityKind {
  /// The fields of which the gateway takes each combination of values once.
  ///
  /// Those that tell certificates apart are the files' business alone: the gateway takes a certificate twice.
  var enforcedKeys: [[String]] {
    naturalKeys.filter { key in key.count == 1 || key.contains { reference($0) != nil } } + uniqueFields.map { [$0] }
  }
}
