import Documents
import GatewaySandbox
import Testing

/// Runs a sandbox for the length of a test and gives a connection to it.
func withSandbox<Result>(
  _ configure: (inout SandboxConfiguration) -> Void = { _ in },
  _ body: (HTTPConnection, Sandbox) async throws -> Result
) async throws -> Result {
  var configuration = SandboxConfiguration()
  configure(&configuration)
  let sandbox = try await Sandbox.start(configuration)
  do {
    let result = try await body(HTTPConnection(sandbox.address), sandbox)
    await sandbox.stop()
    return result
  } catch {
    await sandbox.stop()
    throw error
  }
}

extension HTTPConnection {
  /// Sends a JSON body and expects a status.
  @discardableResult
  func expect(
    _ status: Int, _ method: String, _ path: String, _ json: Node? = nil,
    sourceLocation: SourceLocation = #_sourceLocation
  ) async throws -> Node {
    let answer =
      if let json { try await send(method, path, json: json) } else { try await send(method, path) }
    #expect(answer.status == status, "\(method) \(path): \(answer.text)", sourceLocation: sourceLocation)
    return answer.json
  }
}

extension Node {
  /// The member that lies deeper, by names and positions.
  subscript(path: Any...) -> Node? {
    var node: Node? = self
    for step in path {
      if let key = step as? String {
        node = node?.object?[key]
      } else if let index = step as? Int {
        node = node?.array.flatMap { $0.indices.contains(index) ? $0[index] : nil }
      }
    }
    return node
  }

  /// The ids of a listing's entities.
  var ids: [String] { (object?["data"]?.array ?? []).compactMap { $0.object?["id"]?.string } }
}
