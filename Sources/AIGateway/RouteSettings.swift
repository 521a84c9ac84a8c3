import Diagnostics
import Documents

/// What the model says of a route, as a gateway's route has it.
enum RouteSettings {
  /// The keys that are the same on both sides, but for the paths.
  private static let keys = [
    "hosts", "methods", "protocols", "headers", "snis", "sources", "destinations", "strip_path", "preserve_host",
    "https_redirect_status_code", "regex_priority", "path_handling", "request_buffering", "response_buffering", "tags",
  ]

  /// The fields of a route without name and paths.
  static func fields(of route: Node?) -> Object {
    var fields = Object()
    for key in keys { fields.take(key, of: route) }
    return fields
  }

  /// The one route of an entity that has a service of its own.
  static func route(_ route: Node?, for name: String, plugins: Node?) -> Node {
    var fields = fields(of: route)
    fields["name"] = route?.filled("name") ?? Node(.string("\(name)-route"))
    fields.take("paths", of: route)
    fields.set("plugins", plugins)
    return Node(.object(fields), at: route?.place ?? .none)
  }
}
