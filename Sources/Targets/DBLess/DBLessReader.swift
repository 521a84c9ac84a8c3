import Gathering
package import Documents
package import GatewayModel
package import Reconciliation
package import StateFiles

/// The reading face of a gateway without a database: it is listed as any other, but without tags, and as a whole.
package struct DBLessReader: TargetReader {
  let admin: AdminReader

  /// The address without credentials.
  package var address: String { admin.address }

  /// A workspace that was asked for; such a gateway has none.
  package var workspace: String? { admin.workspace }

  /// The same gateway, asked for another workspace.
  package func inWorkspace(_ name: String?) -> DBLessReader { DBLessReader(admin: admin.inWorkspace(name)) }

  /// The kinds that a declarative configuration may hold.
  static let kinds = EntityKind.all.filter { $0.management == .proxy || $0.management == .untagged }

  /// Asks for the gateway's root.
  package func information() async throws(TargetError) -> TargetInformation {
    var information = try await admin.information()
    information.capabilities.kinds = Set(DBLessReader.kinds)
    information.capabilities.hasWorkspaces = false
    information.capabilities.listingsHonourTags = false
    information.capabilities.listedBelowOwners = []
    information.capabilities.writing = .allAtOnce
    information.capabilities.takesStoredSecrets = true
    information.capabilities.updates = KindMap { _ in .replacement }
    information.greeting.append("Database:      off (DB-less: the configuration is loaded as a whole)")
    return information
  }

  /// Tries which kinds may be read.
  package func access() async -> [KindAccess] { await admin.access() }

  /// Only the default workspace exists.
  package func hasWorkspace() async throws(TargetError) -> Bool {
    try check(Scope())
    return true
  }

  /// There are none.
  package func workspaces() async throws(TargetError) -> [String] { throw DBLessReader.lacks("workspaces", .missing) }

  /// What a run is about of what the gateway holds.
  package func state(in scope: Scope) async throws(TargetError) -> GatewayState {
    try check(scope)
    let kinds = DBLessReader.kinds.filter { scope.includes($0) }
    return try await whole(kinds).state.selected(by: scope)
  }

  /// All that the gateway holds, schemas, and what its configuration is called.
  package func snapshot(_ request: SnapshotRequest) async throws(TargetError) -> Snapshot {
    try check(request.scope)
    async let schemas = outcome { () async throws(TargetError) in
      try await self.schemas(kinds: request.kinds, configurations: request.configurations)
    }
    let whole = try await whole(DBLessReader.kinds)
    var snapshot = Snapshot(
      information: try await information(), state: whole.state.selected(by: request.scope),
      schemas: try await schemas.get())
    for (collection, tags) in request.scope.lookupTags {
      guard let kind = EntityKind.collection(collection) else { continue }
      snapshot.lookedUp.set(whole.state.all(kind).filter { $0.hasTags(tags) }, of: kind)
    }
    snapshot.revision = whole.revision
    snapshot.whole = whole.state
    return snapshot
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

  /// Has the gateway check what a change would make.
  package func judge(_ write: EntityWrite) async -> Verdict { await admin.judge(write) }

  private func whole(_ kinds: [EntityKind]) async throws(TargetError) -> WholeState {
    do throws(AdminError) {
      return try await WholeState.read(admin, kinds: kinds)
    } catch {
      throw TargetError(error)
    }
  }

  /// What such a gateway cannot do is said before anything is asked of it.
  private func check(_ scope: Scope) throws(TargetError) {
    if scope.workspace != nil || workspace != nil { throw DBLessReader.lacks("workspaces", .other) }
    if scope.isForRBAC { throw DBLessReader.lacks("roles and permissions (RBAC)", .other) }
  }

  private static func lacks(_ what: String, _ reason: TargetError.Refusal.Reason) -> TargetError {
    .refused(TargetError.Refusal(reason, message: "a gateway without a database has no \(what)"))
  }
}
