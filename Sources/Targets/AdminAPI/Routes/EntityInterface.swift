import GatewayModel

/// Where below an address a target keeps its entities, and how each kind of them is reached.
struct EntityInterface: Sendable {
  /// The segments that all paths begin with.
  var base: [String] = []
  /// The kinds that the target may have.
  var kinds = Set(EntityKind.all)
  /// How each kind is reached.
  var routes: KindMap<AdminRoute>
  /// Whether a list without items may be null.
  var listsMayBeNull = false

  /// The interface of a gateway's own Admin API.
  static let adminAPI = EntityInterface(routes: KindMap { AdminRoute.of($0) })

  /// How a kind is reached.
  subscript(kind: EntityKind) -> AdminRoute { routes[kind] }
}
