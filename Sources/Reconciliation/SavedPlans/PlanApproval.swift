import Diagnostics

/// A plan that was approved and is to be carried out if it still holds.
package struct PlanApproval: Sendable {
  /// The plan.
  package var plan: SavedPlan
  /// What a plan would be made of now.
  package var origin: PlanOrigin

  /// Makes an approval.
  package init(_ plan: SavedPlan, _ origin: PlanOrigin) {
    self.plan = plan
    self.origin = origin
  }

  /// So many reasons are told.
  private static let longestList = 100

  /// What is to be said where the plan is for another target.
  private func objection(to target: SavedPlan.Target) -> Diagnostic? {
    if let name = plan.target.name, let given = origin.targetName {
      guard name != given else { return nil }
      return Diagnostic(
        code: "other-target", "the plan was made for the target '\(name)', and this run is for '\(given)'",
        hint: "make a plan for this target")
    }
    guard plan.target.identity != target.identity else { return nil }
    return Diagnostic(
      code: "other-target",
      "the plan was made for \(plan.target.title(besides: target)), and this run is for \(target.title(besides: plan.target))",
      hint: "make a plan for this target; one that is reached in two ways can be named: --target-name NAME both times")
  }

  /// Why the plan does not hold any more; empty where it does.
  func objections(to preparation: Preparation, _ reader: any TargetReader) -> [Diagnostic] {
    let now = SavedPlan(preparation, origin, of: reader)
    if let objection = objection(to: now.target) { return [objection] }
    let moved = movedFiles
    let text = PlanDepartureText(movedFiles: Set(moved.map(\.name)))
    var reasons = settings(now)
    let departures = PlanDeparture.find(plan.changes, now.changes)
    reasons += departures.prefix(PlanApproval.longestList).map(text.diagnostic)
    guard !reasons.isEmpty else { return [] }
    let rest = departures.count - PlanApproval.longestList
    if rest > 0 { reasons.append(Diagnostic(code: "plan-outdated", "… and \(rest) more that are otherwise")) }
    let verdict = Diagnostic(
      code: "plan-outdated", "the plan does not hold any more, and nothing was written",
      hint: "make a new plan, and have that approved")
    return [verdict] + moved.map(\.reason) + reasons
  }

  private func settings(_ now: SavedPlan) -> [Diagnostic] {
    var reasons: [Diagnostic] = []
    if plan.target.workspace != now.target.workspace {
      let (old, new) = (plan.target.workspace ?? "default", now.target.workspace ?? "default")
      reasons.append(
        Diagnostic(code: "plan-outdated", "the plan is for the workspace '\(old)', and the files are for '\(new)' now"))
    } else if plan.createdWorkspace != now.createdWorkspace {
      let name = plan.createdWorkspace ?? now.createdWorkspace ?? ""
      reasons.append(
        Diagnostic(
          code: "plan-outdated",
          "the target moved: the workspace '\(name)' "
            + (plan.createdWorkspace == nil ? "is gone, and would be created" : "was to be created, and is there now")))
    }
    return reasons
  }

  /// The files that are not as they were. That alone refuses nothing: it explains.
  private var movedFiles: [(name: String, reason: Diagnostic)] {
    var left = plan.files
    var found: [(name: String, reason: Diagnostic)] = []
    for file in origin.files {
      if let index = left.firstIndex(of: file) ?? left.firstIndex(where: { $0.digest == file.digest }) {
        left.remove(at: index)
      } else if let index = left.firstIndex(where: { $0.name == file.name }) {
        left.remove(at: index)
        found.append(moved(file, "is not as it was when the plan was made"))
      } else {
        found.append(moved(file, "was not there when the plan was made"))
      }
    }
    return found + left.map { moved($0, "was there when the plan was made, and is not now") }
  }

  private func moved(_ file: SavedPlan.File, _ words: String) -> (name: String, reason: Diagnostic) {
    let name = file.name == "-" ? "standard input" : "'\(file.name)'"
    return (file.name, Diagnostic(code: "plan-outdated", "the files moved: \(name) \(words)"))
  }
}

extension SavedPlan.Target {
  /// The address, with the id where another target has the same one.
  fileprivate func title(besides other: SavedPlan.Target) -> String {
    address == other.address ? "\(address) with the id \(identity)" : address
  }
}
