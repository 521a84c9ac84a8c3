import Documents
import GatewayModel

/// The entities of a control plane: the gateway's own endpoints, as far as Konnect has them and in its ways.
struct CoreEntities {
  let plane: HostedControlPlane

  /// A request below `/v2/control-planes/ID/core-entities`.
  struct Request {
    let controlPlane: String
    let workspace: String?
    /// What is asked of the control plane, without the workspace.
    var inner: AdminRequest

    /// Nil where the path is another.
    init?(_ request: AdminRequest) {
      guard request.path.count > 4, request.path[0] == "v2", request.path[1] == "control-planes",
        request.path[3] == "core-entities"
      else { return nil }
      controlPlane = request.path[2]
      inner = request
      inner.path = Gateway.joined(Array(request.path.dropFirst(4)))
      let isWorkspace = inner.path.count > 1 && !CoreEntityPaths.areKnown(first: inner.path[0])
      workspace = isWorkspace ? inner.path.removeFirst() : nil
    }

    /// Whether errors of the service in between are problem documents, as only the newer lists have it.
    var answersWithProblems: Bool { inner.path.first == "targets" }
  }

  func response(to request: Request) -> AdminResponse {
    do throws(KonnectError) {
      let path = request.inner.path
      if request.workspace == nil, path.first == "v1", path.count == 4, path[1] == "schemas", path[2] == "json" {
        return try schema(path[3], request.inner.method)
      }
      guard let methods = CoreEntityPaths.methods(path, inWorkspace: request.workspace != nil) else {
        throw .entity(404, "Not found")
      }
      guard methods.contains(request.inner.method) else { throw .entity(405, "Method Not Allowed") }
      try check(request.inner)
      let answer = plane.gateway.respond(to: translated(request))
      return KonnectError.translated(answer, wrapper: CoreEntityPaths.areCredentials(path) ? "value" : nil)
    } catch {
      return error.response
    }
  }

  /// The request as the gateway takes it.
  private func translated(_ request: Request) -> AdminRequest {
    var inner = request.inner
    if inner.path.starts(with: ["v1", "consumer-groups"]), inner.path.count == 4 {
      inner.path = ["consumer_groups", inner.path[2], "overrides", "plugins", "rate-limiting-advanced"]
    }
    if let workspace = request.workspace { inner.path.insert(workspace, at: 0) }
    return inner
  }

  private func schema(_ type: String, _ method: String) throws(KonnectError) -> AdminResponse {
    guard method == "GET" else { throw .entity(405, "Method Not Allowed") }
    guard let schema = KonnectSchemas.jsonSchema(type, in: plane.gateway.catalog.bundle) else {
      throw .entity(404, "Not found")
    }
    return .json(200, schema)
  }

  /// What Konnect refuses before the entity is looked at.
  private func check(_ request: AdminRequest) throws(KonnectError) {
    guard ["POST", "PUT", "PATCH"].contains(request.method) else { return }
    let isValidation = request.path.last == "validate"
    if !isValidation, plane.clusterType == "CLUSTER_TYPE_CONTROL_PLANE_GROUP" {
      throw .entity(400, code: 9, "a control plane group takes its configuration from its members")
    }
    let body = (try? JSONReader.read(request.body))?.object ?? Object()
    if isValidation {
      guard plane.gateway.catalog.collection(named: request.path[1]) != nil else { throw .entity(404, "Not found") }
      // Its validation wants the shape of another encoding where a route's headers are concerned.
      if request.path[1] == "routes", body["headers"]?.object != nil {
        throw .entity(400, "proto: syntax error (line 1:1): unexpected token [")
      }
      return
    }
    for name in CoreEntityPaths.references {
      guard let reference = body[name]?.object, let other = reference.first(where: { $0.key != "id" }) else { continue }
      let reason = "property is not allowed: a reference has an id alone"
      throw .entity(
        400, "validation error",
        details: [KonnectError.detail("ERROR_TYPE_FIELD", "\(name).\(other.key)", [reason])])
    }
  }
}
