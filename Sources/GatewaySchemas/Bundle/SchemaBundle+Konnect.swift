import Documents

/// What the published description of Konnect's core entities says otherwise than the schemas of a gateway.
enum KonnectDifferences {
  private static let protocols: Node = [
    "grpc", "grpcs", "http", "https", "tcp", "tls", "tls_passthrough", "udp", "ws", "wss",
  ]
  private static let names: Node = ["type": "set", "elements": ["type": "string"]]
  private static let anyProtocol: Node = ["type": "string", "required": true, "one_of": protocols]

  /// What differs, kind by kind.
  static let byKind: [String: [Node]] = [
    "services": [
      ["protocol": ["one_of": protocols]],
      ["tls_sans": ["type": "record", "fields": [["dnsnames": names], ["uris": names]]]],
    ],
    "routes": [["protocols": ["default": ["https"], "elements": anyProtocol]]],
    "plugins": [["protocols": ["elements": anyProtocol]]],
    "upstreams": [
      [
        "algorithm": [
          "one_of": ["consistent-hashing", "latency", "least-connections", "round-robin", "sticky-sessions"]
        ]
      ],
      ["sticky_sessions_cookie": ["type": "string"]],
      ["sticky_sessions_cookie_path": ["type": "string", "default": "/"]],
    ],
    "targets": [["failover": ["type": "boolean", "default": false]]],
    "keys": [["x5t": ["type": "string"]]],
    "jwt_secrets": [
      [
        "algorithm": [
          "one_of": [
            "HS256", "HS384", "HS512", "RS256", "RS384", "RS512", "ES256", "ES256K", "ES384", "ES512", "PS256", "PS384",
            "PS512", "EdDSA", "ESB256", "ESB320", "ESB384", "ESB512", "ESP256", "ESP384", "ESP512", "Ed25519", "Ed448",
          ]
        ]
      ]
    ],
  ]
}

extension SchemaBundle {
  /// The bundle as a control plane of Konnect has it.
  package var onKonnect: SchemaBundle {
    var documents: [String: Node] = [:]
    for (kind, fields) in KonnectDifferences.byKind {
      guard let document = entityDocument(kind) else { continue }
      documents[kind] = SchemaSpecialization.document(of: document, by: ["fields": Node(.array(fields))])
    }
    return describing(documents)
  }
}
