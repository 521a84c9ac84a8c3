import Diagnostics
import Reconciliation
import StateFiles

/// Takes a plan that was approved (`--plan`): the flags that it was made with hold for the run that carries it out.
enum ApprovedPlan {
  /// A file that holds no plan, or none that this program knows.
  struct Unreadable: Error {
    var diagnostics: [Diagnostic]
  }

  /// Reads the plan that the settings name, if they name one, and puts its flags into them.
  ///
  /// - Throws: ``Unreadable``, or where other values are set beside the plan what contradicts it.
  static func read(_ context: inout CommandContext, _ command: String) throws {
    guard let path = context.settings["plan"]?.values.last, !path.isEmpty else { return }
    guard path != "-" else {
      throw DiagnosticError(
        Diagnostic(code: "usage", "--plan takes the name of a file", hint: "standard input is for state files"))
    }
    let plan: SavedPlan
    do throws(DiagnosticError) {
      plan = try SavedPlanReader.read(try InputFiles.text(path))
    } catch {
      throw Unreadable(diagnostics: error.diagnostics)
    }
    try PlanFlags.impose(plan.flags, on: &context.settings, command)
    context.approvedPlan = plan
  }
}
