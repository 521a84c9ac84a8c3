import ArgumentParser
import Diagnostics
import Reconciliation

/// The flags that tell what the files were, and what becomes of drift.
struct BaseOptions: ParsableArguments {
  @Option(
    name: .customLong("base"),
    help: "State files as they were, such as those of the main branch: tells what drifted. Repeatable.")
  var paths: [String] = []

  @Option(
    name: .customLong("on-drift"),
    help: "What others changed on the gateway: overwrite it, keep it, or refuse to do anything.")
  var onDrift = PlanOptions.OnDrift.overwrite

  /// Puts into a request what these flags say.
  func apply(to request: inout RunRequest, _ context: CommandContext) throws(DiagnosticError) {
    guard !paths.isEmpty else {
      guard onDrift == .overwrite else { throw BaseOptions.missing("--on-drift \(onDrift.rawValue)") }
      return
    }
    guard !paths.contains("-") else {
      throw DiagnosticError(
        Diagnostic(code: "usage", "--base takes files and directories", hint: "standard input is for state files"))
    }
    request.plan.onDrift = onDrift
    request.base = try BaseFiles.load(paths, request) { [environment = context.environment] in environment[$0] }
  }

  /// What to say of a flag that means nothing without the files as they were.
  static func missing(_ flag: String) -> DiagnosticError {
    DiagnosticError(
      Diagnostic(
        code: "usage", "\(flag) needs --base: drift is told by what the files were",
        hint: "--base FILE: what was synced last, or the files themselves where nothing is to be changed"))
  }
}

extension PlanOptions.OnDrift: ExpressibleByArgument {}
