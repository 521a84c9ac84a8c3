import Comparison
import Diagnostics
import Documents
import GatewayModel

/// Settles what must be done before what, and puts drafts into the order of the plan.
struct DependencyGraph {
  var drafts: [Planner.Draft]
  var diagnostics: [Diagnostic] = []

  let state: GatewayState
  private let isOrdered: Bool
  private var deletionOf: [EntityKind: [String: Int]] = [:]
  private var updateOf: [EntityKind: [String: Int]] = [:]
  /// Why a draft waits for another, where it is for values that the other's entity holds.
  var handovers: [Edge: [Handover]] = [:]

  /// A value that only one entity of a kind may have.
  private struct UniqueValue: Hashable {
    var kind: EntityKind
    var key: NaturalKey
  }

  /// One draft waits for another.
  struct Edge: Hashable {
    var waiting: Int
    var prerequisite: Int
  }

  /// A value that a live entity has to give up.
  struct Handover {
    var fields: [String]
    var holder: Entity
  }

  /// - Parameter isOrdered: Whether changes come one after the other; where all come at once, values change hands freely.
  init(drafts: consuming [Planner.Draft], state: GatewayState, isOrdered: Bool = true) {
    self.isOrdered = isOrdered
    self.drafts = drafts
    self.state = state
    // Drafts are large: they are looked at where they are, here and below.
    for index in drafts.indices {
      let action = drafts[index].change.action
      guard action == .delete || action == .update, let id = drafts[index].change.id else { continue }
      let kind = drafts[index].change.kind
      if action == .delete {
        deletionOf[kind, default: [:]][id] = index
      } else {
        updateOf[kind, default: [:]][id] = index
      }
    }
  }

  /// Adds the dependencies that follow from ownership and from values that change hands.
  mutating func link() {
    linkDeletions()
    linkUniqueValues()
    if isOrdered { linkIDs() }
    markEarly()
    waitForMoves()
    breakCycles()
    markEarly()
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
    for index in drafts.indices where mayClaim(drafts[index].change) {
      let references = DependencyGraph.references(drafts[index].change.references)
      for value in uniqueValues(of: drafts[index].change.kind, drafts[index].change.fields, references) {
        claims[value] = index
      }
    }
    guard !claims.isEmpty else { return }
    for kind in Set(claims.keys.map(\.kind)).sorted(by: { $0.rank < $1.rank }) {
      for holder in state.all(kind) {
        for value in uniqueValues(of: kind, holder.fields, holder.references) {
          guard let claimant = claims[value], let id = holder.id, drafts[claimant].change.id != id else { continue }
          if !isOrdered, updateOf[kind]?[id] != nil || deletionOf[kind]?[id] != nil { continue }
          var freeing: Int
          if let update = updateOf[kind]?[id] {
            freeing = update
          } else if let deletion = deletionOf[kind]?[id] {
            freeing = giveWay(deletion, to: claimant)
          } else {
            reportTaken(value.key.fields, by: holder, from: claimant)
            continue
          }
          drafts[claimant].dependsOn.insert(freeing)
          handovers[Edge(waiting: claimant, prerequisite: freeing), default: []].append(
            Handover(fields: value.key.fields, holder: holder))
        }
      }
    }
  }

  /// Lets a deletion, or the one that it goes with, free something for another draft.
  private mutating func giveWay(_ deletion: Int, to claimant: Int) -> Int {
    var freeing = deletion
    while let owner = drafts[freeing].change.goesWith { freeing = owner }
    drafts[freeing].change.freesValueFor = claimant
    return freeing
  }

  /// What is made anew under the id that it had waits until the former one is gone.
  private mutating func linkIDs() {
    for index in drafts.indices where drafts[index].change.action == .create {
      let kind = drafts[index].change.kind
      guard let id = drafts[index].change.id, let holder = state.entity(kind, id: id) else { continue }
      if let deletion = deletionOf[kind]?[id] {
        drafts[index].dependsOn.insert(giveWay(deletion, to: index))
      } else {
        reportTaken(["id"], by: holder, from: index)
      }
    }
  }

  /// What nobody gives up cannot be had: the gateway would refuse the change.
  private mutating func reportTaken(_ fields: [String], by holder: Entity, from claimant: Int) {
    let change = drafts[claimant].change
    // Two links of the same entities are one.
    guard holder.kind.hasID else { return }
    let words = holder.kind.words(forKey: fields)
    let place = fields.last { holder.kind.reference($0) == nil }.flatMap { change.fields[$0]?.place } ?? change.place
    let isKnownByMore = fields.count > 1 && change.action == .create
    diagnostics.append(
      Diagnostic(
        code: "value-taken",
        "\(change.title): the gateway's \(holder.kind.name) \(state.label(holder)) has this \(words), and this run leaves it so",
        at: place.isKnown ? place : change.place,
        hint: isKnownByMore
          ? "only one \(holder.kind.name) may have it: leave the id out to mean that one\(holder.id.map { ", or give its own: \($0)" } ?? "")"
          : "give one of the two another \(words); only one \(holder.kind.name) may have it"))
  }

