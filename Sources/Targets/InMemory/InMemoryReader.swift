package import GatewayModel
package import Reconciliation
package import StateFiles

/// The reading face of a target in memory.
package struct InMemoryReader: TargetReader {
  let store: InMemoryStore
  /// The workspace whose entities are read.
  package let workspace: String?

  /// What messages call it.
  package var address: String { "memory" }

  /// The same target, reading from another workspace.
  package func inWorkspace(_ name: String?) -> InMemoryReader { InMemoryReader(store: store, workspace: name) }

  /// What the settings say.
  package func information() async throws(TargetError) -> TargetInformation { store.settings.information }

  /// Whether the workspace was created.
  package func hasWorkspace() async throws(TargetError) -> Bool {
    store.state.withLock { $0.workspaces[workspace] != nil }
  }

  /// The workspaces that were created.
  package func workspaces() async throws(TargetError) -> [String] {
    store.state.withLock { $0.workspaces.keys.compactMap(\.self).sorted() }
  }

  /// Copies what it holds.
  package func state(in scope: Scope) async throws(TargetError) -> GatewayState {
    var state = GatewayState()
    for kind in scope.kinds {
      if store.settings.unreadable.contains(kind) {
        state.unreadable[kind] = "status 403"
        continue
      }
      let entities = store.entities(kind, workspace: workspace)
      state.set(entities.filter { $0.hasTags(scope.selectTags) }, of: kind)
      if !store.settings.information.capabilities.listingsHonourTags {
        state.unselected[kind] = entities.filter { !$0.hasTags(scope.selectTags) }
      }
    }
    state.filter { scope.includes($0) }
    return state
  }

  /// Those of the settings.
  package func schemas(
    kinds: Set<EntityKind>, configurations: Set<[String]>
  ) async throws(TargetError) -> SchemaSet { store.settings.schemas }

  /// Listings and schemas, with the number of the load that they are of.
  package func snapshot(_ request: SnapshotRequest) async throws(TargetError) -> Snapshot {
    let reader = inWorkspace(request.scope.workspace ?? workspace)
    let revision = store.state.withLock { $0.revision }
    let state = request.isWorkspaceThere ? try await reader.state(in: request.scope) : GatewayState()
    var snapshot = Snapshot(
      information: store.settings.information, state: state, schemas: store.settings.schemas)
    for (collection, tags) in request.scope.lookupTags {
      guard let kind = EntityKind.collection(collection) else { continue }
      snapshot.lookedUp.set(try await reader.lookUp(kind, tags: tags).all(kind), of: kind)
    }
    snapshot.revision = String(revision)
    return snapshot
  }

  /// Holds the entity against the schemas.
  package func judge(_ write: EntityWrite) async -> Verdict {
    guard store.settings.information.capabilities.judges else { return .accepted }
    if let verdict = store.settings.verdict(write) { return verdict }
    let faults = store.state.withLock { $0.workspaces[workspace]?.faults(of: write) }
    return faults.map { .refused($0) } ?? .accepted
  }
}
