import AdminAPI
import Diagnostics
import GatewayModel
import Reconciliation
import Reporting
import StateFiles

/// The way that diff, sync, apply and reset have in common: from files and gateway to a plan.
struct Preparation {
  /// What decides about a plan besides files and gateway.
  struct Request {
    /// What the run is about, as far as the files do not say.
    var scope = Scope()
    /// What the plan may do.
    var plan = PlanOptions()
    /// How severe diagnostics are.
    var severities = SeverityRules()
    /// Whether values from the environment are shown where their fields do not make them secret.
    var showsEnvironment = false
    /// Whether the workspace is taken to exist.
    var skipsWorkspaceCheck = false
    /// Whether a missing workspace is an error.
    var needsWorkspace = false
    /// Whether what is deleted is shown with its fields, of which only the schemas tell what is secret.
    var reportsDeletions = false
  }

  /// What is to be done.
  var plan: Plan
  /// What the files want.
  var desired: DesiredState
  /// What the plan was made with.
  var options: PlanOptions
  /// What was noticed and keeps nothing from being done.
  var warnings: [Diagnostic]
  /// How many entities the files have.
  var wanted: Int
  /// How many entities of each kind the gateway has, by collection.
  var existing: [String: Int]
  /// The schemas that the plan was made with.
  var schemas: SchemaSet
  /// What the gateway says of itself.
  var information: GatewayInformation
  /// The workspace that has to be created first.
  var missingWorkspace: String?

  /// Reads files into the state that they ask for.
  static func load(
    _ files: [String], scope: Scope, _ context: CommandContext, _ collector: inout DiagnosticCollector
  ) -> DesiredState? {
    let texts = InputFiles.read(files, &collector)
    let environment = TemplateEnvironment.expand { context.environment[$0] }
    return StateFileLoader.load(texts, environment: environment, scope: scope, &collector)
  }

  /// Reads the files, then the gateway, and plans; reports every fault that can be found without writing.
  static func prepare(
    _ files: [String], _ request: Request, _ reader: AdminReader, log: RequestLog?, _ context: CommandContext
  ) async throws(DiagnosticError) -> Preparation {
    var collector = DiagnosticCollector()
    guard let desired = load(files, scope: request.scope, context, &collector) else {
      throw DiagnosticError(request.severities.weigh(collector.diagnostics))
    }
    return try await prepare(desired, collector, request, reader, log: log)
  }

  /// Plans for a state that was read before.
  static func prepare(
    _ desired: DesiredState, _ collector: DiagnosticCollector, _ request: Request, _ reader: AdminReader,
    log: RequestLog?
  ) async throws(DiagnosticError) -> Preparation {
    var desired = desired
    var found = collector.diagnostics
    log?.hide(desired.environmentTexts)
    if request.showsEnvironment { desired.showEnvironmentValues() }
    var snapshot: Snapshot
    var missingWorkspace: String?
    do {
      let workspace = desired.scope.workspace
      let isThere = request.skipsWorkspaceCheck ? true : try await Workspaces.exists(reader.inWorkspace(workspace))
      if !isThere, request.needsWorkspace { throw Workspaces.missing(workspace ?? "") }
      missingWorkspace = isThere ? nil : workspace
      snapshot = try await Snapshot.read(reader, for: desired, isWorkspaceThere: isThere)
    } catch let error as DiagnosticError {
      throw error
    } catch let error as AdminError {
      throw DiagnosticError(request.severities.weigh(found) + [Diagnostic(error)])
    } catch {
      throw DiagnosticError(Diagnostic(code: "gateway-error", "\(error)"))
    }
    let planned = Planner.plan(desired: desired, snapshot: snapshot, options: request.plan)
    if request.reportsDeletions {
      do {
        try await snapshot.schemas.add(for: planned.plan.changes.filter { $0.action == .delete }, reader)
      } catch {
        throw DiagnosticError(Diagnostic(error))
      }
    }
    UntilExit.keep((desired, snapshot))
    let advice = FormatAdvice.find(in: desired, version: snapshot.information.majorMinor)
    found = request.severities.weigh(found + advice + planned.diagnostics)
    if found.contains(where: { $0.severity == .error }) { throw DiagnosticError(found) }
    let scope = desired.scope
    let isManaged = KindMap { scope.manages($0) }
    return Preparation(
      plan: planned.plan, desired: desired, options: request.plan, warnings: found,
      wanted: desired.entities.count { isManaged[$0.kind] },
      existing: Dictionary(
        uniqueKeysWithValues: EntityKind.all.map { ($0.collection, snapshot.state.all($0).count) }),
      schemas: snapshot.schemas.extended(by: desired), information: snapshot.information,
      missingWorkspace: missingWorkspace)
  }

  /// Reads the kinds that were written once more; says what of them is not as the files want it.
  func verify(_ reader: AdminReader) async -> [Diagnostic] {
    let written = desired.limited(to: Set(plan.changes.map(\.kind.collection)))
    do {
      let snapshot = try await Snapshot.read(reader, for: written)
      let again = Planner.plan(desired: written, snapshot: snapshot, options: options)
      let errors = again.diagnostics.filter { $0.severity == .error }
      return errors + again.plan.changes.map(Preparation.remark)
    } catch {
      return [Diagnostic(error)]
    }
  }

  /// What a change that would still be needed says of what somebody else did.
  private static func remark(_ change: Change) -> Diagnostic {
    let words: String
    switch change.action {
    case .create: words = "\(change.title) is gone again"
    case .delete: words = "\(change.title) has come meanwhile"
    case .update, .free:
      let fields = change.differences.map { "\($0.path)" }.joined(separator: ", ")
      words = "\(change.title): \(fields.isEmpty ? "it" : fields) is not as this run left it"
    }
    return Diagnostic(
      code: "not-as-planned", "\(words): somebody else writes to the gateway",
      at: change.differences.first?.place ?? change.place, hint: "a diff shows what differs now")
  }
}
