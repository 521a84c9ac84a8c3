import Documents
import GatewayModel
import StateFiles

/// Finds for each desired entity the live one that it means: by its id, else by its natural keys.
struct Matching {
  private let desired: DesiredState
  private let state: GatewayState
  /// The live entities by kind.
  private let lists: KindMap<[Entity]>
  /// For each desired entity the position of its live one among those of the kind; -1 for a new one.
  private var positions: [Int32]
  /// By kind, which live entities a desired one means.
  private var claimed = KindMap<[Bool]> { _ in [] }

  /// A value of a natural key.
  private enum KeyPart: Equatable {
    case text(String)
    case id(String)
    case absent
    /// An entity that does not exist yet: no live one refers to it.
    case unborn
  }

  init(desired: DesiredState, state: GatewayState) {
    self.desired = desired
    self.state = state
    self.lists = KindMap { state.all($0) }
    self.positions = Array(repeating: -1, count: desired.entities.count)
    var candidates = KindMap<[Int]> { _ in [] }
    for position in desired.entities.indices { candidates[desired.entities[position].kind].append(position) }
    // Parents come before the kinds that refer to them, so that a reference's id is known when a key needs it.
    for kind in EntityKind.all {
      let live = lists[kind]
      claimed[kind] = Array(repeating: false, count: live.count)
      guard !live.isEmpty, !candidates[kind].isEmpty else { continue }
      matchByID(candidates[kind], kind)
      for key in kind.naturalKeys { match(candidates[kind], with: live, kind, by: key) }
    }
  }

  /// Whether the gateway has a desired entity.
  func isLive(_ position: Int) -> Bool { positions[position] >= 0 }

  /// How many desired entities the gateway does not have.
  var newCount: Int { positions.count { $0 < 0 } }

  /// The live entity of a desired one; nil for a new one.
  func live(_ position: Int) -> Entity? {
    livePosition(position).map { lists[desired.entities[position].kind][$0] }
  }

  /// The position of the live entity of a desired one among those of its kind; nil for a new one.
  func livePosition(_ position: Int) -> Int? { positions[position] < 0 ? nil : Int(positions[position]) }

  /// The fields of a live entity, without the entity.
  func liveFields(_ kind: EntityKind, at index: Int) -> Object { lists[kind][index].fields }

  /// The references of a live entity, without the entity.
  func liveReferences(_ kind: EntityKind, at index: Int) -> [EntityReference] { lists[kind][index].references }

  /// Whether a desired entity means the live one at a position among those of its kind.
  func isClaimed(_ kind: EntityKind, at index: Int) -> Bool { claimed[kind][index] }

  /// The id of the live entity that a reference of a desired one points to; nil for a new one.
  func id(of target: EntityReference.Target) -> String? {
    switch target {
    case .desired(let position):
      return livePosition(position).flatMap { lists[desired.entities[position].kind][$0].fields["id"]?.string }
    case .id(let id), .name(let id): return id
    }
  }

  private mutating func matchByID(_ candidates: [Int], _ kind: EntityKind) {
    for position in candidates {
      guard let id = desired.entities[position].id, let index = state.position(kind, id: id) else { continue }
      claim(index, kind, for: position)
    }
  }

  private mutating func match(_ candidates: [Int], with live: [Entity], _ kind: EntityKind, by key: [String]) {
    // An explicit id wins: an entity that has one is never another entity of the same name.
    let open = candidates.filter { positions[$0] < 0 && desired.entities[$0].id == nil }
    guard !open.isEmpty else { return }
    var index = PositionIndex(capacity: live.count)
    for position in live.indices where !claimed[kind][position] {
      // Fields and references by themselves: an entity that is copied is counted three times over.
      if let hash = hash(key, live[position].fields, live[position].references) { index.insert(hash, position) }
    }
    for position in open {
      let fields = desired.entities[position].fields
      let references = desired.entities[position].references
      guard let hash = hash(key, fields, references) else { continue }
      let found = index.first(hash) { candidate in
        guard !claimed[kind][candidate] else { return false }
        return isSame(key, fields, references, live[candidate].fields, live[candidate].references)
      }
      if let found { claim(found, kind, for: position) }
    }
  }

  private mutating func claim(_ index: Int, _ kind: EntityKind, for position: Int) {
    guard !claimed[kind][index] else { return }
    claimed[kind][index] = true
    positions[position] = Int32(truncatingIfNeeded: index)
  }

  /// The hash of a key's values; nil where there are none, or where one refers to an entity that does not exist yet.
  private func hash(_ key: [String], _ fields: Object, _ references: [EntityReference]) -> KeyHash? {
    var hash = KeyHash()
    var isEmpty = true
    for field in key {
      switch part(field, fields, references) {
      case .unborn: return nil
      case .absent: hash.combine(0)
      case .text(let text), .id(let text):
        hash.combine(text)
        isEmpty = false
      }
    }
    return isEmpty ? nil : hash
  }

  private func isSame(
    _ key: [String], _ fields: Object, _ references: [EntityReference], _ liveFields: Object,
    _ liveReferences: [EntityReference]
  ) -> Bool {
    key.allSatisfy { part($0, fields, references) == part($0, liveFields, liveReferences) }
  }

  private func part(_ field: String, _ fields: Object, _ references: [EntityReference]) -> KeyPart {
    for index in references.indices where references[index].field == field {
      return id(of: references[index].target).map { .id($0) } ?? .unborn
    }
    guard let text = fields[field]?.string else { return .absent }
    return .text(TextBlock.canonical(text))
  }
}
