public import Documents

/// What a route may and must have, by its first protocol: the gateway has a schema for each, and serves none of them.
public enum RouteSchemas {
  /// The fields and checks that the first of a route's protocols brings; nil for an unknown protocol.
  public static func document(protocols: Node?) -> Node? {
    switch protocols?.array?.first?.string ?? (protocols == nil ? "http" : "") {
    case "http", "https": http
    case "tcp", "tls", "udp", "tls_passthrough": stream
    case "grpc", "grpcs": grpc
    default: nil
    }
  }

  private static let http: Node = [
    "fields": [
      ["sources": refused("sources", "'http' or 'https'")],
      ["destinations": refused("destinations", "'http' or 'https'")],
    ],
    "entity_checks": [
      oneOf(
        ["methods", "hosts", "headers", "paths", "snis"], "must set one of %s when 'protocols' is 'https'",
        match: ["contains": "https"], otherwise: ["methods", "hosts", "headers", "paths"],
        "must set one of %s when 'protocols' is 'http'", match: ["contains": "http"])
    ],
  ]

  private static let stream: Node = [
    "fields": Node(
      .array(
        ["methods", "hosts", "paths", "headers"].map { name in
          Node(.object(Object([.init(key: name, node: refused(name, "'tcp', 'tls', 'tls_passthrough' or 'udp'"))])))
        })),
    "entity_checks": [
      oneOf(
        ["sources", "destinations", "snis"], "must set one of %s when 'protocols' is 'tcp', 'tls' or 'udp'",
        match: only(["tcp", "tls", "udp"])),
      oneOf(["snis"], "must set snis when 'protocols' is 'tls_passthrough'", match: only(["tls_passthrough"])),
    ],
  ]

  private static let grpc: Node = [
    "fields": [
      ["methods": refused("methods", "'grpc' or 'grpcs'")],
      ["sources": refused("sources", "'grpc' or 'grpcs'")],
      ["destinations": refused("destinations", "'grpc' or 'grpcs'")],
      [
        "strip_path": [
          "type": "boolean", "default": false, "ne": true,
          "err": "cannot set 'strip_path' when 'protocols' is 'grpc' or 'grpcs'",
        ]
      ],
    ],
    "entity_checks": [
      oneOf(
        ["hosts", "headers", "paths", "snis"], "must set one of %s when 'protocols' is 'grpcs'",
        match: only(["grpcs"]), otherwise: ["hosts", "headers", "paths"],
        "must set one of %s when 'protocols' is 'grpc'", match: only(["grpc"]))
    ],
  ]

  private static func refused(_ name: String, _ protocols: String) -> Node {
    ["eq": .null, "err": Node(.string("cannot set '\(name)' when 'protocols' is \(protocols)"))]
  }

  private static func only(_ protocols: [Node]) -> Node {
    ["elements": ["type": "string", "one_of": Node(.array(protocols))]]
  }

  private static func oneOf(
    _ fields: [String], _ message: String, match: Node, otherwise: [String] = [], _ otherMessage: String = "",
    match otherMatch: Node? = nil
  ) -> Node {
    var check: Object = Object([
      .init(key: "if_field", node: "protocols"), .init(key: "if_match", node: match),
      .init(key: "then_at_least_one_of", node: list(fields)), .init(key: "then_err", node: Node(.string(message))),
    ])
    if let otherMatch {
      check["else_match"] = otherMatch
      check["else_then_at_least_one_of"] = list(otherwise)
      check["else_then_err"] = Node(.string(otherMessage))
    }
    return ["conditional_at_least_one_of": Node(.object(check))]
  }

  private static func list(_ names: [String]) -> Node { Node(.array(names.map { Node(.string($0)) })) }
}
