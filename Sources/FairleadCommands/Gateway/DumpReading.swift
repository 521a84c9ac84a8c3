import Diagnostics
import GatewayModel
import Reconciliation
import StateFiles

extension DumpSnapshot {
  /// Reads what a dump is made of.
  ///
  /// - Throws: That there is no such workspace, or what the target says.
  static func read(
    _ reader: any TargetReader, scope: Scope, _ connection: ConnectionOptions
  ) async throws(DiagnosticError) -> DumpSnapshot {
    let snapshot: DumpSnapshot?
    do throws(TargetError) {
      let isThere = connection.skipsWorkspaceCheck ? true : try await reader.hasWorkspace()
      snapshot = isThere ? try await read(reader, scope: scope) : nil
    } catch {
      throw DiagnosticError(Diagnostic(error))
    }
    guard let snapshot else { throw DiagnosticError(.missingWorkspace(reader.workspace ?? "")) }
    return snapshot
  }

  /// What is missing of it, as it may not be read.
  func unread(in scope: Scope) -> [Diagnostic] {
    scope.kinds.compactMap { kind in
      state.unreadable[kind].map { reason in
        Diagnostic(
          .warning, code: "unreadable-kind",
          "\(kind.collection) are missing from the dump: the gateway does not let them be read (\(reason))")
      }
    }
  }
}
