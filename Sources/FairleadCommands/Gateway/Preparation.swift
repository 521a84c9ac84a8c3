import AdminAPI
import Diagnostics
import GatewayModel
import Reconciliation
import StateFiles

/// The way that diff and sync have in common: from files and gateway to a plan.
struct Preparation {
  /// What is to be done.
  var plan: Plan
  /// What was noticed and keeps nothing from being done.
  var warnings: [Diagnostic]
  /// How many entities the files have.
  var wanted: Int
  /// How many entities of each kind the gateway has, by collection.
  var existing: [String: Int]

  /// Reads the files, then the gateway, and plans; reports every fault that can be found without writing.
  static func prepare(
    _ files: [String], _ reader: AdminReader, _ context: CommandContext
  ) async throws(DiagnosticError) -> Preparation {
    var collector = DiagnosticCollector()
    let texts = InputFiles.read(files, &collector)
    let environment = TemplateEnvironment.expand { context.environment[$0] }
    guard let desired = StateFileLoader.load(texts, environment: environment, &collector) else {
      throw DiagnosticError(collector.diagnostics)
    }
    let snapshot: Snapshot
    do {
      snapshot = try await Snapshot.read(reader, for: desired)
    } catch {
      collector.add(Diagnostic(error))
      throw DiagnosticError(collector.diagnostics)
    }
    let (plan, found) = Planner.plan(desired: desired, state: snapshot.state, schemas: snapshot.schemas)
    collector.add(contentsOf: found)
    if collector.hasErrors { throw DiagnosticError(collector.diagnostics) }
    let existing = EntityKind.all.map { ($0.collection, snapshot.state.all($0).count) }
    return Preparation(
      plan: plan, warnings: collector.diagnostics, wanted: desired.entities.count,
      existing: Dictionary(uniqueKeysWithValues: existing))
  }
}
