import Reconciliation
import Reporting

/// Prints outcomes in the plan's order, whichever order they come in: each as soon as all before it are known.
struct OrderedOutcomes {
  private let plan: Plan
  private let console: Console
  private var waiting: [Int: ExecutionResult.Outcome] = [:]
  private var next = 0

  init(plan: Plan, console: Console) {
    self.plan = plan
    self.console = console
  }

  /// Takes the outcome of the change at a position of the plan.
  mutating func add(_ index: Int, _ outcome: ExecutionResult.Outcome) {
    waiting[index] = outcome
    while let outcome = waiting.removeValue(forKey: next) {
      console.print(console.plans.outcome(outcome, of: plan.changes[next], in: plan))
      next += 1
    }
  }
}
