import Diagnostics
import StateFiles

extension Run {
  /// Takes a run back that did not come through, by its own journal.
  ///
  /// - Returns: ``RunEnd/failure`` where all is as it was, ``RunEnd/interrupted`` where the user wanted that, and
  ///   ``RunEnd/partial`` where something could not be brought back; then the journal stays. Nil where nothing was done.
  func takeBack(
    _ result: ExecutionResult, _ preparation: Preparation, _ journal: RunJournal, _ atomic: AtomicRequest
  ) async -> RunEnd? {
    if await journal.settle() == nil, (try? Journal.read(journal.path))?.isWithoutEffect == true { return nil }
    observer.takesBack()
    var result = result
    let remains = await remains(of: journal.path, atomic)
    result.diagnostics += remains
    if remains.isEmpty {
      for index in result.outcomes.indices where result.outcomes[index] == .done {
        result.outcomes[index] = .notTried(.takenBack)
      }
      result.diagnostics.append(
        Diagnostic(.warning, code: "taken-back", "what was done is taken back: the gateway holds what it held before"))
    } else {
      result.diagnostics.append(
        Diagnostic(
          code: "not-taken-back", "not all that was done could be taken back",
          hint: "fairlead gateway undo \(journal.path) tries again; the journal holds secrets in clear"))
    }
    observer.executed(result)
    let end: RunEnd = !remains.isEmpty ? .partial : result.isInterrupted ? .interrupted : .failure
    await journal.close(end, takenBack: remains.isEmpty)
    if remains.isEmpty, request.journal?.isKept == false { journal.remove() }
    return end
  }

  /// What is not as it was after all that can be has been brought back.
  private func remains(of path: String, _ atomic: AtomicRequest) async -> [Diagnostic] {
    do throws(DiagnosticError) {
      let journal = try Journal.read(path)
      if journal.isWithoutEffect { return [] }
      var request = RunRequest.undo()
      request.execution = self.request.execution
      request.execution.isInterrupted = { false }
      // What can be brought back is, whatever cannot.
      request.execution.onError = .continue
      let listener = QuietObserver()
      let writer = try atomic.writer()
      let end = try await Run(request, observer: listener).undo(journal, overwrites: false, writer)
      let open = journal.open.map { Diagnostic.open($0) }
      if end == .success { return open }
      let found = listener.found.filter { $0.code != "unsettled-writes" } + open
      return found.isEmpty ? [Diagnostic(code: "not-taken-back", "the way back came to no end")] : found
    } catch {
      return error.diagnostics
    }
  }
}

extension Diagnostic {
  /// The target was at it when it was looked at, or not: nobody can tell.
  fileprivate static func open(_ title: String) -> Diagnostic {
    Diagnostic(
      code: "not-taken-back", "\(title): the gateway gave no answer to this write, and may yet carry it out",
      hint: "a diff shows whether it has")
  }
}

/// Whoever takes a run back without asking anybody, and keeps what there is to be said of it.
private final class QuietObserver: RunObserver {
  var found: [Diagnostic] = []

  func note(_ diagnostics: [Diagnostic]) { found += diagnostics }
  func loaded(_ desired: DesiredState) {}
  func prepared(_ preparation: Preparation) {}
  func confirm(_ preparation: Preparation) -> Confirmation { .granted }
  func begin() {}
  func willWrite() {}
  func settled(_ index: Int, _ outcome: ExecutionResult.Outcome) {}
  func executed(_ result: ExecutionResult) { found += result.diagnostics }
}
