package import Documents

/// Writes to an Admin API, and reads from it over the same connection.
///
/// It cannot be made from an `AdminReader`: who was given only that cannot write.
package struct AdminWriter: Sendable {
  /// The reading face of the same connection.
  package let reader: AdminReader

  /// Prepares to write; the first request connects.
  ///
  /// - Throws: What is wrong with the settings; nothing was sent.
  package init(
    _ settings: ConnectionSettings, workspace: String? = nil, policy: RequestPolicy = RequestPolicy()
  ) throws(TransportError) {
    self.reader = try AdminReader(settings, workspace: workspace, policy: policy)
  }

  init(reader: AdminReader) {
    self.reader = reader
  }

  /// The same connection, writing to another workspace.
  package func inWorkspace(_ workspace: String?) -> AdminWriter {
    AdminWriter(reader: reader.inWorkspace(workspace))
  }

  /// Creates or replaces; returns what the gateway made of it.
  @discardableResult
  package func put(
    _ path: [String], body: Node, query: [(String, String)] = []
  ) async throws(AdminError) -> Node? {
    try await write(.put, path, JSONWriter.write(body), query: query)
  }

  /// Creates; returns what the gateway made of it.
  ///
  /// - Parameters:
  ///   - path: The segments of the collection's path below the workspace.
  ///   - body: The entity.
  ///   - isRepeatable: Whether the body names an id, so that a second request, sent because the answer to the first one
  ///     got lost, creates nothing twice. Without that, only what surely was not done is tried again.
  /// - Returns: The entity as the gateway keeps it; nil for an empty answer.
  /// - Throws: `AdminError`; a second request for an id that the first one created is refused with code 3 or 5.
  @discardableResult
  package func post(_ path: [String], body: Node, isRepeatable: Bool = false) async throws(AdminError) -> Node? {
    try await write(.post, path, JSONWriter.write(body), isRepeatable: isRepeatable)
  }

  /// Changes the fields that the body names; returns the whole.
  @discardableResult
  package func patch(_ path: [String], body: Node) async throws(AdminError) -> Node? {
    try await write(.patch, path, JSONWriter.write(body))
  }

  /// Removes. Most kinds answer 204 also where there was nothing; where one answers 404, that is a refusal.
  package func delete(_ path: [String], query: [(String, String)] = []) async throws(AdminError) {
    let target = try reader.target(path, query: query)
    let response = try await reader.send(HTTPRequest(method: .delete, target: target))
    try response.checkStatus()
    // A page of something in between is no answer of the gateway's: nothing tells that the entity is gone.
    if !response.body.isEmpty { _ = try response.document() }
  }

  /// Sends a body that was written before.
  @discardableResult
  package func write(
    _ method: HTTPMethod, _ path: [String], _ body: [UInt8], query: [(String, String)] = [], isRepeatable: Bool = true
  ) async throws(AdminError) -> Node? {
    let target = try reader.target(path, query: query)
    let response = try await reader.send(.json(method, target, body, isRepeatable: isRepeatable))
    if response.body.isEmpty {
      try response.checkStatus()
      return Node?.none
    }
    return try response.document()
  }
}