  /// Whether a change may want a value that another entity has: an update that leaves those alone does not, nor does
  /// anything where the gateway has no entity of the kind.
  private func mayClaim(_ change: Change) -> Bool {
    switch change.action {
    case .delete, .free: return false
    case .create: return !state.all(change.kind).isEmpty
    case .update:
      let fields = change.kind.enforcedKeys.joined()
      return change.differences.contains { difference in
        guard case .key(let name)? = difference.path.steps.first else { return true }
        return fields.contains(name)
      }
    }
  }

  /// What an entity has that no other of its kind may have.
  private func uniqueValues(of kind: EntityKind, _ fields: Object, _ references: [EntityReference]) -> [UniqueValue] {
    kind.enforcedKeys.compactMap { key in
      NaturalKey(key, fields, references) { target in
        // What is created by this plan is referred to by nothing that is there.
        if case .desired = target { nil } else { target }
      }.map { UniqueValue(kind: kind, key: $0) }
    }
  }

  private static func references(_ references: [Change.Reference]) -> [EntityReference] {
    references.map { reference in
      switch reference.target {
      case .id(let id): EntityReference(field: reference.field, target: .id(id), item: reference.item)
      case .change(let draft): EntityReference(field: reference.field, target: .desired(draft), item: reference.item)
      }
    }
  }

  /// Deletions that free a value come early, and so do those that they wait for or go with.
  private mutating func markEarly() {
    for index in drafts.indices { drafts[index].isEarly = drafts[index].change.freesValueFor != nil }
    var queue = drafts.indices.filter { drafts[$0].isEarly }
    while let index = queue.popLast() {
      let owner = drafts[index].change.goesWith.map { [$0] } ?? []
      for prerequisite in drafts[index].dependsOn.union(owner) where !drafts[prerequisite].isEarly {
        guard drafts[prerequisite].change.action == .delete else { continue }
        drafts[prerequisite].isEarly = true
        queue.append(prerequisite)
      }
    }
  }

  /// An early deletion waits for what moves away from its entity, which would go with it otherwise.
  private mutating func waitForMoves() {
    guard drafts.contains(where: { $0.isEarly }) else { return }
    for index in drafts.indices where drafts[index].change.action == .update {
      for reference in drafts[index].live?.references ?? [] {
        guard let rule = drafts[index].change.kind.reference(reference.field), case .id(let id) = reference.target,
          let kind = EntityKind.collection(rule.collection), let owner = deletionOf[kind]?[id], drafts[owner].isEarly
        else { continue }
        drafts[owner].dependsOn.insert(index)
      }
    }
  }

  /// The positions of the drafts in the order of output.
  func outputOrder() -> [Int] {
    let keys = drafts.indices.map(sortKey)
    return drafts.indices.sorted { keys[$0] < keys[$1] }
  }

  /// The drafts in the order of output, with dependencies as positions in it.
  func plan() -> Plan {
    let order = outputOrder()
    var positions = Array(repeating: 0, count: drafts.count)
    for (position, index) in order.enumerated() { positions[index] = position }
    var plan = Plan()
    plan.changes.reserveCapacity(drafts.count)
    for index in order {
      var change = drafts[index].change
      change.dependsOn = drafts[index].dependsOn.map { positions[$0] }.sorted()
      change.goesWith = change.goesWith.map { positions[$0] }
      change.freesValueFor = change.freesValueFor.map { positions[$0] }
      change.isEarly = drafts[index].isEarly
      for reference in change.references.indices {
        if case .change(let target) = change.references[reference].target {
          change.references[reference].target = .change(positions[target])
        }
      }
      plan.changes.append(change)
    }
    return plan
  }

  /// Values that are freed for a time, early deletions, then creations and updates by kind, then deletions the other way round; by name within a kind.
  private func sortKey(_ index: Int) -> SortKey {
    let change = drafts[index].change
    let isDeletion = change.action == .delete
    return SortKey(
      phase: change.action == .free ? 0 : isDeletion ? (drafts[index].isEarly ? 1 : 3) : 2,
      rank: isDeletion ? -change.kind.rank : change.kind.rank,
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
      if left.label != right.label { return left.label.precedesInBytes(right.label) }
      if left.tie != right.tie { return left.tie.precedesInBytes(right.tie) }
      return left.position < right.position
    }
  }
}
