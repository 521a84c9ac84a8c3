import Diagnostics
import GatewayModel

/// What deletions take along, whether the plan says so or not.
struct TakenAlong: Sendable {
  /// The entities that go with each deletion of a plan, by its position.
  private(set) var entities: [Int: [Entity]] = [:]
  /// The kinds of which entities may go, and which the target does not let be read.
  private(set) var unreadable: [EntityKind] = []

  /// What goes with the deletions of a plan; read from the target where the plan does not see it, as outside of the
  /// select tags.
  static func find(
    _ plan: Plan, _ state: GatewayState, scope: Scope, _ reader: any TargetReader
  ) async throws(TargetError) -> TakenAlong {
    let deletions = plan.changes.indices.filter { plan.changes[$0].action == .delete }
    guard !deletions.isEmpty else { return TakenAlong() }
    let kinds = cascading(from: Set(deletions.map { plan.changes[$0].kind }))
    guard !kinds.isEmpty else { return TakenAlong() }
    var whole = state
    if !scope.selectTags.isEmpty || kinds.contains(where: { !scope.manages($0) || scope.skipsPart(of: $0) }) {
      whole = try await reader.state(in: Scope(onlyCollections: Set(kinds.map(\.collection))))
    }
    var search = Search(plan: plan, state: whole, kinds: kinds)
    for index in deletions where plan.changes[index].goesWith == nil { search.follow(index) }
    return TakenAlong(entities: search.found, unreadable: kinds.filter { whole.unreadable[$0] != nil })
  }

  /// What a journal will not have, and so no undo can bring back.
  var warnings: [Diagnostic] {
    unreadable.map { kind in
      Diagnostic(
        .warning, code: "unjournaled",
        "\(kind.collection) that go with what is deleted come into no journal: the gateway does not let them be read")
    }
  }

  /// The kinds whose entities may go with one of these kinds.
  private static func cascading(from kinds: Set<EntityKind>) -> [EntityKind] {
    var reached = kinds.map(\.collection)
    var found: Set<EntityKind> = []
    while let collection = reached.popLast() {
      for kind in EntityKind.all {
        let cascades = kind.references.contains { $0.collection == collection && $0.onDeletion == .cascade }
        if cascades, found.insert(kind).inserted { reached.append(kind.collection) }
      }
    }
    return EntityKind.all.filter { found.contains($0) }
  }

  private struct Search {
    private(set) var found: [Int: [Entity]] = [:]
    private let plan: Plan
    /// What goes with an entity, by its collection and id.
    private var children: [String: [String: [Entity]]] = [:]
    /// The ids of what is deleted by a request of its own, or has moved away by then.
    private var apart: [EntityKind: Set<String>] = [:]

    init(plan: Plan, state: GatewayState, kinds: [EntityKind]) {
      self.plan = plan
      // What only gives a value up stays where it is, and goes with its owner after that.
      for change in plan.changes where [.update, .delete].contains(change.action) && change.goesWith == nil {
        if let id = change.id { apart[change.kind, default: []].insert(id) }
      }
      for kind in kinds {
        for entity in state.all(kind) {
          for reference in entity.references {
            guard let rule = kind.reference(reference.field), rule.onDeletion == .cascade,
              let id = reference.referredID
            else { continue }
            children[rule.collection, default: [:]][id, default: []].append(entity)
          }
        }
      }
    }

    /// Finds what goes with a deletion, and what goes with that.
    mutating func follow(_ index: Int) {
      let change = plan.changes[index]
      guard let id = change.id else { return }
      var seen: [EntityKind: Set<String>] = apart
      var queue = [(change.kind.collection, id)]
      var position = 0
      while position < queue.count {
        let (collection, id) = queue[position]
        position += 1
        for child in children[collection]?[id] ?? [] {
          guard let childID = child.id, seen[child.kind, default: []].insert(childID).inserted else { continue }
          found[index, default: []].append(child)
          queue.append((child.kind.collection, childID))
        }
      }
    }
  }
}

extension Scope {
  /// Whether some entities of a kind are left out although the kind is not.
  fileprivate func skipsPart(of kind: EntityKind) -> Bool {
    (skipsConsumers || !skippedCollections.isEmpty) && !kind.references.isEmpty
  }
}
