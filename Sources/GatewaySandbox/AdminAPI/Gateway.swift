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
  private let state: Mutex<Store>
  private let clock: @Sendable () -> Double

  /// - Parameter clock: The time in seconds since 1970.
  init(edition: SchemaBundle.Edition, clock: @escaping @Sendable () -> Double = SystemClock.now) {
    self.catalog = Catalog(bundle: edition == .oss ? .oss : .enterprise, collections: Collection.oss)
    let nodeID = UniqueID()
    self.entities = EntityEndpoints(catalog: catalog, nodeID: nodeID)
    self.tags = TagEndpoints(catalog: catalog)
    self.schemas = SchemaEndpoints(catalog: catalog)
    self.node = NodeEndpoints(catalog: catalog, nodeID: nodeID)
    self.clock = clock
    let generated = GeneratedValues(id: { "\(UniqueID())" }, token: Token.random, now: clock())
    self.state = Mutex(Store(catalog: catalog, generated: generated))
  }

  /// Answers a request. What goes wrong within a change changes nothing.
  func respond(to request: AdminRequest) -> AdminResponse {
    var response = state.withLock { store in
      store.generated.now = clock()
      do throws(AdminError) {
        return try answer(request, &store)
      } catch {
        return error.response
      }
    }
    if request.method == "HEAD" { response.body = [] }
    return response
  }

  private func answer(_ request: AdminRequest, _ store: inout Store) throws(AdminError) -> AdminResponse {
    if let response = FixedEndpoints.response(to: request) { return response }
    if request.path.first == "schemas", let response = try schemas.response(to: request, in: store) { return response }
    if let response = try node.response(to: request, in: store) { return response }
    if let response = try tags.response(to: request, in: store) { return response }
    return try entities.response(to: request, in: &store) ?? .notFound
  }
}
