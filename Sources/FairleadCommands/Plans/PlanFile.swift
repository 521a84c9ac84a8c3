import Diagnostics
import Documents
import Reconciliation
import StateFiles

/// Saved plans as files.
enum PlanFile {
  /// What a plan is made of besides files: the flags, and what the environment holds for templates.
  static func origin(
    _ context: CommandContext, verb: String, target: TargetNameOption, flags: [SavedPlan.Flag] = []
  ) -> PlanOrigin {
    origin(context, verb: verb, targetName: target.name, flags: flags)
  }

  /// The same for a target that has this name, or none.
  static func origin(
    _ context: CommandContext, verb: String, targetName: String?, flags: [SavedPlan.Flag] = []
  ) -> PlanOrigin {
    var origin = PlanOrigin(toolVersion: context.version, verb: verb, targetName: targetName, flags: flags)
    let settings = Set(FlagTable.rows.flatMap(\.variables))
    origin.hidden = HiddenTexts(
      context.environment.filter { name, _ in
        TemplateEnvironment.prefixes.contains { name.hasPrefix($0) } && !settings.contains(name)
      }.values.sorted())
    return origin
  }

  /// Writes a plan; it holds no secret, and is readable as other files are.
  static func write(_ plan: SavedPlan, to path: String, _ context: CommandContext) throws(DiagnosticError) {
    try DocumentOutput.write(plan.bytes, to: path, in: context)
  }
}
