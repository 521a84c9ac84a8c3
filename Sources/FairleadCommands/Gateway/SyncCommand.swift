import AdminAPI
import ArgumentParser
import Diagnostics
import Reconciliation
import Reporting

/// `gateway sync`: make the gateway hold what the files say.
struct SyncCommand: Verb {
  static let configuration = CommandConfiguration(
    commandName: "sync", abstract: "Create, update and delete until the gateway holds what the files say.")

  @Argument(help: "State files, directories of such, or - for standard input.")
  var files: [String] = []

  @Flag(help: "Answer every question with yes.")
  var yes = false

  @Flag(name: .customLong("allow-empty"), help: "Let files without any entity empty the gateway.")
  var allowEmpty = false

  @Option(
    name: .customLong("max-deletes"),
    help: "Deletions of one kind that are allowed: N, or N% of kinds with at least 10 entities. (default: 30%)")
  var maxDeletes: String?

  @OptionGroup var connection: ConnectionOptions

  func run(in context: CommandContext) async -> ExitStatus {
    let console = Console(context, connection)
    do {
      let connection = try connection.connection(in: context)
      let writer = try connection.writer()
      let preparation = try await Preparation.prepare(files, writer.reader, context)
      console.report(preparation.warnings)
      let objections = try safetyRules(context).objections(
        to: preparation.plan, wanted: preparation.wanted, existing: preparation.existing)
      if !objections.isEmpty { return console.fail(objections, .refused) }
      return await execute(preparation.plan, writer, connection, console, context)
    } catch {
      return console.fail(error.diagnostics)
    }
  }

  /// The rules as command line and environment have them; emptying a gateway is asked for on the command line alone.
  private func safetyRules(_ context: CommandContext) throws(DiagnosticError) -> SafetyRules {
    var rules = SafetyRules()
    rules.allowsEmpty = allowEmpty
    if let text = maxDeletes ?? Settings(context.environment).text("max-deletes")?.value {
      guard let limit = SafetyRules.DeletionLimit(text) else {
        throw DiagnosticError(Diagnostic(code: "usage", "--max-deletes is a number or a percentage, such as 5 or 10%"))
      }
      rules.deletionLimit = limit
    }
    return rules
  }

  private func execute(
    _ plan: Plan, _ writer: AdminWriter, _ connection: Connection, _ console: Console, _ context: CommandContext
  ) async -> ExitStatus {
    var printer = OrderedOutcomes(plan: plan, console: console)
    let progress = Progress(of: plan.changes.count, on: context.errors)
    var options = ExecutionOptions()
    options.parallelism = connection.policy.parallelism
    options.isInterrupted = { context.interruption.isRequested }
    context.interruption.beginWriting()
    let result = await PlanExecutor.execute(plan, writer: writer, options: options) {
      printer.add($0, $1)
      progress.advance()
    }
    progress.end()
    console.print(
      console.plans.summary(
        created: result.done(.create, of: plan), updated: result.done(.update, of: plan),
        deleted: result.done(.delete, of: plan), failed: result.failed, notTried: result.notTried))
    console.report(result.diagnostics)
    if result.isInterrupted { return .interrupted }
    if result.isComplete { return .success }
    return result.changedAnything ? .partial : .failure
  }
}
