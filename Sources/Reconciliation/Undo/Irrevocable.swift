import Comparison
import Diagnostics
import Documents
import GatewayModel

/// What a run does that could not be taken back.
enum Irrevocable {
  /// What keeps a run from beginning that is to be whole or nothing: empty where it may begin all the same.
  static func objections(to preparation: Preparation, _ atomic: AtomicRequest) -> [Diagnostic] {
    atomic.isGranted ? [] : find(in: preparation)
  }

  /// Secrets that the target has only as hashes and that would be lost.
  static func find(in preparation: Preparation) -> [Diagnostic] {
    guard !preparation.snapshot.information.capabilities.takesStoredSecrets else { return [] }
    let (plan, state) = (preparation.plan, preparation.snapshot.state)
    var found: [Diagnostic] = []
    for (index, change) in plan.changes.enumerated() {
      switch change.action {
      case .create, .free: continue
      case .update:
        guard let live = state.entity(change.kind, id: change.id ?? "") else { continue }
        let changed = change.differences.map { $0.path.steps.first }
        found += live.storedHashes.filter { changed.contains(.key($0)) }.map { objection(change.title, $0) }
      case .delete:
        if change.goesWith == nil, let live = state.entity(change.kind, id: change.id ?? "") {
          found += live.storedHashes.map { objection(change.title, $0) }
        }
        for entity in preparation.takenAlong.entities[index] ?? [] {
          found += entity.storedHashes.map { objection("\(entity.kind.name) \(state.label(entity))", $0) }
        }
      }
    }
    return found + preparation.takenAlong.unreadable.map(unreadable)
  }

  private static func unreadable(_ kind: EntityKind) -> Diagnostic {
    Diagnostic(
      code: "not-revocable",
      "\(kind.collection) that go with what is deleted could not be brought back: the gateway does not let them be read",
      hint: "--yes begins all the same")
  }

  private static func objection(_ title: String, _ field: String) -> Diagnostic {
    Diagnostic(
      code: "not-revocable",
      "\(title) could not be taken back: the gateway has its \(field) as a hash alone",
      hint: "--yes begins all the same")
  }
}
