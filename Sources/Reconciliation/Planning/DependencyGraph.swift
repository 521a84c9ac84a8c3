import Diagnostics
import Documents
import GatewayModel

/// Settles what must be done before what, and puts drafts into the order of the plan.
struct DependencyGraph {
  private(set) var drafts: [Planner.Draft]
  private(set) var diagnostics: [Diagnostic] = []

  private let state: GatewayState
  private let draftOfDesired: [Int: Int]
  private let matching: Matching
  private var deletionOf: [EntityKind: [String: Int]] = [:]
  private var updateOf: [EntityKind: [String: Int]] = [:]

  /// A value that only one entity of a kind may have.
  private struct UniqueValue: Hashable {
    var kind: EntityKind
    var fields: [String]
    var values: [String?]
  }

  init(drafts: [Planner.Draft], state: GatewayState, draftOfDesired: [Int: Int], matching: Matching) {
    self.drafts = drafts
    self.state = state
    self.draftOfDesired = draftOfDesired
    self.matching = matching
    for (index, draft) in drafts.enumerated() {
      guard let id = draft.change.id else { continue }
      switch draft.change.action {
      case .delete: deletionOf[draft.change.kind, default: [:]][id] = index
      case .update: updateOf[draft.change.kind, default: [:]][id] = index
      case .create: break
      }
    }
  }

  /// Adds the dependencies that follow from ownership and from values that change hands.
  mutating func link() {
    linkDeletions()
    linkUniqueValues()
    markEarly()
    if let cycle = findCycle() { reportCycle(cycle) }
  }

  /// A deletion waits for those of the entities that refer to it, or takes them with it.
  private mutating func linkDeletions() {
    for index in drafts.indices where drafts[index].change.action == .delete {
      let kind = drafts[index].change.kind
      for reference in drafts[index].live?.references ?? [] {
        guard let rule = kind.reference(reference.field), let ownerKind = EntityKind.collection(rule.collection),
          case .id(let id) = reference.target, let owner = deletionOf[ownerKind]?[id]
        else { continue }
        switch rule.onDeletion {
        case .cascade: drafts[index].change.goesWith = drafts[index].change.goesWith ?? owner
        case .refuse: drafts[owner].dependsOn.insert(index)
        }
      }
    }
  }

  /// A change that needs a value which a live entity holds waits until that entity has given it up.
  private mutating func linkUniqueValues() {
    var claims: [UniqueValue: Int] = [:]
    for (index, draft) in drafts.enumerated() where draft.change.action != .delete {
      let references = Dictionary(
        draft.change.references.map { ($0.field, $0.target) }, uniquingKeysWith: { first, _ in first })
      for value in uniqueValues(
        of: draft.change.kind, fields: draft.change.fields,
        reference: { field in
          switch references[field] {
          case nil: .some(nil)
          case .id(let id): .some(id)
          case .change: nil
          }
        })
      {
        claims[value] = index
      }
    }
    guard !claims.isEmpty else { return }
    for kind in Set(claims.keys.map(\.kind)).sorted(by: { $0.rank < $1.rank }) {
      for holder in state.all(kind) {
        for value in uniqueValues(of: kind, fields: holder.fields, reference: { .some(holder.referenceID($0)) }) {
          guard let claimant = claims[value], let id = holder.id, drafts[claimant].change.id != id else { continue }
          if let update = updateOf[kind]?[id] {
            drafts[claimant].dependsOn.insert(update)
          } else if let deletion = deletionOf[kind]?[id] {
            let freeing = drafts[deletion].change.goesWith ?? deletion
            drafts[claimant].dependsOn.insert(freeing)
            drafts[freeing].change.freesValueFor = claimant
            drafts[freeing].isEarly = true
          }
        }
      }
    }
  }

  /// The values of an entity that must be unique; `reference` gives nil for an entity that does not exist yet.
  private func uniqueValues(
    of kind: EntityKind, fields: Object, reference: (String) -> String??
  ) -> [UniqueValue] {
    (kind.naturalKeys + kind.uniqueFields.map { [$0] }).compactMap { key in
      var values: [String?] = []
      for field in key {
        if kind.reference(field) != nil {
          guard let id = reference(field) else { return nil }
          values.append(id)
        } else {
          values.append(fields[field]?.string)
        }
      }
      return values.contains { $0 != nil } ? UniqueValue(kind: kind, fields: key, values: values) : nil
    }
  }

