import Documents
import GatewayModel
import StateFiles

/// Finds for each desired entity the live one that it means: by its id, else by its natural keys.
struct Matching {
  /// The live entity of each desired one, by position; nil for a new one.
  private(set) var live: [Entity?]
  /// The ids of live entities that a desired one means, by kind.
  private(set) var claimed: [EntityKind: Set<String>] = [:]

  private let desired: DesiredState

  /// A value of a natural key.
  private enum KeyPart: Hashable {
    case text(String)
    case id(String)
    case absent
  }

  /// The values of a natural key; most keys have one field, which needs no list.
  private struct KeyValue: Hashable {
    var first: KeyPart
    var rest: [KeyPart] = []
  }

  init(desired: DesiredState, state: GatewayState) {
    self.desired = desired
    self.live = Array(repeating: nil, count: desired.entities.count)
    var positions: [EntityKind: [Int]] = [:]
    for (position, entity) in desired.entities.enumerated() {
      positions[entity.kind, default: []].append(position)
    }
    // Parents come before the kinds that refer to them, so that a reference's id is known when a key needs it.
    for kind in EntityKind.all {
      let candidates = positions[kind] ?? []
      matchByID(candidates, kind, state)
      for key in kind.naturalKeys { match(candidates, kind, by: key, state) }
    }
  }

  /// The id of the live entity that a reference of a desired one points to; nil for a new one.
  func id(of target: EntityReference.Target) -> String? {
    switch target {
    case .desired(let position): live[position]?.id
    case .id(let id), .name(let id): id
    }
  }

  private mutating func matchByID(_ candidates: [Int], _ kind: EntityKind, _ state: GatewayState) {
    for position in candidates {
      guard let id = desired.entities[position].id, let entity = state.entity(kind, id: id) else { continue }
      claim(entity, for: position)
    }
  }

  private mutating func match(_ candidates: [Int], _ kind: EntityKind, by key: [String], _ state: GatewayState) {
    // An explicit id wins: an entity that has one is never another entity of the same name.
    let open = candidates.filter { live[$0] == nil && desired.entities[$0].id == nil }
    guard !open.isEmpty else { return }
    var index: [KeyValue: Entity] = [:]
    index.reserveCapacity(state.all(kind).count)
    let taken = claimed[kind] ?? []
    for entity in state.all(kind) where !taken.contains(entity.id ?? "") {
      if let parts = parts(key, of: entity) { index[parts] = entity }
    }
    for position in open {
      guard let parts = parts(key, of: desired.entities[position]), let entity = index.removeValue(forKey: parts)
      else { continue }
      claim(entity, for: position)
    }
  }

  private mutating func claim(_ entity: Entity, for position: Int) {
    guard let id = entity.id, claimed[entity.kind, default: []].insert(id).inserted else { return }
    live[position] = entity
  }

  /// The values of a key; nil where there is no value, or where it refers to an entity that does not exist yet.
  private func parts(_ key: [String], of entity: Entity) -> KeyValue? {
    guard let name = key.first, let first = part(name, of: entity) else { return nil }
    if key.count == 1 { return first == .absent ? nil : KeyValue(first: first) }
    var rest: [KeyPart] = []
    for field in key.dropFirst() {
      guard let part = part(field, of: entity) else { return nil }
      rest.append(part)
    }
    return first == .absent && rest.allSatisfy { $0 == .absent } ? nil : KeyValue(first: first, rest: rest)
  }

  private func part(_ field: String, of entity: Entity) -> KeyPart? {
    if let reference = entity.reference(field) { return id(of: reference.target).map { .id($0) } }
    guard let text = entity.fields[field]?.string else { return .absent }
    return .text(TextBlock.canonical(text))
  }
}
