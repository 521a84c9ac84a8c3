import Diagnostics
import Documents
import GatewayModel
import GatewaySchemas
import StateFiles

extension Planner {
  /// The entity with a path for each shared part: as the file says it, as the gateway has it, or as the schema has it.
  mutating func withPaths(_ entity: Entity, live: Entity?) -> Entity {
    guard let rule = entity.kind.listReference, let list = entity.fields[rule.field], var links = list.array else {
      return entity
    }
    var isComplete = true
    for reference in entity.references where reference.field == rule.field {
      guard let item = reference.item, links.indices.contains(item), var link = links[item].object,
        link["path"]?.isNull ?? true
      else { continue }
      isComplete = false
      guard let path = heldPath(of: reference, live, rule) ?? onlyPath(of: reference, entity) else { continue }
      link["path"] = Node(.string(path), at: links[item].place)
      links[item].value = .object(link)
    }
    if isComplete { return entity }
    var copy = entity
    copy.fields[rule.field] = Node(.array(links), at: list.place)
    return copy
  }

  /// The path of the same link in the live entity.
  private func heldPath(of reference: EntityReference, _ live: Entity?, _ rule: ReferenceRule) -> String? {
    guard let live, let id = matching.id(of: reference.target) else { return nil }
    let held = live.references.first { $0.field == rule.field && $0.target == .id(id) }
    let links = live.fields[rule.field]?.array ?? []
    return held?.item.flatMap { links.indices.contains($0) ? links[$0]["path"]?.string : nil }
  }

  /// The one path at which the plugin takes a partial of this type.
  private mutating func onlyPath(of reference: EntityReference, _ entity: Entity) -> String? {
    let shared: Entity?
    switch reference.target {
    case .desired(let position): shared = desired.entities[position]
    case .id(let id), .name(let id): shared = known(.partial, id: id)
    }
    guard let type = shared?.fields["type"]?.string,
      let paths = schemas.configuration(for: entity)?.supportedPartials[type], let first = paths.first
    else { return nil }
    if paths.count > 1 {
      diagnostics.error(
        code: "missing-field", "this does not say where the partial belongs, and there are several places",
        at: reference.place, hint: "add a 'path': \(paths.joined(separator: " or "))")
    }
    return first
  }
}