  /// A deletion that comes early takes along those it waits for, and itself waits for what moves away from it.
  private mutating func markEarly() {
    var queue = drafts.indices.filter { drafts[$0].isEarly }
    while let index = queue.popLast() {
      for prerequisite in drafts[index].dependsOn where !drafts[prerequisite].isEarly {
        guard drafts[prerequisite].change.action == .delete else { continue }
        drafts[prerequisite].isEarly = true
        queue.append(prerequisite)
      }
    }
    for (index, draft) in drafts.enumerated() where draft.change.action == .update {
      for reference in draft.live?.references ?? [] {
        guard let rule = draft.change.kind.reference(reference.field), case .id(let id) = reference.target,
          let kind = EntityKind.collection(rule.collection), let owner = deletionOf[kind]?[id], drafts[owner].isEarly
        else { continue }
        drafts[owner].dependsOn.insert(index)
      }
    }
  }

  /// Some drafts that wait for each other, if there are any.
  private func findCycle() -> [Int]? {
    var waiting = drafts.map(\.dependsOn.count)
    var dependants: [[Int]] = Array(repeating: [], count: drafts.count)
    for (index, draft) in drafts.enumerated() {
      for prerequisite in draft.dependsOn { dependants[prerequisite].append(index) }
    }
    var ready = drafts.indices.filter { waiting[$0] == 0 }
    var done = 0
    while let index = ready.popLast() {
      done += 1
      for dependant in dependants[index] {
        waiting[dependant] -= 1
        if waiting[dependant] == 0 { ready.append(dependant) }
      }
    }
    guard done < drafts.count, var index = drafts.indices.first(where: { waiting[$0] > 0 }) else { return nil }
    // Walking backwards along what is still waited for must come around.
    var path: [Int] = []
    while !path.contains(index) {
      path.append(index)
      guard let next = drafts[index].dependsOn.filter({ waiting[$0] > 0 }).min() else { break }
      index = next
    }
    return Array(path.drop { $0 != index })
  }

  private mutating func reportCycle(_ cycle: [Int]) {
    let titles = cycle.map { drafts[$0].change.title }
    diagnostics.append(
      Diagnostic(
        code: "exchanged-values",
        "these changes need each other's unique values, so that none can go first: \(titles.joined(separator: ", "))",
        at: cycle.map { drafts[$0].change.place }.first { $0.isKnown } ?? .none,
        hint: "give one of them a temporary name, sync, and then give it its final name"))
  }

  /// The drafts in the order of output, with dependencies as positions in it.
  func plan() -> Plan {
    let order = drafts.indices.sorted { sortKey($0) < sortKey($1) }
    var positions = Array(repeating: 0, count: drafts.count)
    for (position, index) in order.enumerated() { positions[index] = position }
    var plan = Plan()
    plan.changes.reserveCapacity(drafts.count)
    for index in order {
      var change = drafts[index].change
      change.dependsOn = drafts[index].dependsOn.map { positions[$0] }.sorted()
      change.goesWith = change.goesWith.map { positions[$0] }
      change.freesValueFor = change.freesValueFor.map { positions[$0] }
      for reference in change.references.indices {
        if case .change(let target) = change.references[reference].target {
          change.references[reference].target = .change(positions[target])
        }
      }
      plan.changes.append(change)
    }
    return plan
  }

  /// Early deletions, then creations and updates by kind, then deletions the other way round; by name within a kind.
  private func sortKey(_ index: Int) -> SortKey {
    let change = drafts[index].change
    let isDeletion = change.action == .delete
    return SortKey(
      phase: isDeletion ? (drafts[index].isEarly ? 0 : 2) : 1, rank: isDeletion ? -change.kind.rank : change.kind.rank,
      label: change.label, tie: isDeletion ? change.id ?? "" : "", position: drafts[index].desired ?? 0)
  }

  private struct SortKey: Comparable {
    var phase: Int
    var rank: Int
    var label: String
    var tie: String
    var position: Int

    static func < (left: SortKey, right: SortKey) -> Bool {
      if left.phase != right.phase { return left.phase < right.phase }
      if left.rank != right.rank { return left.rank < right.rank }
      if left.label != right.label { return left.label.utf8.lexicographicallyPrecedes(right.label.utf8) }
      if left.tie != right.tie { return left.tie.utf8.lexicographicallyPrecedes(right.tie.utf8) }
      return left.position < right.position
    }
  }
}
