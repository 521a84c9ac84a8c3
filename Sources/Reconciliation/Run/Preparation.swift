package import Diagnostics
import Documents
import GatewayModel
package import StateFiles

/// What a run has found out before anything is written: from files and target to a plan.
package struct Preparation: Sendable {
  /// What is to be done.
  package var plan: Plan
  /// What the files want.
  package var desired: DesiredState
  /// What the target holds, with the schemas that the plan was made with.
  package var snapshot: Snapshot
  /// What was noticed and keeps nothing from being done.
  package var warnings: [Diagnostic]
  /// The workspace that has to be created first.
  package var missingWorkspace: String?
  /// The workspace that is to be gone when all else is done.
  package var spareWorkspace: String?
  /// When the target was read, in seconds since 1970.
  var readAt = 0
  /// What deletions take along; nothing where no journal is asked for.
  var takenAlong = TakenAlong()
  /// What the target keeps only as hashes and is known in clear, by kind and id.
  var plain: [EntityKind: [String: Object]] = [:]
  /// The fields that a journal knows to be fed by the environment, by collection.
  var recalledFields: [String: Set<[String]>] = [:]
  /// What stays otherwise than it was asked for.
  var leftovers: [Diagnostic] = []

  /// The schemas that the plan was made with, those that the files bring included.
  package var schemas: SchemaSet { snapshot.schemas.extended(by: desired) }

  /// The fields that the environment feeds, by collection and by the names on the way down.
  var environmentFields: [String: Set<[String]>] {
    desired.environmentFields.merging(recalledFields) { $0.union($1) }
  }

  /// How many entities the files have.
  package var wanted: Int {
    let scope = desired.scope
    let isManaged = KindMap { scope.manages($0) }
    return desired.entities.count { isManaged[$0.kind] }
  }

  /// How many entities of each kind the target has, by collection.
  package var existing: [String: Int] {
    Dictionary(uniqueKeysWithValues: EntityKind.all.map { ($0.collection, snapshot.state.all($0).count) })
  }

  /// Whether carrying it out would change anything.
  package var differs: Bool { !plan.isEmpty || missingWorkspace != nil || spareWorkspace != nil }
}

extension Preparation {
  /// Reads the target and plans; reports every fault that can be found without writing.
  ///
  /// - Parameter noticed: What was found wrong with the files.
  static func make(
    _ given: DesiredState, noticed: [Diagnostic], _ request: RunRequest, _ reader: any TargetReader
  ) async throws(DiagnosticError) -> Preparation {
    var desired = given
    if request.showsEnvironment { desired.showEnvironmentValues() }
    let workspace = desired.scope.workspace
    let readAt = JournalTime.now
    let isThere: Bool
    var takenAlong = TakenAlong()
    var snapshot: Snapshot
    var planned: (plan: Plan, diagnostics: [Diagnostic])
    do throws(TargetError) {
      isThere = request.skipsWorkspaceCheck ? true : try await reader.inWorkspace(workspace).hasWorkspace()
    } catch {
      throw DiagnosticError(request.severities.weigh(noticed) + [Diagnostic(error)])
    }
    if !isThere, request.needsWorkspace { throw DiagnosticError(.missingWorkspace(workspace ?? "")) }
    do throws(TargetError) {
      var wanted = SnapshotRequest(
        for: desired, base: request.base?.desired, refersToGateway: request.plan.refersToGateway)
      wanted.isWorkspaceThere = isThere
      snapshot = try await reader.snapshot(wanted)
      var planner = Planner(desired: desired, base: request.base, snapshot: snapshot, options: request.plan)
      if request.showsEnvironment { planner.origins = given }
      let questions = planner.outsideQuestions
      let place = reader.inWorkspace(isThere ? workspace ?? reader.workspace : nil)
      planned = planner.plan(outside: questions.isEmpty ? GatewayState() : try await place.find(questions))
      planned.diagnostics += await Judgement.diagnostics(
        of: planner, request.asking, place, snapshot.information, parallelism: request.execution.parallelism)
      if request.reportsDeletions {
        try await snapshot.schemas.add(for: planned.plan.changes.filter { $0.action == .delete }, reader)
      }
      if request.isJournaled {
        takenAlong = try await TakenAlong.find(planned.plan, snapshot.state, scope: desired.scope, place)
      }
    } catch {
      throw DiagnosticError(request.severities.weigh(noticed) + [Diagnostic(error)])
    }
    if request.showsDriftOnly { planned.plan = planned.plan.onlyDrift() }
    let advice = FormatAdvice.find(in: desired, version: snapshot.information.majorMinor)
    let found = request.severities.weigh(noticed + advice + planned.diagnostics + takenAlong.warnings)
    if found.contains(where: { $0.severity == .error }) { throw DiagnosticError(found) }
    var preparation = Preparation(
      plan: planned.plan, desired: desired, snapshot: snapshot, warnings: found,
      missingWorkspace: isThere ? nil : workspace)
    preparation.readAt = readAt
    preparation.takenAlong = takenAlong
    return preparation
  }
}
