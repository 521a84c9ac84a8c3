package import Diagnostics
package import StateFiles

/// A run from what files want to what a target holds: prepare, plan, confirm, execute, verify.
///
/// Whoever calls it, a command line or another program, is told how it goes through an observer and decides what to show.
package struct Run {
  let request: RunRequest
  let observer: any RunObserver

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
  ///   - digests: Whether their digests are wanted.
  /// - Throws: What is wrong with the files where they cannot be read.
  package func load(
    _ files: [String], digests: Bool = false, variable: @escaping @Sendable (String) -> String?
  ) throws(DiagnosticError) -> LoadedFiles {
    var collector = DiagnosticCollector()
    let texts = InputFiles.read(files, &collector)
    let loaded = StateFileLoader.load(
      texts, environment: TemplateEnvironment.expand(variable), scope: request.scope, &collector)
    guard let loaded else { throw DiagnosticError(request.severities.weigh(collector.diagnostics)) }
    return LoadedFiles(
      desired: loaded, noticed: collector.diagnostics, files: digests ? texts.map { SavedPlan.File($0) } : [])
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
    guard preparation.plan.driftObjections.isEmpty else { return refuse(preparation.plan.driftObjections) }
    return preparation.differs ? .differences : .success
  }

  /// Makes a plan and carries it out.
  ///
  /// - Parameter files: Which files it is, for a run with an approved plan.
  /// - Throws: What keeps the run from writing anything.
  package func carryOut(
    _ desired: DesiredState, noticed: [Diagnostic] = [], files: [SavedPlan.File] = [], _ writer: any TargetWriter
  ) async throws(DiagnosticError) -> RunEnd {
    var approval = request.approval
    approval?.origin.files = files
    let preparation = try await prepare(desired, noticed, writer.reader)
    let objections =
      (approval?.objections(to: preparation, writer.reader) ?? []) + preparation.plan.driftObjections
      + objections(to: preparation)
    if !objections.isEmpty { return refuse(objections) }
    if request.atomic != nil { observer.note(Irrevocable.find(in: preparation).map(\.asWarning)) }
    return try await confirmAndExecute(preparation, writer)
  }

  /// Asks whether to go on with a plan that nobody has approved, and carries it out.
  func confirmAndExecute(
    _ preparation: Preparation, _ writer: any TargetWriter
  ) async throws(DiagnosticError) -> RunEnd {
    switch request.approval == nil ? observer.confirm(preparation) : .granted {
    case .granted: return try await execute(preparation, writer)
    case .declined: return .success
    case .refused(let reasons): return refuse(reasons)
    }
  }

  private func objections(to preparation: Preparation) -> [Diagnostic] {
    let objections =
      request.safety?.objections(
        to: preparation.plan, wanted: preparation.wanted, existing: preparation.existing) ?? []
    guard request.approval == nil else { return objections }
    return objections + (request.atomic.map { Irrevocable.objections(to: preparation, $0) } ?? [])
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

  func refuse(_ reasons: [Diagnostic]) -> RunEnd {
    observer.note(reasons)
    return .refused
  }
}

extension Diagnostic {
  /// The same where it keeps nothing from being done.
  fileprivate var asWarning: Diagnostic {
    var copy = self
    copy.severity = .warning
    copy.hint = nil
    return copy
  }

  /// What keeps a run from carrying a plan out, where the plan is only shown.
  fileprivate var asForecast: Diagnostic {
    var copy = self
    copy.severity = .warning
    copy.message = "a sync will refuse this: \(message)"
    return copy
  }
}
