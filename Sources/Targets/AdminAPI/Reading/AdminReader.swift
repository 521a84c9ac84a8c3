package import Documents
import GatewayModel
package import GatewaySchemas

/// Reads from an Admin API: what only previews holds nothing that can write.
package struct AdminReader: Sendable {
  let connection: AdminConnection
  let schemas: FetchCache<Schema?>
  let roots: FetchCache<GatewayInformation>
  let interface: EntityInterface
  /// The workspace whose entities are read; nil for the default one.
  package let workspace: String?

  /// Prepares to read; the first request connects.
  ///
  /// - Throws: What is wrong with the settings; nothing was sent.
  package init(
    _ settings: ConnectionSettings, workspace: String? = nil, policy: RequestPolicy = RequestPolicy()
  ) throws(TransportError) {
    self.init(
      connection: try AdminConnection(settings, policy: policy), schemas: FetchCache(), roots: FetchCache(),
      workspace: workspace)
  }

  init(
    connection: AdminConnection, schemas: FetchCache<Schema?>, roots: FetchCache<GatewayInformation>,
    workspace: String?, interface: EntityInterface = .adminAPI
  ) {
    self.connection = connection
    self.interface = interface
    self.schemas = schemas
    self.roots = roots
    self.workspace = workspace
  }

  /// The same connection, reading from another workspace.
  package func inWorkspace(_ workspace: String?) -> AdminReader {
    AdminReader(
      connection: connection, schemas: schemas, roots: roots, workspace: workspace, interface: interface)
  }

  /// The address without credentials.
  package var address: String { connection.address }

  /// What was sent so far over the connection.
  package var counts: RequestCounts { connection.counts }

  /// Ends what is under way and closes all connections; later requests fail as cancelled.
  package func shutdown() async {
    await connection.shutdown()
  }

  /// Reads a document.
  ///
  /// - Parameters:
  ///   - path: The segments of the path below the workspace, names as they are.
  ///   - query: The parameters of the query, names and values as they are.
  /// - Returns: The document.
  /// - Throws: `AdminError`, also where there is no such document.
  package func get(_ path: [String], query: [(String, String)] = []) async throws(AdminError) -> Node {
    try await answer(path, query: query).document()
  }

  /// Reads a document; nil where there is none (404).
  package func getIfPresent(_ path: [String], query: [(String, String)] = []) async throws(AdminError) -> Node? {
    let response = try await answer(path, query: query)
    // A bare nil beside a node would become the node that is null.
    guard response.status != 404 else { return Node?.none }
    return try response.document()
  }

  /// Asks what gateway this is, once.
  ///
  /// A token that is good in one workspace alone may not read the root: then that workspace's `/kong` tells the same.
  package func root() async throws(AdminError) -> GatewayInformation {
    try await roots.value(workspace ?? "") { () async throws(AdminError) in try await askForRoot() }
  }

  private func askForRoot() async throws(AdminError) -> GatewayInformation {
    var response = try await inWorkspace(nil).answer([])
    if response.status == 401 || response.status == 403, workspace != nil {
      let other = try await answer(["kong"])
      if other.status == 200 { response = other }
    }
    guard let information = GatewayInformation(document: try response.document()) else {
      throw AdminError.unexpectedAnswer(status: response.status, reason: "it names no version of a gateway")
    }
    return information
  }

  /// The schema of a kind of entity (`services`), fetched once; nil where the gateway has none.
  package func schema(entity name: String) async throws(AdminError) -> Schema? {
    try await schema(name, at: ["schemas", name])
  }

  /// The schema of a plugin (`key-auth`), fetched once; nil where the gateway has none.
  package func schema(plugin name: String) async throws(AdminError) -> Schema? {
    try await schema(name, at: ["schemas", "plugins", name])
  }

  /// The schema at a path below `schemas`, such as that of a vault's configuration, fetched once; nil where the gateway
  /// has none.
  package func schema(at path: [String]) async throws(AdminError) -> Schema? {
    try await schema(path.last ?? "", at: ["schemas"] + path)
  }

  /// Has the gateway check an entity against the schema of its kind; it keeps nothing of it.
  ///
  /// - Throws: `AdminError.refused` with what is wrong with which field.
  package func validate(_ entity: Node, schema path: [String]) async throws(AdminError) {
    let target = try target(["schemas"] + path + ["validate"])
    // An error of the gateway's own belongs to this entity: asked again, it would come again.
    try await send(.json(.post, target, JSONWriter.write(entity), isRepeatable: false)).checkStatus()
  }

  private func schema(_ name: String, at path: [String]) async throws(AdminError) -> Schema? {
    // Nothing has such a name, which the files may hold all the same.
    guard path.allSatisfy(PathEncoding.canStand) else { return nil }
    return try await schemas.value(path.joined(separator: "/")) { () async throws(AdminError) -> Schema? in
      guard let document = try await getIfPresent(path) else { return nil }
      guard let schema = Schema(name: name, document: document) else {
        throw AdminError.unexpectedAnswer(status: 200, reason: "it is no schema: it has no list of fields")
      }
      return schema
    }
  }
}

extension AdminReader {
  func answer(
    _ path: [String], query: [(String, String)] = [], isOpen: Bool = false
  ) async throws(AdminError) -> HTTPResponse {
    try await send(HTTPRequest(method: .get, target: try target(path, query: query, isOpen: isOpen)))
  }

  /// Path and query of a request, below the workspace.
  func target(
    _ path: [String], query: [(String, String)] = [], isOpen: Bool = false
  ) throws(AdminError) -> String {
    do {
      return try PathEncoding.target(
        interface.base + (workspace.map { [$0] } ?? []) + path, query: query, isOpen: isOpen)
    } catch {
      throw .transport(error)
    }
  }

  func send(_ request: HTTPRequest) async throws(AdminError) -> HTTPResponse {
    do {
      return try await connection.send(request)
    } catch {
      throw .transport(error)
    }
  }
}

extension HTTPRequest {
  /// A request with a JSON body.
  static func json(
    _ method: HTTPMethod, _ target: String, _ body: [UInt8], isRepeatable: Bool = true
  ) -> HTTPRequest {
    HTTPRequest(
      method: method, target: target, headers: [HTTPHeader("Content-Type", "application/json")], body: body,
      isRepeatable: isRepeatable)
  }
}
