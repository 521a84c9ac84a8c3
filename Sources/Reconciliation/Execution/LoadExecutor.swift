import Diagnostics
import GatewayModel
import StateFiles

/// Brings a plan to a target that takes all changes in one load, or none.
struct LoadExecutor {
  let plan: Plan
  let base: Snapshot
  let writer: any TargetWriter
  let options: ExecutionOptions
  let report: (Int, ExecutionResult.Outcome) -> Void

  func run() async -> ExecutionResult {
    if plan.isEmpty { return result([]) }
    if options.isInterrupted() { return result(.interrupted) }
    let ids = NamedIDs.settle(plan.changes, among: base.whole ?? base.state)
    let writes = plan.changes.indices.map { EntityWrite(plan.changes[$0], id: ids[$0], ids: ids) }
    guard let numbers = await begin(writes) else { return result(.journalLost) }
    do {
      switch try await writer.writeAll(writes, onto: base) {
      case .taken:
        options.scribe?.settled(numbers, .done)
        return result(done)
      case .unconfirmed:
        options.scribe?.settled(numbers, .done)
        return await confirmed(writes)
      case .refused(let faults):
        options.scribe?.settled(numbers, .unsent)
        return result(refused: faults)
      case .overtaken:
        options.scribe?.settled(numbers, .unsent)
        return overtaken()
      case .unknown(let error):
        options.scribe?.settled(numbers, .failed(error))
        return unknown(error)
      }
    } catch {
      options.scribe?.settled(numbers, .failed(error))
      var result = result(error.isLost ? .gatewayLost : .loadRefused)
      result.diagnostics = [Diagnostic(error)]
      return result
    }
  }

  /// Takes all changes down, but for what goes with deletions: their lines name it. The numbers, or nil where that cannot
  /// be done.
  private func begin(_ writes: [EntityWrite]) async -> Range<Int>? {
    guard let scribe = options.scribe else { return 0..<0 }
    let own = plan.changes.indices.filter { plan.changes[$0].goesWith == nil }
    return await scribe.begin(own, own.map { writes[$0] }).map { $0..<$0 + own.count }
  }

  private var done: [ExecutionResult.Outcome] { Array(repeating: .done, count: plan.changes.count) }

  private func overtaken() -> ExecutionResult {
    var result = result(.loadRefused)
    result.end = .refused
    result.diagnostics = [
      Diagnostic(
        code: "concurrent-run",
        "the gateway holds another configuration than it did when the plan was made: somebody else has loaded one, and "
          + "nothing was loaded over it",
        hint: "run again: the plan is made from what is there now")
    ]
    return result
  }

  private func unknown(_ error: TargetError) -> ExecutionResult {
    var result = result(Array(repeating: .failed, count: plan.changes.count))
    result.end = .partial
    result.diagnostics = [
      Diagnostic(
        code: "gateway-error", "whether the gateway has taken the load is not known: \(error)",
        hint: "a diff shows what it holds")
    ]
    return result
  }

  /// Looks at what the target holds, since another version may call the same state by another name.
  private func confirmed(_ writes: [EntityWrite]) async -> ExecutionResult {
    var result = result(done)
    let outcome: LoadCheck.Outcome
    do throws(TargetError) {
      let check = LoadCheck(plan, writes, base.whole ?? base.state, schemas: options.schemas ?? base.schemas)
      outcome = check.outcome(try await writer.reader.state(in: Scope()))
    } catch {
      result.end = .partial
      result.diagnostics = [
        Diagnostic(
          code: "gateway-error", "the gateway has taken the load, and whether it holds it cannot be read: \(error)",
          hint: "a diff shows what it holds")
      ]
      return result
    }
    guard case .other(let what) = outcome else { return result }
    result.end = .partial
    result.diagnostics = [
      Diagnostic(
        code: "not-as-planned",
        "the gateway has taken the load, and holds something else by now (\(what)): somebody else has loaded a "
          + "configuration", hint: "a diff shows what differs now")
    ]
    return result
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
