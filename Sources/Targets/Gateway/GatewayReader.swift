package import Documents
package import GatewayModel
package import Reconciliation
package import StateFiles

/// The reading face of a gateway, with a database or without: the first question asks which it is.
package struct GatewayReader: TargetReader {
  let admin: AdminReader

  /// Prepares to read; the first request connects.
  ///
  /// - Throws: What is wrong with the settings; nothing was sent.
  package init(
    _ settings: ConnectionSettings, workspace: String? = nil, policy: RequestPolicy = RequestPolicy()
  ) throws(TransportError) {
    self.init(admin: try AdminReader(settings, workspace: workspace, policy: policy))
  }

  init(admin: AdminReader) { self.admin = admin }

  /// The address without credentials.
  package var address: String { admin.address }

  /// The workspace whose entities are read; nil for the default one.
  package var workspace: String? { admin.workspace }

  /// The same gateway, reading from another workspace.
  package func inWorkspace(_ name: String?) -> GatewayReader { GatewayReader(admin: admin.inWorkspace(name)) }

  /// The reading face that fits the gateway.
  private func reader() async throws(TargetError) -> any TargetReader {
    do throws(AdminError) {
      return try await admin.root().database == "off" ? DBLessReader(admin: admin) : admin
    } catch {
      // Whoever may not read the root may be let read the rest; if not, that says so itself.
      guard error.isForbidden else { throw TargetError(error) }
      return admin
    }
  }

  /// Asks what it is.
  package func information() async throws(TargetError) -> TargetInformation { try await reader().information() }

  /// Tries which kinds may be read, which is the same for every gateway.
  package func access() async -> [KindAccess] { await admin.access() }

  /// Whether the workspace exists.
  package func hasWorkspace() async throws(TargetError) -> Bool {
    workspace == nil ? true : try await reader().hasWorkspace()
  }

  /// The names of all workspaces, sorted.
  package func workspaces() async throws(TargetError) -> [String] { try await reader().workspaces() }

  /// Lists what a run is about.
  package func state(in scope: Scope) async throws(TargetError) -> GatewayState { try await reader().state(in: scope) }

  /// Lists the entities of a kind that have these tags.
  package func lookUp(_ kind: EntityKind, tags: [String]) async throws(TargetError) -> GatewayState {
    try await reader().lookUp(kind, tags: tags)
  }

  /// Looks for what stands outside of the select tags.
  package func find(_ questions: [OutsideQuestion]) async throws(TargetError) -> GatewayState {
    try await reader().find(questions)
  }

  /// Fetches schemas.
  package func schemas(
    kinds: Set<EntityKind>, configurations: Set<[String]>
  ) async throws(TargetError) -> SchemaSet {
    try await admin.schemas(kinds: kinds, configurations: configurations)
  }

  /// A schema as the gateway serves it.
  package func schemaDocument(_ path: [String]) async throws(TargetError) -> Node? {
    try await admin.schemaDocument(path)
  }

  /// Listings, schemas and what is looked up.
  package func snapshot(_ request: SnapshotRequest) async throws(TargetError) -> Snapshot {
    try await reader().snapshot(request)
  }

  /// Has the gateway check what a change would make.
  package func judge(_ write: EntityWrite) async -> Verdict { await admin.judge(write) }
}
