package import Diagnostics
import GatewayModel
import StateFiles

extension Run {
  /// Takes back what a run did, as its journal tells.
  ///
  /// - Parameters:
  ///   - journal: The journal.
  ///   - overwrites: Whether what was changed since is brought back all the same.
  ///   - writer: The way to the target.
  /// - Returns: ``RunEnd/partial`` where something was left alone or cannot be brought back.
  package func undo(
    _ journal: Journal, overwrites: Bool, _ writer: any TargetWriter
  ) async throws(DiagnosticError) -> RunEnd {
    if let objection = try await Run.objection(to: journal, writer.reader) { return refuse([objection]) }
    return try await confirmAndExecute(try await prepare(journal, overwrites: overwrites, writer.reader), writer)
  }

  /// Shows what would be taken back, and does nothing of it.
  package func previewUndo(
    _ journal: Journal, overwrites: Bool, _ reader: any TargetReader
  ) async throws(DiagnosticError) -> RunEnd {
    if let objection = try await Run.objection(to: journal, reader) { return refuse([objection]) }
    let preparation = try await prepare(journal, overwrites: overwrites, reader)
    observer.begin()
    return preparation.differs ? .differences : .success
  }

  /// A journal tells of one target, and of no other that has the same names.
  private static func objection(
    to journal: Journal, _ reader: any TargetReader
  ) async throws(DiagnosticError) -> Diagnostic? {
    let header = journal.header
    var identity: String?
    do throws(TargetError) {
      identity = try await reader.information().identity
    } catch {
      // Whatever is at another address is another target, also where it does not say what it is.
      guard header.address != reader.address else { throw DiagnosticError(Diagnostic(error)) }
    }
    guard header.identity != identity else { return nil }
    let isNamesake = header.address == reader.address
    return Diagnostic(
      code: "other-target",
      "the journal is of a run at \(header.address)\(isNamesake ? " with the id \(header.identity)" : ""), and this is "
        + (isNamesake ? "another one, with the id \(identity ?? "")" : reader.address),
      hint:
        "name the target of the journal: --kong-addr for a gateway, --konnect-control-plane-name for a control plane")
  }

  private func prepare(
    _ journal: Journal, overwrites: Bool, _ reader: any TargetReader
  ) async throws(DiagnosticError) -> Preparation {
    let preparation = try await UndoPreparation(journal, request, overwrites: overwrites).make(reader)
    observer.loaded(preparation.desired)
    observer.prepared(preparation)
    observer.note(preparation.warnings)
    return preparation
  }
}
