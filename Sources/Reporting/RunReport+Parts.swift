import Reconciliation
import StateFiles

extension RunReport {
  /// What a run over several workspaces did in one of them.
  package struct Part: Sendable {
    /// The workspace.
    package var workspace: String
    /// The position of its first change among those of the whole run.
    package var firstChange: Int

    /// Makes a part that begins at a change.
    package init(workspace: String, firstChange: Int) {
      self.workspace = workspace
      self.firstChange = firstChange
    }
  }

  /// Adds what a run did in one workspace: positions of changes are counted on.
  package mutating func append(_ other: RunReport, from workspace: String) {
    let first = plan.changes.count
    parts.append(Part(workspace: workspace, firstChange: first))
    plan.changes += other.plan.changes.map { change in
      var change = change
      change.dependsOn = change.dependsOn.map { $0 + first }
      change.goesWith = change.goesWith.map { $0 + first }
      change.freesValueFor = change.freesValueFor.map { $0 + first }
      for index in change.references.indices {
        if case .change(let position) = change.references[index].target {
          change.references[index].target = .change(position + first)
        }
      }
      return change
    }
    plan.kept.merge(other.plan.kept, uniquingKeysWith: +)
    if !isPreview {
      let missing = other.plan.changes.map { _ in ExecutionResult.Outcome.notTried(.interrupted) }
      outcomes = (outcomes ?? []) + (other.outcomes ?? missing).map { $0.moved(by: first) }
    }
    schemas.entities.merge(other.schemas.entities) { own, _ in own }
    for (name, configurations) in other.schemas.configurations {
      schemas.configurations[name, default: [:]].merge(configurations) { own, _ in own }
    }
    diagnostics += other.diagnostics
    if let found = other.gateway, let version = found.version {
      gateway?.version = version
      gateway?.edition = found.edition
    }
  }

  /// The workspace of a change in a run over several.
  func workspace(of index: Int) -> String? {
    part?.workspace ?? parts.last { $0.firstChange <= index }?.workspace
  }

  /// The position of a change in the whole run.
  func position(of index: Int) -> Int { index + (part?.firstChange ?? 0) }
}

extension ExecutionResult.Outcome {
  /// The same with positions of changes counted from elsewhere.
  fileprivate func moved(by count: Int) -> ExecutionResult.Outcome {
    switch self {
    case .notTried(.dependsOn(let index)): .notTried(.dependsOn(index + count))
    case .notTried(.claimantRefused(let index)): .notTried(.claimantRefused(index + count))
    default: self
    }
  }
}
