import Comparison
import Diagnostics
import Documents
import GatewayModel
import StateFiles

/// A second look at what was written.
enum Verification {
  /// Reads the kinds that were written once more; says what of them is not as the files want it.
  static func faults(
    after preparation: Preparation, _ request: RunRequest, _ reader: any TargetReader
  ) async -> [Diagnostic] {
    let written = preparation.desired.limited(to: Set(preparation.plan.changes.map(\.kind.collection)))
    do {
      let snapshot = try await reader.snapshot(
        SnapshotRequest(
          for: written, base: request.base?.desired, refersToGateway: request.plan.refersToGateway))
      var planner = Planner(desired: written, base: request.base, snapshot: snapshot, options: request.plan)
      let questions = planner.outsideQuestions
      let place = reader.inWorkspace(written.scope.workspace ?? reader.workspace)
      let again = planner.plan(outside: questions.isEmpty ? .init() : try await place.find(questions))
      return again.diagnostics.filter { $0.severity == .error } + again.plan.changes.map(remark)
    } catch {
      return [Diagnostic(error)]
    }
  }

  /// What a change that would still be needed says of what somebody else did.
  private static func remark(_ change: Change) -> Diagnostic {
    let words: String
    switch change.action {
    case .create: words = "\(change.title) is gone again"
    case .delete: words = "\(change.title) has come meanwhile"
    case .update, .free:
      let fields = change.differences.map { "\($0.path)" }.joined(separator: ", ")
      words = "\(change.title): \(fields.isEmpty ? "it" : fields) is not as this run left it"
    }
    return Diagnostic(
      code: "not-as-planned", "\(words): somebody else writes to the gateway",
      at: change.differences.first?.place ?? change.place, hint: "a diff shows what differs now")
  }
}
