/// The transport and the limiter alone, without reading answers: what everything above them is measured against.
package struct RawConnection: Sendable {
  private let connection: AdminConnection

  /// Prepares to send; the first request connects.
  package init(_ settings: ConnectionSettings, policy: RequestPolicy = RequestPolicy()) throws(TransportError) {
    self.connection = try AdminConnection(settings, policy: policy)
  }

  /// Sends a request with an encoded path and body; returns the answer's status and body as they came.
  package func send(
    _ method: HTTPMethod, target: String, body: [UInt8]? = nil
  ) async throws(TransportError) -> (status: Int, body: [UInt8]) {
    let headers = body == nil ? [] : [HTTPHeader("Content-Type", "application/json")]
    let response = try await connection.send(
      HTTPRequest(method: method, target: target, headers: headers, body: body))
    return (response.status, response.body)
  }

  /// Closes all connections.
  package func shutdown() async { await connection.shutdown() }
}
