import Diagnostics
import GatewayModel

/// Brings a plan to a target that takes all changes in one load, or none.
struct LoadExecutor {
  let plan: Plan
  let base: Snapshot
  let writer: any TargetWriter
  let options: ExecutionOptions
  let report: (Int, ExecutionResult.Outcome) -> Void

  func run() async -> ExecutionResult {
    if options.isInterrupted() { return result(.interrupted) }
    let ids = plan.drawnIDs()
    let writes = plan.changes.indices.map { EntityWrite(plan.changes[$0], id: ids[$0], ids: ids) }
    do {
      let faults = try await writer.writeAll(writes, onto: base)
      guard faults.isEmpty else { return result(refused: faults) }
      return result(Array(repeating: .done, count: plan.changes.count))
    } catch {
      var result = result(error.isLost ? .gatewayLost : .loadRefused)
      result.diagnostics = [Diagnostic(error)]
      return result
    }
  }

  private func result(refused faults: [LoadFault]) -> ExecutionResult {
    var outcomes = Array(repeating: ExecutionResult.Outcome.notTried(.loadRefused), count: plan.changes.count)
    var diagnostics: [Diagnostic] = []
    for fault in faults {
      guard let index = fault.change, plan.changes.indices.contains(index) else {
        diagnostics.append(Diagnostic(.refused(fault.refusal)))
        continue
      }
      outcomes[index] = .failed
      diagnostics += RefusalReport.diagnostics(for: .refused(fault.refusal), change: plan.changes[index])
    }
    var result = result(outcomes)
    result.diagnostics = diagnostics
    return result
  }

  private func result(_ reason: ExecutionResult.Reason) -> ExecutionResult {
    var result = result(Array(repeating: .notTried(reason), count: plan.changes.count))
    result.isInterrupted = reason == .interrupted
    return result
  }

  private func result(_ outcomes: [ExecutionResult.Outcome]) -> ExecutionResult {
    for (index, outcome) in outcomes.enumerated() { report(index, outcome) }
    return ExecutionResult(outcomes: outcomes)
  }
}
