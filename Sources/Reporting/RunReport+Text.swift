import Comparison
import Reconciliation

extension RunReport {
  /// The block of numbers at the end of a run.
  package func summaryText(_ plans: PlanText) -> String {
    plans.summary(
      created: count(.create), updated: count(.update), deleted: count(.delete), failed: failed, notTried: notTried,
      kept: plan.kept, classes: plan.isClassified ? DriftClass.allCases.map { ($0, plan.count($0)) } : [],
      isOneLoad: isOneLoad && outcomes?.contains(.done) ?? false)
  }
}
