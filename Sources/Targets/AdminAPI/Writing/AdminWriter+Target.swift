package import Documents
package import Reconciliation

extension AdminWriter: TargetWriter {
  /// Creates a workspace. Made meanwhile, by an attempt whose answer got lost or by somebody else, it is there.
  package func createWorkspace(_ name: String) async throws(TargetError) -> Bool {
    do throws(AdminError) {
      try await inWorkspace(nil).post(["workspaces"], body: ["name": Node(.string(name))], isRepeatable: true)
      return true
    } catch {
      // An earlier attempt, whose answer got lost, may have created it.
      if case .refused(let refusal) = error, refusal.isUniqueViolation { return refusal.attempts > 1 }
      throw TargetError(error)
    }
  }

  /// Deletes a workspace; the gateway refuses that while there is anything in it.
  package func deleteWorkspace(_ name: String) async throws(TargetError) {
    do throws(AdminError) {
      try await inWorkspace(nil).delete(["workspaces", name])
    } catch {
      if error.status == 404 { return }
      throw TargetError(error)
    }
  }

  /// Sends one change.
  @discardableResult
  package func write(_ write: EntityWrite) async throws(TargetError) -> Object? {
    do throws(AdminError) {
      return try await ChangeRequest(write, route: reader.interface[write.change.kind]).send(with: self)?.object
    } catch {
      throw TargetError(error)
    }
  }
}
