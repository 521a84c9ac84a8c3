import Diagnostics
import GatewayModel
import StateFiles

/// From a journal and a target to the plan of the way back.
struct UndoPreparation {
  private let journal: Journal
  private let overwrites: Bool
  private let request: RunRequest
  private let scope: Scope

  init(_ journal: Journal, _ request: RunRequest, overwrites: Bool) {
    self.journal = journal
    self.overwrites = overwrites
    self.request = request
    self.scope = UndoPreparation.scope(of: journal)
  }

  /// The kinds that the run touched, and those whose entities may belong to theirs.
  private static func scope(of journal: Journal) -> Scope {
    var kinds = Set(journal.records.map(\.kind))
    var reached = kinds.map(\.collection)
    while let collection = reached.popLast() {
      for kind in EntityKind.all where kind.references.contains(where: { $0.collection == collection }) {
        if kinds.insert(kind).inserted { reached.append(kind.collection) }
      }
    }
    var scope = Scope(onlyCollections: Set(kinds.map(\.collection)))
    scope.workspace = journal.header.workspace
    return scope
  }

  /// Reads the target and plans.
  func make(_ reader: any TargetReader) async throws(DiagnosticError) -> Preparation {
    let isThere: Bool
    do throws(TargetError) {
      isThere = request.skipsWorkspaceCheck ? true : try await reader.inWorkspace(scope.workspace).hasWorkspace()
    } catch {
      throw DiagnosticError(Diagnostic(error))
    }
    if !isThere, journal.workspaceChange == nil { throw DiagnosticError(.missingWorkspace(scope.workspace ?? "")) }
    let made: Result<Preparation, DiagnosticError>
    do throws(TargetError) {
      made = try await make(reader, isThere: isThere)
    } catch {
      throw DiagnosticError(Diagnostic(error))
    }
    return try made.get()
  }

  private func make(
    _ reader: any TargetReader, isThere: Bool
  ) async throws(TargetError) -> Result<Preparation, DiagnosticError> {
    let readAt = JournalTime.now
    var wanted = SnapshotRequest(for: DesiredState(scope: scope, entities: entities))
    wanted.isWorkspaceThere = isThere
    var snapshot = try await reader.snapshot(wanted)
    let unreadable = journal.records.map(\.kind).first { snapshot.state.unreadable[$0] != nil }
    if let kind = unreadable {
      return .failure(
        DiagnosticError(
          Diagnostic(
            code: "unreadable-kind", "the gateway does not let \(kind.collection) be read, which the run has written")))
    }
    let way = WayBack(
      journal, state: snapshot.state,
      schemas: snapshot.schemas.extended(by: DesiredState(scope: scope, entities: entities)),
      scope: scope, overwrites: overwrites, now: readAt,
      takesStoredSecrets: snapshot.information.capabilities.takesStoredSecrets)
    var options = request.plan
    options.deletable = way.deletable
    var planner = Planner(desired: way.desired, snapshot: snapshot, options: options)
    var (plan, found) = planner.plan()
    let place = reader.inWorkspace(isThere ? scope.workspace : nil)
    found += await Judgement.diagnostics(
      of: planner, .suspects, place, snapshot.information, parallelism: request.execution.parallelism)
    if found.contains(where: { $0.severity == .error }) { return .failure(DiagnosticError(found)) }
    plan.recall(way, journal)
    if request.reportsDeletions {
      try await snapshot.schemas.add(for: plan.changes.filter { $0.action == .delete }, reader)
    }
    var preparation = Preparation(
      plan: plan, desired: way.desired, snapshot: snapshot, warnings: unsettled + way.notes + found,
      missingWorkspace: isThere ? nil : journal.workspaceChange == .deleted ? scope.workspace : nil)
    preparation.leftovers = way.notes
    preparation.plain = way.plain
    for record in journal.records where !record.fed.isEmpty {
      preparation.recalledFields[record.kind.collection, default: []].formUnion(record.fed)
    }
    preparation.readAt = readAt
    if isThere, journal.workspaceChange == .created, let name = scope.workspace {
      let capabilities = snapshot.information.capabilities
      if capabilities.deletesWorkspaces {
        preparation.spareWorkspace = name
      } else {
        preparation.warnings.append(.remainingWorkspace(name, capabilities))
      }
    }
    preparation.takenAlong = try await TakenAlong.find(plan, snapshot.state, scope: scope, place)
    return .success(preparation)
  }

  /// All that the run touched, as it was and as it was left.
  private var entities: [Entity] {
    journal.records.flatMap { [$0.before].compactMap(\.self) + $0.left.compactMap(\.entity) }
  }

  /// The writes of which the journal does not tell what became: the target does.
  private var unsettled: [Diagnostic] {
    guard !journal.unsettled.isEmpty else { return [] }
    let named = journal.unsettled.prefix(UndoPreparation.longestList).joined(separator: ", ")
    let more = journal.unsettled.count - UndoPreparation.longestList
    return [
      Diagnostic(
        .warning, code: "unsettled-writes",
        "the run ended before it was known what became of \(named)" + (more > 0 ? " and \(more) more" : ""),
        hint: "whether they were done is seen at the gateway")
    ]
  }

  private static let longestList = 10
}

extension Diagnostic {
  fileprivate static func remainingWorkspace(_ name: String, _ capabilities: TargetCapabilities) -> Diagnostic {
    Diagnostic(
      .warning, code: "remaining-workspace",
      "the workspace '\(name)', which the run created, stays: \(capabilities.name) deletes no workspaces")
  }
}
