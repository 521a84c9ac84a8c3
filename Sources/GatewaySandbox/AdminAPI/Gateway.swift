import Documents
import GatewayModel
import GatewaySchemas
import Synchronization

/// The gateway without a server: requests in, answers out, one at a time.
final class Gateway: Sendable {
  let catalog: Catalog
  private let entities: EntityEndpoints
  private let schemas: SchemaEndpoints
  private let node: NodeEndpoints
  private let tags: TagEndpoints
  private let state: Mutex<WorkspaceStore>
  private let hasWebAssembly: Bool
  private let clock: @Sendable () -> Double

  /// Makes an empty gateway of an edition.
  ///
  /// - Parameters:
  ///   - bundle: The schemas that it serves and judges by.
  ///   - hasWebAssembly: Whether it has filter chains.
  ///   - hasDatabase: Whether entities are written one by one; without one, all are loaded at once.
  ///   - clock: The time in seconds since 1970.
  convenience init(
    bundle: SchemaBundle, hasWebAssembly: Bool = false, hasDatabase: Bool = true,
    clock: @escaping @Sendable () -> Double = SystemClock.now
  ) {
    let hasModels = bundle.entityDocument("ai_models") != nil
    let collections = bundle.edition == .oss ? Collection.oss : hasModels ? Collection.aiGateway : Collection.enterprise
    let catalog = Catalog(
      bundle: bundle, collections: collections + (hasWebAssembly ? [Collection.filterChains] : []),
      hasDatabase: hasDatabase)
    self.init(catalog: catalog, hasWebAssembly: hasWebAssembly, clock: clock)
  }

  /// Makes an empty gateway with the kinds of a catalog.
  init(
    catalog: Catalog, hasWebAssembly: Bool, clock: @escaping @Sendable () -> Double = SystemClock.now
  ) {
    self.catalog = catalog
    self.hasWebAssembly = hasWebAssembly
    let nodeID = UniqueID()
    self.entities = EntityEndpoints(catalog: catalog, nodeID: nodeID)
    self.schemas = SchemaEndpoints(catalog: catalog)
    self.node = NodeEndpoints(catalog: catalog, nodeID: nodeID)
    self.tags = TagEndpoints(catalog: catalog)
    self.clock = clock
    let generated = GeneratedValues(id: { "\(UniqueID())" }, token: Token.random, now: clock())
    self.state = Mutex(WorkspaceStore(catalog: catalog, generated: generated))
  }

  /// Answers a request. What goes wrong within a change changes nothing.
  func respond(to request: AdminRequest) -> AdminResponse {
    var response = state.withLock { workspaces in
      workspaces.now = clock()
      do throws(SandboxRefusal) {
        let response = try answer(request, &workspaces)
        if request.method != "GET", request.method != "HEAD" { workspaces.changes += 1 }
        return response
      } catch {
        return error.response
      }
    }
    if request.method == "HEAD" { response.body = [] }
    return response
  }

  /// Reads or changes everything at once.
  func withState<Result>(_ body: (inout WorkspaceStore) throws -> Result) rethrows -> Result {
    try state.withLock { try body(&$0) }
  }

  private func answer(_ request: AdminRequest, _ workspaces: inout WorkspaceStore) throws(SandboxRefusal)
    -> AdminResponse
  {
    guard catalog.bundle.edition == .enterprise else { return try answer(request, in: &workspaces.standard) }
    var request = request
    let name = workspaces.take(from: &request)
    request.path = Self.joined(request.path)
    if request.path == ["kong"] { request.path = [] }
    if let response = try WorkspaceEndpoints().response(to: request, in: &workspaces) { return response }
    return try workspaces.with(name) { store throws(SandboxRefusal) in
      store.keepsPasswords = catalog.dialect == .konnect && request.parameter("skip_hash") == "true"
      return try answer(request, in: &store)
    }
  }

  private func answer(_ request: AdminRequest, in store: inout Store) throws(SandboxRefusal) -> AdminResponse {
    if let response = FixedEndpoints.response(
      to: request, hasWebAssembly: hasWebAssembly, hasDatabase: catalog.hasDatabase)
    {
      return response
    }
    if request.path == ["config"] { return ConfigEndpoint(catalog: catalog).response(to: request, in: &store) }
    if request.path.first == "schemas", let response = try schemas.response(to: request, in: store) { return response }
    if let response = try node.response(to: request, in: store) { return response }
    if let response = try tags.response(to: request, in: store) { return response }
    if catalog.bundle.edition == .enterprise, let response = try enterprise(request, &store) { return response }
    return try entities.response(to: request, in: &store) ?? .notFound
  }

  private func enterprise(_ request: AdminRequest, _ store: inout Store) throws(SandboxRefusal) -> AdminResponse? {
    if let response = try ConsumerGroupEndpoints(entities: entities).response(to: request, in: &store) {
      return response
    }
    if let response = try RoleEndpoints(entities: entities).response(to: request, in: &store) { return response }
    return try PartialEndpoints(catalog: catalog).response(to: request, in: store)
  }

  /// The path with the two parts of some collections' names as one.
  static func joined(_ path: [String]) -> [String] {
    var result: [String] = []
    var index = 0
    while index < path.count {
      if index + 1 < path.count, Collection.joinedPaths.contains([path[index], path[index + 1]]) {
        result.append(path[index] + "/" + path[index + 1])
        index += 2
      } else {
        result.append(path[index])
        index += 1
      }
    }
    return result
  }
}
