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
  /// By kind, for each live entity the position of the desired one that means it; -1 where none does.
  private var claimed = KindMap<[Int32]> { _ in [] }
  /// The ids that desired entities have as well, elsewhere than these may be: each is to be made anew.
  private(set) var remade: [EntityKind: Set<String>] = [:]

  /// - Parameter isOrdered: Whether changes come one after the other; where all come at once, nothing has to be made anew.
  init(desired: DesiredState, state: GatewayState, isOrdered: Bool = true) {
    self.desired = desired
    self.state = state
    self.lists = KindMap { state.all($0) }
    self.positions = Array(repeating: -1, count: desired.entities.count)
    var candidates = KindMap<[Int]> { _ in [] }
    for position in desired.entities.indices { candidates[desired.entities[position].kind].append(position) }
    // Parents come before the kinds that refer to them, so that a reference's id is known when a key needs it.
    for kind in EntityKind.all {
      let live = lists[kind]
      claimed[kind] = Array(repeating: -1, count: live.count)
      guard !live.isEmpty, !candidates[kind].isEmpty else { continue }
      matchByID(candidates[kind], kind, fixed: isOrdered ? kind.references.first(where: \.isFixed)?.field : nil)
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
  func isClaimed(_ kind: EntityKind, at index: Int) -> Bool { claimed[kind][index] >= 0 }

  /// The position of the desired entity that means the live one at a position among those of its kind.
  func claimant(of kind: EntityKind, at index: Int) -> Int? {
    claimed[kind][index] < 0 ? nil : Int(claimed[kind][index])
  }

  /// Each live entity of a kind with the desired one that means it, by their positions, in the order of the listing.
  func pairs(_ kind: EntityKind) -> [(live: Int, desired: Int)] {
    let claimed = claimed[kind]
    return claimed.indices.compactMap { claimed[$0] < 0 ? nil : ($0, Int(claimed[$0])) }
  }

  /// The id of the live entity that a reference of a desired one points to; nil for a new one.
  func id(of target: EntityReference.Target) -> String? {
    switch target {
    case .desired(let position):
      return livePosition(position).flatMap { lists[desired.entities[position].kind][$0].fields["id"]?.string }
    case .id(let id), .name(let id): return id
    }
  }

  /// A natural key of a desired entity, references by their ids; nil where it has none, or belongs to something new.
  func key(_ fields: [String], of entity: Entity) -> NaturalKey? {
    NaturalKey(fields, entity.fields, entity.references) { settled($0) }
  }

  private mutating func matchByID(_ candidates: [Int], _ kind: EntityKind, fixed: String?) {
    for position in candidates {
      guard let id = desired.entities[position].id, let index = state.position(kind, id: id) else { continue }
      if let fixed, let owner = desired.entities[position].reference(fixed)?.target,
        self.id(of: owner) != lists[kind][index].referenceID(fixed)
      {
        remade[kind, default: []].insert(id)
        continue
      }
      claim(index, kind, for: position)
    }
  }

  private mutating func match(_ candidates: [Int], with live: [Entity], _ kind: EntityKind, by key: [String]) {
    // An explicit id wins: an entity that has one is never another entity of the same name.
    let open = candidates.filter { positions[$0] < 0 && desired.entities[$0].id == nil }
    guard !open.isEmpty else { return }
    // What is looked at again and again are the desired ones, which are smaller: the live ones pass by once.
    var index = PositionIndex(capacity: open.count)
    for position in open {
      // Fields and references by themselves: an entity that is copied is counted three times over.
      let hash = NaturalKey.hash(
        key, desired.entities[position].fields, desired.entities[position].references, { settled($0) })
      if let hash { index.insert(hash, position) }
    }
    for position in live.indices where claimed[kind][position] < 0 {
      let fields = live[position].fields
      let references = live[position].references
      guard let hash = NaturalKey.hash(key, fields, references, { settled($0) }) else { continue }
      let found = index.first(hash) { candidate in
        guard positions[candidate] < 0 else { return false }
        let other = desired.entities[candidate]
        return NaturalKey.isSame(key, fields, references, other.fields, other.references) { settled($0) }
      }
      if let found { claim(position, kind, for: found) }
    }
  }

  private mutating func claim(_ index: Int, _ kind: EntityKind, for position: Int) {
    guard claimed[kind][index] < 0 else { return }
    claimed[kind][index] = Int32(truncatingIfNeeded: position)
    positions[position] = Int32(truncatingIfNeeded: index)
  }

  /// What a reference leads to, by its id; nil for an entity that does not exist yet, which no live one refers to.
  private func settled(_ target: EntityReference.Target) -> EntityReference.Target? {
    id(of: target).map { .id($0) }
  }
}
