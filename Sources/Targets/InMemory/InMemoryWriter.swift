package import Documents
import GatewayModel
package import Reconciliation

/// The writing face of a target in memory.
package struct InMemoryWriter: TargetWriter {
  /// The reading face.
  package let reader: InMemoryReader

  private var store: InMemoryStore { reader.store }
  private var capabilities: TargetCapabilities { store.settings.information.capabilities }

  /// The same target, writing to another workspace.
  package func inWorkspace(_ name: String?) -> InMemoryWriter { InMemoryWriter(reader: reader.inWorkspace(name)) }

  /// Creates an empty workspace.
  package func createWorkspace(_ name: String) async throws(TargetError) -> Bool {
    guard capabilities.hasWorkspaces else {
      throw .refused(TargetError.Refusal(.missing, message: "there are no workspaces", status: 404))
    }
    return store.state.withLock { state in
      guard state.workspaces[name] == nil else { return false }
      state.workspaces[name] = InMemoryContent(schemas: store.settings.schemas)
      return true
    }
  }

  /// Deletes a workspace unless there is something in it.
  package func deleteWorkspace(_ name: String) async throws(TargetError) {
    let isDeleted = store.state.withLock { state in
      guard EntityKind.all.allSatisfy({ state.workspaces[name]?.entities[$0].isEmpty ?? true }) else { return false }
      state.workspaces[name] = nil
      return true
    }
    guard isDeleted else {
      throw .refused(TargetError.Refusal(.invalid, message: "Workspace is not empty", status: 400))
    }
  }

  /// Carries out one change.
  @discardableResult
  package func write(_ write: EntityWrite) async throws(TargetError) -> Object? {
    guard capabilities.writing == .entityByEntity else {
      throw .refused(TargetError.Refusal(.other, message: "it takes all changes in one load", status: 405))
    }
    switch carryOut([write]) {
    case .success(let stored): return stored.first ?? nil
    case .failure(let fault): throw fault.error
    }
  }

  /// Carries out all changes or none.
  package func writeAll(_ writes: [EntityWrite], onto base: Snapshot) async throws(TargetError) -> LoadOutcome {
    let revision = store.state.withLock { String($0.revision) }
    guard base.revision == revision else { return .overtaken }
    switch carryOut(writes) {
    case .success: return .taken
    case .failure(let fault): return .refused([fault.load])
    }
  }

  /// The first change that is refused, by its position.
  private struct Fault: Error {
    var position: Int
    var error: TargetError

    var load: LoadFault {
      switch error {
      case .refused(let refusal): LoadFault(change: position, refusal: refusal)
      case .unanswered(let silence):
        LoadFault(change: position, refusal: TargetError.Refusal(.other, message: silence.description))
      }
    }
  }

  private func carryOut(_ writes: [EntityWrite]) -> Result<[Object?], Fault> {
    store.state.withLock { state in
      guard var content = state.workspaces[reader.workspace] else {
        let refusal = TargetError.Refusal(.missing, message: "there is no such workspace", status: 404)
        return .failure(Fault(position: 0, error: .refused(refusal)))
      }
      var stored: [Object?] = []
      for (position, write) in writes.enumerated() {
        do throws(TargetError) {
          if let error = store.settings.refusal(write) { throw error }
          stored.append(try content.carryOut(identified(write)))
        } catch {
          return .failure(Fault(position: position, error: error))
        }
      }
      state.writes += writes.map { "\($0.change.action.rawValue) \($0.change.title)" }
      state.workspaces[reader.workspace] = content
      state.revision += 1
      return .success(stored)
    }
  }

  /// The change with an id that the target draws, where it does not keep those that it is given.
  private func identified(_ write: EntityWrite) -> EntityWrite {
    guard !capabilities.keepsIDs, write.change.action == .create else { return write }
    var copy = write
    copy.id = UniqueID().description
    return copy
  }
}
