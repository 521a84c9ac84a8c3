import Documents
import GatewaySandbox
import Testing

/// Requests to a Konnect sandbox with a token, those to core entities below the first control plane.
struct KonnectClient {
  let connection: HTTPConnection
  let token: String
  /// `/v2/control-planes/ID/core-entities`.
  let root: String

  /// Runs a sandbox with one control plane for the length of a test.
  @discardableResult
  static func run<Result>(
    _ configure: (inout SandboxConfiguration) -> Void = { _ in }, _ body: (KonnectClient) async throws -> Result
  ) async throws -> Result {
    try await withSandbox({
      $0.konnect = SandboxConfiguration.Konnect(token: "kpat_secret")
      configure(&$0)
    }) { connection, _ in
      var client = KonnectClient(connection: connection, token: "kpat_secret", root: "")
      let planes = try await client.expect(200, "GET", "/v2/control-planes")
      client = KonnectClient(
        connection: connection, token: "kpat_secret",
        root: "/v2/control-planes/\(planes.ids.first ?? "none")/core-entities")
      return try await body(client)
    }
  }

  /// Sends a request with the token; a path that does not begin with `/v` is one of core entities.
  func send(_ method: String, _ path: String, _ json: Node? = nil) async throws -> HTTPConnection.Response {
    let path = path.hasPrefix("/v2/") || path.hasPrefix("/konnect-api/") ? path : root + path
    let headers = ["Authorization": "Bearer \(token)"]
    return if let json {
      try await connection.send(method, path, json: json, headers: headers)
    } else {
      try await connection.send(method, path, headers: headers)
    }
  }

  /// The same, expecting a status.
  @discardableResult
  func expect(
    _ status: Int, _ method: String, _ path: String, _ json: Node? = nil,
    sourceLocation: SourceLocation = #_sourceLocation
  ) async throws -> Node {
    let answer = try await send(method, path, json)
    #expect(answer.status == status, "\(method) \(path): \(answer.text)", sourceLocation: sourceLocation)
    return answer.json
  }
}
