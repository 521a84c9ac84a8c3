package import Diagnostics
package import StateFiles

/// A run from what files want to what a target holds: prepare, plan, confirm, execute, verify.
///
/// Whoever calls it, a command line or another program, is told how it goes through an observer and decides what to show.
package struct Run {
  private let request: RunRequest
  private let observer: any RunObserver

  /// Makes a run; nothing is done yet.
  package init(_ request: RunRequest, observer: any RunObserver) {
    self.request = request
    self.observer = observer
  }

  /// Reads state files.
  ///
  /// - Parameters:
  ///   - files: Files, directories of such, or `-` for standard input.
  ///   - variable: The value of an environment variable.
  /// - Throws: What is wrong with the files where they cannot be read.
  package func load(
    _ files: [String], variable: @escaping @Sendable (String) -> String?
  ) throws(DiagnosticError) -> (desired: DesiredState, noticed: [Diagnostic]) {
    var collector = DiagnosticCollector()
    let texts = InputFiles.read(files, &collector)
    let loaded = StateFileLoader.load(
      texts, environment: TemplateEnvironment.expand(variable), scope: request.scope, &collector)
    guard let loaded else { throw DiagnosticError(request.severities.weigh(collector.diagnostics)) }
    return (loaded, collector.diagnostics)
  }

  /// Shows what would be done, and does nothing of it.
  ///
  /// - Returns: ``RunEnd/differences`` where anything would change.
  package func preview(
    _ desired: DesiredState, noticed: [Diagnostic] = [], _ reader: any TargetReader
  ) async throws(DiagnosticError) -> RunEnd {
    let preparation = try await prepare(desired, noticed, reader)
    observer.note(objections(to: preparation).map(\.asForecast))
    observer.begin()
    return preparation.differs ? .differences : .success
  }

  /// Makes a plan and carries it out.
  ///
  /// - Throws: What keeps the run from writing anything.
  package func carryOut(
    _ desired: DesiredState, noticed: [Diagnostic] = [], _ writer: any TargetWriter
  ) async throws(DiagnosticError) -> RunEnd {
    let preparation = try await prepare(desired, noticed, writer.reader)
    let objections = objections(to: preparation)
    if !objections.isEmpty { return refuse(objections) }
    switch observer.confirm(preparation) {
    case .granted: break
    case .declined: return .success
    case .refused(let reasons): return refuse(reasons)
    }
    return try await execute(preparation, writer)
  }

  private func objections(to preparation: Preparation) -> [Diagnostic] {
    request.safety?.objections(
      to: preparation.plan, wanted: preparation.wanted, existing: preparation.existing) ?? []
  }

  private func prepare(
    _ desired: DesiredState, _ noticed: [Diagnostic], _ reader: any TargetReader
  ) async throws(DiagnosticError) -> Preparation {
    observer.loaded(desired)
    let preparation = try await Preparation.make(desired, noticed: noticed, request, reader)
    observer.prepared(preparation)
    observer.note(preparation.warnings)
    return preparation
  }

  private func execute(_ preparation: Preparation, _ writer: any TargetWriter) async throws(DiagnosticError) -> RunEnd {
    observer.begin()
    if let workspace = preparation.missingWorkspace { try await create(workspace, writer) }
    observer.willWrite()
    let first = await bring(preparation, writer) { observer.settled($0, $1) }
    var contention = Contention(first, preparation, request, observer, writer)
    let result = await contention.settle { await bring($0, writer, report: $1) }
    observer.executed(result)
    if result.isInterrupted { return .interrupted }
    if let end = result.end { return end }
    guard result.isComplete else {
      return result.changedAnything || preparation.missingWorkspace != nil ? .partial : .failure
    }
    if result.isExceeded { return .partial }
    guard request.verifies, !preparation.plan.isEmpty else { return .success }
    let faults = await Verification.faults(after: contention.preparation, request.plan, writer.reader)
    observer.note(faults)
    return faults.isEmpty ? .success : .partial
  }

  private func bring(
    _ preparation: Preparation, _ writer: any TargetWriter,
    report: @escaping (Int, ExecutionResult.Outcome) -> Void
  ) async -> ExecutionResult {
    var options = request.execution
    options.schemas = preparation.schemas
    return await PlanExecutor.execute(
      preparation.plan, onto: preparation.snapshot, writer: writer, options: options, report: report)
  }

  private func create(_ workspace: String, _ writer: any TargetWriter) async throws(DiagnosticError) {
    do throws(TargetError) {
      try await writer.createWorkspace(workspace)
    } catch {
      var diagnostic = Diagnostic(error)
      diagnostic.message = "the workspace '\(workspace)' cannot be created: \(diagnostic.message)"
      throw DiagnosticError(diagnostic)
    }
  }

  private func refuse(_ reasons: [Diagnostic]) -> RunEnd {
    observer.note(reasons)
    return .refused
  }
}

extension Diagnostic {
  /// What keeps a run from carrying a plan out, where the plan is only shown.
  fileprivate var asForecast: Diagnostic {
    var copy = self
    copy.severity = .warning
    copy.message = "a sync will refuse this: \(message)"
    return copy
  }
}
