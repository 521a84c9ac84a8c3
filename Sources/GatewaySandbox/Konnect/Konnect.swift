import Documents
import GatewayModel
import GatewaySchemas
import Synchronization

/// Konnect without a server: control planes, each with the entities of a gateway, behind a token.
final class Konnect: Backend {
  private let token: String?
  private let planes: Mutex<ControlPlanes>

  /// Makes control planes without entities.
  ///
  /// - Parameters:
  ///   - settings: The token and the control planes.
  ///   - bundle: The schemas that a gateway of the enterprise edition would have.
  init(_ settings: SandboxConfiguration.Konnect, bundle: SchemaBundle) {
    token = settings.token
    let catalog = Catalog(
      bundle: KonnectSchemas.bundle(over: bundle), collections: Collection.konnect, dialect: .konnect)
    var planes = ControlPlanes(catalog: catalog)
    for name in settings.controlPlanes { planes.add(name: name) }
    self.planes = Mutex(planes)
  }

  func respond(to request: AdminRequest) -> AdminResponse {
    guard isAuthorized(request) else { return worded(.message(401, "A valid token is required"), to: request) }
    if let inner = CoreEntities.Request(request) {
      guard let plane = planes.withLock({ $0.plane(inner.controlPlane) }) else { return ControlPlanes.notFound }
      return CoreEntities(plane: plane).response(to: inner)
    }
    return planes.withLock { planes in
      do throws(KonnectError) {
        return try planes.response(to: request) ?? AccountEndpoints.response(to: request)
          ?? KonnectError.problem(404, "Not found").response
      } catch {
        return error.response
      }
    }
  }

  func worded(_ answer: AdminResponse, to request: AdminRequest) -> AdminResponse {
    KonnectError.worded(answer, isProblem: CoreEntities.Request(request)?.answersWithProblems ?? true)
  }

  func entityPath(of request: AdminRequest) -> [String] {
    CoreEntities.Request(request).map { $0.inner.path } ?? request.path
  }

  func state(unlessAfter changes: Int) -> (changes: Int, lines: [[UInt8]])? {
    let current = planes.withLock { $0 }
    return current.changes == changes ? nil : (current.changes, current.lines)
  }

  func restore(_ bytes: [UInt8], path: String) throws(SandboxFailure) {
    let entries = try StateFile.entries(of: bytes, path: path, edition: ControlPlanes.edition)
    var restored = planes.withLock { $0.empty }
    for entry in entries {
      if let description = entry.node[ControlPlanes.lineKey]?.object {
        restored.add(description)
      } else {
        guard let plane = restored.last else { throw entry.failure }
        try plane.gateway.restore(entry)
      }
    }
    planes.withLock { [restored] in $0 = restored }
  }

  private func isAuthorized(_ request: AdminRequest) -> Bool {
    guard let header = request.authorization, header.hasPrefix("Bearer "), header.utf8.count > 7 else { return false }
    return token.map { header == "Bearer \($0)" } ?? true
  }
}

/// `/v2/organizations/me` and `/v2/users/me`: whose token it is.
enum AccountEndpoints {
  private static let created = "2026-01-01T00:00:00.000Z"

  /// The answer; nil where the path is another.
  static func response(to request: AdminRequest) -> AdminResponse? {
    guard request.path.count == 3, ["v2", "v3"].contains(request.path[0]), request.path[2] == "me" else { return nil }
    let answer: Node
    switch request.path[1] {
    case "organizations":
      answer = [
        "id": "00000000-0000-4000-8000-00000000000a", "name": "Sandbox", "state": "active",
        "created_at": Node(.string(created)), "updated_at": Node(.string(created)),
      ]
    case "users":
      answer = [
        "id": "00000000-0000-4000-8000-00000000000b", "full_name": "Sandbox User", "email": "user@sandbox.example",
        "active": true, "created_at": Node(.string(created)), "updated_at": Node(.string(created)),
      ]
    default: return nil
    }
    return request.method == "GET" ? .json(200, answer) : KonnectError.problem(405, "Method not allowed").response
  }
}
