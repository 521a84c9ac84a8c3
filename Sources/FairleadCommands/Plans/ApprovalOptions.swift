import ArgumentParser
import Reconciliation

/// The flags of a verb that can carry out a saved plan.
struct ApprovalOptions: ParsableArguments {
  @Option(help: "Carry out this saved plan, if the same comes out when it is made anew; nothing is asked then.")
  var plan: String?

  @OptionGroup var target: TargetNameOption

  /// Puts into a request what these flags say.
  func apply(to request: inout RunRequest, verb: String, _ context: CommandContext) {
    guard let plan = context.approvedPlan else { return }
    request.approval = PlanApproval(plan, PlanFile.origin(context, verb: verb, target: target))
    request.reportsDeletions = true
  }
}

/// The flag that names a target.
struct TargetNameOption: ParsableArguments {
  @Option(
    name: .customLong("target-name"),
    help: "What a saved plan calls the target, so that it may be reached at another address when it is carried out.")
  var name: String?
}
