import Diagnostics
import Documents
import GatewayModel
import StateFiles

/// What has to be wanted of a target so that it becomes what it was before a run, as far as it is still what the run left.
///
/// Pure: it looks at a journal and at what the target holds now.
struct WayBack {
  /// What is to be there again, as it was.
  private(set) var desired: DesiredState
  /// The ids of what is to be gone again.
  private(set) var deletable: [EntityKind: Set<String>] = [:]
  /// What entities are called that are to be written or deleted: the run knew what of their names is secret.
  private(set) var names: [EntityKind: [String: String]] = [:]
  /// What is left alone, and what cannot be brought back, in the order of the run.
  private(set) var notes: [Diagnostic] = []
  /// What the target keeps only as hashes and the run had in clear.
  private(set) var plain: [EntityKind: [String: Object]] = [:]

  private let state: GatewayState
  private let records: [Journal.Record]
  private let positions: [EntityKind: [String: Int]]
  /// What is to become of each record: kept up to date until nothing changes any more.
  private var steps: [Step]

  private enum Step: Equatable {
    /// Nothing has to be done, or nothing may.
    case none
    case delete
    case restore
  }

  /// - Parameters:
  ///   - journal: The run.
  ///   - state: What the target holds now.
  ///   - schemas: The schemas of what the run touched.
  ///   - overwrites: Whether what was changed since is brought back all the same.
  ///   - now: Seconds since 1970.
  ///   - takesStoredSecrets: Whether the target takes hashes as it stores them.
  init(
    _ journal: Journal, state: GatewayState, schemas: SchemaSet, scope: Scope, overwrites: Bool, now: Int,
    takesStoredSecrets: Bool
  ) {
    self.state = state
    self.records = journal.records
    self.desired = DesiredState(scope: scope)
    self.steps = []
    var positions: [EntityKind: [String: Int]] = [:]
    for index in records.indices { positions[records[index].kind, default: [:]][records[index].id] = index }
    self.positions = positions
    var likeness = Likeness(schemas)
    var restored: [Int: Entity] = [:]
    for index in records.indices {
      let record = records[index]
      let live = state.entity(record.kind, id: record.id)
      var step = Step.none
      if !likeness.isSame(live, record.before) {
        let isAsLeft = record.left.contains { likeness.isSame(live, as: $0) }
        step = record.before == nil ? .delete : .restore
        if !isAsLeft, !overwrites {
          step = .none
          notes.append(.conflict(record, live))
        }
      }
      if step == .restore, let before = record.before {
        var recovery = Recovery(
          record, before, live: live, elapsed: now - journal.header.readAt, takesStoredSecrets: takesStoredSecrets)
        restored[index] = recovery.entity(schemas)
        notes += recovery.losses
        if restored[index] == nil { step = .none }
      }
      if step == .delete, live == nil { step = .none }
      steps.append(step)
      if !record.plain.isEmpty { plain[record.kind, default: [:]][record.id] = record.plain }
    }
    settle(&restored)
    enter(restored)
  }

  /// Leaves alone what cannot be done beside what is left alone, until all that is left can be done.
  private mutating func settle(_ restored: inout [Int: Entity]) {
    let dependants = Dependants(of: records.indices.filter { steps[$0] == .delete }.map { records[$0] }, in: state)
    let holders = KeyHolders(of: Set(restored.values.map(\.kind)), in: state)
    var hasChanged = true
    while hasChanged {
      hasChanged = false
      for index in records.indices {
        let reason =
          switch steps[index] {
          case .none: String?.none
          case .delete: obstacle(toDeleting: records[index], dependants, restored)
          case .restore: restored[index].flatMap { obstacle(toRestoring: $0, id: records[index].id, holders, restored) }
          }
        guard let reason else { continue }
        notes.append(.obstacle(records[index], reason))
        steps[index] = .none
        restored[index] = nil
        hasChanged = true
      }
    }
  }

  /// What would be lost or broken by a deletion although the run has nothing to do with it.
  private func obstacle(
    toDeleting record: Journal.Record, _ dependants: Dependants, _ restored: [Int: Entity]
  ) -> String? {
    for entity in dependants.of(record) {
      let index = entity.id.flatMap { positions[entity.kind]?[$0] }
      if let index {
        if steps[index] == .delete { continue }
        if let back = restored[index], !back.references.contains(where: { $0.referredID == record.id }) { continue }
      }
      return "\(entity.kind.name) \(state.label(entity)) belongs to it or refers to it"
    }
    return nil
  }

  /// What keeps an entity from being there again: what it refers to is gone, or what only one may have is taken.
  private func obstacle(
    toRestoring entity: Entity, id ownID: String, _ holders: KeyHolders, _ restored: [Int: Entity]
  ) -> String? {
    for reference in entity.references {
      guard let rule = entity.kind.reference(reference.field), let kind = EntityKind.collection(rule.collection),
        let id = reference.referredID
      else { continue }
      let index = positions[kind]?[id]
      let willBeThere = index.map { restored[$0] != nil } ?? false
      let stays = state.entity(kind, id: id) != nil && index.map { steps[$0] != .delete } ?? true
      if !willBeThere, !stays { return "the \(kind.name) that it belongs to or refers to is not there" }
    }
    for (key, holder) in holders.of(entity) where holder != ownID {
      if let index = positions[entity.kind]?[holder], steps[index] != .none { continue }
      return "another \(entity.kind.name) has its \(key.joined(separator: " and ")) by now"
    }
    return nil
  }

  /// Enters what is left into what is wanted; references to what comes back with it are by position.
  private mutating func enter(_ restored: [Int: Entity]) {
    for index in records.indices where steps[index] == .delete {
      deletable[records[index].kind, default: []].insert(records[index].id)
      names[records[index].kind, default: [:]][records[index].id] = records[index].name
    }
    let order = restored.keys.sorted { left, right in
      (records[left].kind.rank, left) < (records[right].kind.rank, right)
    }
    var places: [Int: Int] = [:]
    for (place, index) in order.enumerated() { places[index] = place }
    var entities: [Entity] = []
    for index in order {
      guard var entity = restored[index] else { continue }
      names[entity.kind, default: [:]][records[index].id] = records[index].name
      for position in entity.references.indices {
        let reference = entity.references[position]
        guard let rule = entity.kind.reference(reference.field), let kind = EntityKind.collection(rule.collection),
          let id = reference.referredID, let place = positions[kind]?[id].flatMap({ places[$0] })
        else { continue }
        entity.references[position].target = .desired(place)
      }
      entities.append(entity)
    }
    desired = DesiredState(scope: desired.scope, entities: entities)
  }
}

extension Diagnostic {
  fileprivate static func conflict(_ record: Journal.Record, _ live: Entity?) -> Diagnostic {
    let words =
      live == nil
      ? "is gone since"
      : record.before == nil || record.left.contains { $0.entity != nil }
        ? "was changed since" : "is there again"
    return Diagnostic(
      .warning, code: "undo-conflict", "\(record.title) \(words): it is not as the run left it, and is left alone",
      hint: "--on-conflict overwrite brings it back all the same")
  }

  fileprivate static func obstacle(_ record: Journal.Record, _ reason: String) -> Diagnostic {
    Diagnostic(.warning, code: "undo-conflict", "\(record.title) is left alone: \(reason)")
  }
}
