import Diagnostics
import Documents
import GatewayModel
import StateFiles

extension Run {
  /// Carries a plan out, takes it down where that is asked for, and takes it back where it fails and is to be whole.
  func execute(_ preparation: Preparation, _ writer: any TargetWriter) async throws(DiagnosticError) -> RunEnd {
    let journal = try await openJournal(preparation, writer.reader)
    observer.begin()
    let end: RunEnd
    do throws(DiagnosticError) {
      end = try await write(preparation, writer, journal)
    } catch {
      await journal?.close(.failure)
      guard request.journal?.isKept == false, let journal else { throw error }
      // A workspace of which nobody knows whether it was made is for the user to take back.
      guard (try? Journal.read(journal.path))?.isWithoutEffect == true else {
        throw DiagnosticError(error.diagnostics + [.keptJournal(journal.path)])
      }
      journal.remove()
      throw error
    }
    return end
  }

  private func openJournal(
    _ preparation: Preparation, _ reader: any TargetReader
  ) async throws(DiagnosticError) -> RunJournal? {
    guard let wish = request.journal else { return nil }
    var header = wish.header
    header.identity = preparation.snapshot.information.identity
    header.address = reader.address
    header.workspace = preparation.desired.scope.workspace ?? reader.workspace
    header.readAt = preparation.readAt
    header.planned = preparation.plan.changes.count { $0.goesWith == nil }
    let journal = try RunJournal(creating: wish.path)
    guard await journal.append(JournalScribe.line(header.node)) else {
      throw DiagnosticError(await journal.diagnostic)
    }
    observer.keeps(journal: wish)
    return journal
  }

  private func write(
    _ preparation: Preparation, _ writer: any TargetWriter, _ journal: RunJournal?
  ) async throws(DiagnosticError) -> RunEnd {
    observer.willWrite()
    if let workspace = preparation.missingWorkspace {
      try await change(.created, workspace, writer, journal)
    }
    let first = await bring(preparation, writer, journal) { observer.settled($0, $1) }
    var contention = Contention(first, preparation, request, observer, writer)
    // What was approved is carried out, and nothing that comes of planning again.
    var result =
      request.approval == nil
      ? await contention.settle { await bring($0, writer, journal, report: $1) } : contention.asItIs()
    if result.isComplete, let workspace = preparation.spareWorkspace {
      do throws(DiagnosticError) {
        try await change(.deleted, workspace, writer, journal)
      } catch {
        result.diagnostics += error.diagnostics
        result.isExceeded = true
      }
    }
    if let journal, let fault = await journal.settle() {
      result.diagnostics.append(.unwritableJournal(journal.path, fault))
      result.isExceeded = true
    }
    if let atomic = request.atomic, let journal, !result.isComplete || result.isExceeded {
      if let end = await takeBack(result, preparation, journal, atomic) { return end }
    }
    observer.executed(result)
    let end = await self.end(of: result, preparation, contention.preparation, writer)
    await journal?.close(end)
    if request.journal?.isKept == false { journal?.remove() }
    return end
  }

  private func end(
    of result: ExecutionResult, _ preparation: Preparation, _ last: Preparation, _ writer: any TargetWriter
  ) async -> RunEnd {
    if result.isInterrupted { return .interrupted }
    if let end = result.end { return end }
    let changed = result.changedAnything || preparation.missingWorkspace != nil
    guard result.isComplete, !result.isExceeded else { return changed || result.isComplete ? .partial : .failure }
    if !preparation.leftovers.isEmpty { return changed || preparation.spareWorkspace != nil ? .partial : .failure }
    guard request.verifies, !preparation.plan.isEmpty else { return .success }
    let faults = await Verification.faults(after: last, request, writer.reader)
    observer.note(faults)
    return faults.isEmpty ? .success : .partial
  }

  private func bring(
    _ preparation: Preparation, _ writer: any TargetWriter, _ journal: RunJournal?,
    report: @escaping (Int, ExecutionResult.Outcome) -> Void
  ) async -> ExecutionResult {
    var options = request.execution
    options.schemas = preparation.schemas
    options.scribe = journal.map {
      JournalScribe(
        journal: $0, state: preparation.snapshot.state, along: preparation.takenAlong.entities, plain: preparation.plain
      )
    }
    if request.atomic != nil { options.onError = .stop }
    return await PlanExecutor.execute(
      preparation.plan, onto: preparation.snapshot, writer: writer, options: options, report: report)
  }

  /// Creates a workspace, or deletes one that is empty.
  private func change(
    _ change: Journal.WorkspaceChange, _ workspace: String, _ writer: any TargetWriter, _ journal: RunJournal?
  ) async throws(DiagnosticError) {
    let number = journal?.takeNumbers(1) ?? 0
    if let journal {
      let line: Node = [
        "write": Node(.integer(number)), "action": change == .created ? "create" : "delete",
        "workspace": Node(.string(workspace)),
      ]
      guard await journal.append(JournalScribe.line(line)) else {
        throw DiagnosticError(await journal.diagnostic)
      }
    }
    do throws(TargetError) {
      let isOurs: Bool
      switch change {
      case .created: isOurs = try await writer.createWorkspace(workspace)
      case .deleted:
        try await writer.deleteWorkspace(workspace)
        isOurs = true
      }
      // What somebody else has created meanwhile is not for an undo to delete.
      journal?.note(JournalScribe.line([isOurs ? "done" : "unsent": Node(.integer(number))]))
    } catch {
      journal?.note(JournalLines.failed(number..<number + 1, error))
      var diagnostic = Diagnostic(error)
      diagnostic.message =
        "the workspace '\(workspace)' cannot be \(change == .created ? "created" : "deleted"): \(diagnostic.message)"
      throw DiagnosticError(diagnostic)
    }
  }
}
