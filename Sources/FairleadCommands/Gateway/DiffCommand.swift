import ArgumentParser
import Diagnostics
import Reconciliation
import Reporting

/// `gateway diff`: what would sync do?
struct DiffCommand: Verb {
  static let configuration = CommandConfiguration(
    commandName: "diff", abstract: "Show what sync would change, without changing anything.")

  @Argument(help: "State files, directories of such, or - for standard input.")
  var files: [String] = []

  @Flag(name: .customLong("non-zero-exit-code"), help: "End with 2 if there are differences.")
  var nonZeroExitCode = false

  @OptionGroup var connection: ConnectionOptions

  func run(in context: CommandContext) async -> ExitStatus {
    let console = Console(context, connection)
    var settings = Settings(context.environment)
    let tellsByCode = settings.isOn("non-zero-exit-code", given: nonZeroExitCode)
    do {
      let reader = try connection.connection(in: context).reader()
      let preparation = try await Preparation.prepare(files, reader, context)
      console.report(preparation.warnings)
      let plan = preparation.plan
      for change in plan.changes { console.print(console.plans.change(change)) }
      console.print(
        console.plans.summary(
          created: plan.count(.create), updated: plan.count(.update), deleted: plan.count(.delete)))
      return tellsByCode && !plan.isEmpty ? .differences : .success
    } catch {
      return console.fail(error.diagnostics)
    }
  }
}
