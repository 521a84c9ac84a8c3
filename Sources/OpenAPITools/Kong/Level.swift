import Documents
import OpenAPI

/// What one level of a document (itself, a path, an operation) hands on to those below it.
struct Level {
  /// The levels that may share services among themselves.
  enum Depth {
    case document
    case path
    case operation
  }

  /// How deep it is.
  let depth: Depth
  /// What names and ids are made of.
  var base: String
  /// The servers in force.
  var servers: [Server]
  /// The defaults in force; the nearest level's count as a whole.
  var serviceDefaults: Object?
  var upstreamDefaults: Object?
  var routeDefaults: Object?
  /// The service on which routes go, by its position.
  var service = 0
  /// Whether that service is this level's own, or one shared with another of its kind.
  var hasOwnService = false
  /// What this level adds to the plugins that routes get.
  var plugins: [PluginDraft] = []
  /// The nearest definition of request-validator.
  var validator: PluginDraft?
}

/// By what services are told apart that several paths or operations may share.
struct ServiceKey: Hashable {
  let addresses: [ServerAddress]
  let serviceDefaults: String?
  let upstreamDefaults: String?
}
