import Comparison
import Diagnostics
import Documents
import GatewayModel

/// Drafts that wait for each other in a circle.
extension DependencyGraph {
  /// Walks through the drafts as execution will; where it gets stuck, drafts wait for each other in a circle, and one
  /// of them is given the value it needs by freeing that for a time.
  mutating func breakCycles() {
    var waiting = drafts.map(\.dependsOn.count)
    var dependants: [[Int]] = Array(repeating: [], count: drafts.count)
    for index in drafts.indices {
      for prerequisite in drafts[index].dependsOn { dependants[prerequisite].append(index) }
    }
    var ready = drafts.indices.filter { waiting[$0] == 0 }
    let total = drafts.count
    var done = 0
    // What is freed follows from kinds and names, not from the order in which files were read.
    var order: [Int] = []
    var ranks: [Int] = []
    var firstStuck = 0
    while true {
      while let index = ready.popLast() {
        done += 1
        for dependant in dependants[index] {
          waiting[dependant] -= 1
          if waiting[dependant] == 0 { ready.append(dependant) }
        }
      }
      guard done < total else { return }
      if order.isEmpty {
        order = outputOrder()
        ranks = Array(repeating: 0, count: total)
        for (rank, index) in order.enumerated() { ranks[index] = rank }
      }
      while waiting[order[firstStuck]] <= 0 { firstStuck += 1 }
      let cycle = findCycle(from: order[firstStuck], by: ranks) { $0 < total && waiting[$0] > 0 }
      guard let edge = edges(of: cycle).first(where: canFree), free(edge) else { return reportCycle(cycle) }
      dependants[edge.prerequisite].removeAll { $0 == edge.waiting }
      waiting[edge.waiting] -= 1
      if waiting[edge.waiting] == 0 { ready.append(edge.waiting) }
    }
  }

  /// Drafts that wait for each other, each for the next: going from one to what it waits for must come around.
  private func findCycle(from start: Int, by ranks: [Int], isStuck: (Int) -> Bool) -> [Int] {
    var path: [Int] = []
    var positions: [Int: Int] = [:]
    var index = start
    while positions[index] == nil {
      positions[index] = path.count
      path.append(index)
      guard let next = drafts[index].dependsOn.filter(isStuck).min(by: { ranks[$0] < ranks[$1] }) else { break }
      index = next
    }
    return Array(path[(positions[index] ?? 0)...])
  }

  private func edges(of cycle: [Int]) -> [Edge] {
    cycle.enumerated().map { Edge(waiting: $1, prerequisite: cycle[($0 + 1) % cycle.count]) }
  }

  /// Whether a draft waits for values that can be freed for a time.
  private func canFree(_ edge: Edge) -> Bool {
    handovers[edge]?.allSatisfy { TemporaryValue.field(of: $0.fields, in: $0.holder) != nil } ?? false
  }

  private func references(of holder: Entity) -> [Change.Reference] {
    holder.references.compactMap { reference in
      holder.referenceID(reference.field).map { id in
        let owner = holder.kind.reference(reference.field).flatMap { EntityKind.collection($0.collection) }
          .flatMap { state.entity($0, id: id) }
        return Change.Reference(
          field: reference.field, target: .id(id), label: owner.map { state.label($0) } ?? id)
      }
    }
  }

  /// Adds a draft that gives the holder of values temporary ones, so that nobody waits for its own change.
  private mutating func free(_ edge: Edge) -> Bool {
    guard let found = handovers.removeValue(forKey: edge) else { return false }
    drafts[edge.waiting].dependsOn.remove(edge.prerequisite)
    // What goes with a deletion may be several entities.
    var holders: [Entity] = []
    for handover in found where !holders.contains(where: { $0.id == handover.holder.id }) {
      holders.append(handover.holder)
    }
    for holder in holders {
      let fields = found.filter { $0.holder.id == holder.id }.map(\.fields)
      let number = drafts.count
      drafts.append(Planner.Draft(change: freeing(fields, of: holder, before: edge.prerequisite), live: holder))
      drafts[edge.waiting].dependsOn.insert(number)
      drafts[edge.prerequisite].dependsOn.insert(number)
    }
    if drafts[edge.prerequisite].change.freesValueFor == edge.waiting {
      // Unless it frees something else too, the deletion comes last, like any other.
      let others = handovers.keys.filter { $0.prerequisite == edge.prerequisite }
      drafts[edge.prerequisite].change.freesValueFor = others.map(\.waiting).min()
    }
    return true
  }

  /// The change that gives an entity temporary values in the fields of some unique keys.
  private func freeing(_ keys: [[String]], of holder: Entity, before prerequisite: Int) -> Change {
    let values = keys.compactMap { TemporaryValue.field(of: $0, in: holder) }
    let own = drafts[prerequisite].change
    var change = Change(action: .free, kind: holder.kind, label: state.label(holder), id: holder.id)
    let hidden = Set(values.map(\.name).filter { isHidden($0, by: own) })
    if !hidden.isEmpty { change.label = own.label }
    if holder.kind.label.fields.isEmpty { change.detail = holder.id.map { "id \($0)" } }
    for (field, value) in values { change.fields[field] = Node(.string(value)) }
    for echo in TemporaryValue.echoes(of: change.fields, in: holder) { change.fields[echo.key] = echo.node }
    change.held = Object(holder.fields.filter { change.fields[$0.key] != nil })
    change.isPartial = true
    change.references = references(of: holder)
    change.differences = change.fields.map { member in
      let difference = FieldDifference(
        path: DocumentPath([.key(member.key)]), old: holder.fields[member.key], new: member.node, reason: .temporary)
      let isSecret = hidden.contains(member.key) || holder.kind.secretFields.contains(member.key)
      return isSecret ? difference.masked() : difference
    }
    return change
  }

  /// Whether the holder's own change masks a field, as it does where that is fed from the environment.
  private func isHidden(_ field: String, by change: Change) -> Bool {
    change.differences.contains { $0.path.steps.first == .key(field) && $0.isSecret }
  }

  private mutating func reportCycle(_ cycle: [Int]) {
    let titles = cycle.map { drafts[$0].change.title }
    diagnostics.append(
      Diagnostic(
        code: "exchanged-values",
        "these changes need each other's unique values, so that none can go first: \(titles.joined(separator: ", "))",
        at: cycle.map { drafts[$0].change.place }.first { $0.isKnown } ?? .none,
        hint: "take one of them out of the files, sync, and put it back"))
  }
}
