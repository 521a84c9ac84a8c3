import Documents
import GatewayModel

/// The defaults that are filled in without a gateway: those of the format itself, the same for every version.
enum FormatDefaults {
  /// The fields for an entity; nil where its kind has none.
  static func fields(for entity: Entity) -> Object? {
    var fields = byKind[entity.kind]
    // A route by expression has a priority of its own, and some gateways refuse the other.
    if entity.fields["expression"].map({ !$0.isNull }) ?? false {
      fields?["regex_priority"] = nil
      fields?["priority"] = 0
    }
    return fields
  }

  private static let byKind: [EntityKind: Object] = [
    .service: object([
      "protocol": "http", "connect_timeout": 60000, "read_timeout": 60000, "write_timeout": 60000,
    ]),
    .route: object([
      "preserve_host": false, "regex_priority": 0, "strip_path": true, "protocols": ["http", "https"],
    ]),
    .target: object(["weight": 100]),
    .upstream: object([
      "slots": 10000, "hash_on": "none", "hash_fallback": "none", "hash_on_cookie_path": "/",
      "healthchecks": ["active": active, "passive": passive],
    ]),
  ]

  private static let active: Node = [
    "concurrency": 10, "http_path": "/", "type": "http", "timeout": 1,
    "healthy": ["http_statuses": [200, 302], "interval": 0, "successes": 0],
    "unhealthy": [
      "http_statuses": [429, 404, 500, 501, 502, 503, 504, 505], "http_failures": 0, "interval": 0,
      "tcp_failures": 0, "timeouts": 0,
    ],
  ]

  private static let passive: Node = [
    "healthy": [
      "http_statuses": [
        200, 201, 202, 203, 204, 205, 206, 207, 208, 226, 300, 301, 302, 303, 304, 305, 306, 307, 308,
      ], "successes": 0,
    ],
    "unhealthy": ["http_statuses": [429, 500, 503], "http_failures": 0, "tcp_failures": 0, "timeouts": 0],
  ]

  private static func object(_ node: Node) -> Object { node.object ?? Object() }
}
