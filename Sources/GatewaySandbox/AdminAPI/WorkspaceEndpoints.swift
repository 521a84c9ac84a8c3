import Documents
import GatewayModel

/// `/workspaces` and `/workspaces/x`, below any workspace's own path too.
struct WorkspaceEndpoints {
  /// The answer; nil where the path is another.
  func response(
    to request: AdminRequest, in workspaces: inout WorkspaceStore
  ) throws(SandboxRefusal) -> AdminResponse? {
    guard request.path.first == "workspaces", request.path.count <= 2 else { return nil }
    return request.path.count == 1
      ? try collection(request, &workspaces) : try single(request.path[1], request, &workspaces)
  }

  private func collection(
    _ request: AdminRequest, _ workspaces: inout WorkspaceStore
  ) throws(SandboxRefusal) -> AdminResponse {
    switch request.method {
    case "GET", "HEAD":
      let all = workspaces.descriptions.map { table in table.order.all.compactMap { table.entity($0) } } ?? []
      return .json(200, ["data": Node(.array(all.map { Node(.object($0)) })), "next": .null])
    case "POST":
      let id = try workspaces.describe(Body.fields(of: request), id: nil)
      return answer(201, id, workspaces)
    default:
      return .methodNotAllowed
    }
  }

  private func single(
    _ key: String, _ request: AdminRequest, _ workspaces: inout WorkspaceStore
  ) throws(SandboxRefusal) -> AdminResponse {
    let id = workspaces.find(key)
    switch request.method {
    case "GET", "HEAD":
      return id.map { answer(200, $0, workspaces) } ?? .notFound
    case "PUT", "PATCH":
      var fields = try Body.fields(of: request)
      if id == nil {
        guard request.method == "PUT" else { throw .missing(UniqueID(key) == nil ? "name" : "id", key) }
        fields[UniqueID(key) == nil ? "name" : "id"] = Node(.string(key))
      }
      return answer(200, try workspaces.describe(fields, id: id), workspaces)
    case "DELETE":
      if let id { try workspaces.delete(id, cascade: request.parameter("cascade") == "true") }
      return .noContent
    default:
      return .methodNotAllowed
    }
  }

  private func answer(_ status: Int, _ id: UniqueID, _ workspaces: WorkspaceStore) -> AdminResponse {
    .json(status, Node(.object(workspaces.descriptions?.entity(id) ?? Object())))
  }
}
