import Documents
import GatewayModel

/// Fields that state files may have and that the gateways do not know whose schemas come with the program: of other
/// versions, or of another way to match routes.
enum FormatFields {
  /// What a gateway would say of each field, by kind.
  static let byKind: [EntityKind: [String: Node]] = [
    .service: [
      "tls_sans": [
        "type": "record",
        "fields": [
          ["dnsnames": ["type": "array", "elements": ["type": "string"]]],
          ["uris": ["type": "array", "elements": ["type": "string"]]],
        ],
      ]
    ],
    .route: ["expression": ["type": "string"], "priority": ["type": "integer"]],
    .upstream: [
      "sticky_sessions_cookie": ["type": "string"], "sticky_sessions_cookie_path": ["type": "string"],
    ],
    .target: ["failover": ["type": "boolean"]],
    .plugin: ["model": ["type": "foreign", "reference": "ai_models"]],
  ]

  /// Fields that the format still has, and that no gateway of today takes.
  static let former: [EntityKind: Set<String>] = [.plugin: ["run_on"]]
}
