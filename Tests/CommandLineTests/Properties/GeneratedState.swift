import Documents

/// A state file made by chance from a seed: some entities of every kind that needs no certificate, each with some of its
/// fields.
struct GeneratedState {
  private var state: UInt64
  private var counter = 0

  init(seed: UInt64) {
    state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
  }

  private mutating func number(below limit: Int) -> Int {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return Int(state % UInt64(limit))
  }

  private mutating func chance(_ percent: Int) -> Bool { number(below: 100) < percent }

  private mutating func pick(_ values: [Node]) -> Node { values[number(below: values.count)] }

  private mutating func some(_ values: [Node]) -> Node {
    let chosen = values.filter { _ in chance(50) }
    return Node(.array(chosen.isEmpty ? [values[0]] : chosen))
  }

  private mutating func name(_ stem: String) -> Node {
    counter += 1
    return Node(.string("\(stem)-\(counter)"))
  }

  /// A mapping with the first fields, and each of the others by chance; tags too.
  private mutating func entity(_ fixed: [(String, Node)], maybe: [(String, Node)] = [], tagged: Bool = true) -> Node {
    var members = fixed
    for field in maybe where chance(50) { members.append(field) }
    if tagged, chance(40) { members.append(("tags", some(["red", "green", "blue"]))) }
    return Node(.object(Object(members.map { Object.Member(key: $0.0, node: $0.1) })))
  }

  private mutating func several(_ limit: Int, _ make: (inout GeneratedState) -> Node) -> Node {
    Node(.array((0...number(below: limit)).map { _ in make(&self) }))
  }

  private mutating func with(_ node: Node, _ key: String, _ value: Node) -> Node {
    var object = node.object ?? Object()
    object[key] = value
    return Node(.object(object))
  }

  /// The file as YAML.
  mutating func text() -> String { String(decoding: YAMLWriter.write(document()), as: UTF8.self) }

  /// The file.
  mutating func document() -> Node {
    let groups = (0..<2).map { _ in entity([("name", name("group"))], tagged: true) }
    let consumers = (0..<3).map { _ in consumer(groups) }
    var services = (0..<3).map { _ in service() }
    if let first = consumers.first?["username"] {
      services[0] = with(services[0], "plugins", [["name": "rate-limiting", "consumer": first, "config": limits()]])
    }
    return [
      "_format_version": "3.0",
      "services": Node(.array(services)),
      "routes": several(2) { $0.route() },
      "consumer_groups": Node(.array(groups)),
      "consumers": Node(.array(consumers)),
      "upstreams": several(2) { $0.upstream() },
      "vaults": several(2) { made in
        made.entity([("name", "env"), ("prefix", made.name("vault")), ("config", ["prefix": "P_"])])
      },
      "key_sets": several(2) { made in made.entity([("name", made.name("set"))]) },
      "partials": [
        entity([
          ("id", "c0000000-0000-4000-8000-000000000001"), ("name", name("redis")), ("type", "redis-ee"),
          ("config", ["host": "redis.example", "port": 6380]),
        ])
      ],
      "plugins": Node(.array(globalPlugins())),
      "custom_entities": [
        [
          "type": "degraphql_routes", "id": "c0000000-0000-4000-8000-000000000002",
          "fields": ["service": ["name": services[1]["name"] ?? ""], "uri": "/u", "query": "{ u }"],
        ]
      ],
    ]
  }

  private mutating func limits() -> Node {
    entity(
      [("minute", Node(.integer(number(below: 50) + 1)))],
      maybe: [
        ("policy", "local"), ("fault_tolerant", false), ("hide_client_headers", true),
        ("redis", ["host": "redis.example", "timeout": 100]), ("hour", 100_000),
      ], tagged: false)
  }

  private mutating func plugin() -> Node {
    switch number(below: 5) {
    case 0: entity([("name", "rate-limiting"), ("config", limits())], maybe: [("enabled", false)])
    case 1:
      entity(
        [("name", "cors")],
        maybe: [("config", ["origins": ["*"], "max_age": 3600, "credentials": true]), ("instance_name", name("cors"))])
    case 2:
      entity([
        ("name", "request-transformer"),
        ("config", ["add": ["headers": ["a:1", "b:2"]], "remove": ["querystring": ["q"]]]),
      ])
    case 3:
      entity([("name", "key-auth")], maybe: [("config", ["key_names": ["k"]]), ("protocols", ["https", "http"])])
    default:
      entity([("name", "http-log"), ("config", ["http_endpoint": "https://log.example/x", "headers": ["x-a": "b"]])])
    }
  }

  private mutating func globalPlugins() -> [Node] {
    var plugins = [plugin()]
    if chance(50) { plugins.append(entity([("name", "correlation-id")], maybe: [("config", ["generator": "uuid"])])) }
    return plugins
  }

  private mutating func service() -> Node {
    var node = entity(
      [("name", name("service")), ("host", "host.example")],
      maybe: [
        ("port", 8080), ("protocol", "https"), ("retries", 0), ("path", "/base"), ("connect_timeout", 1000),
        ("enabled", false), ("read_timeout", 60000),
      ])
    if chance(70) { node = with(node, "routes", several(3) { $0.route() }) }
    if chance(50) { node = with(node, "plugins", [plugin()]) }
    return node
  }

  private mutating func route() -> Node {
    let path = name("/path")
    let node = entity(
      [("name", name("route")), ("paths", [path])],
      maybe: [
        ("methods", some(["GET", "POST", "PUT"])), ("hosts", some(["a.example", "b.example"])),
        ("strip_path", false), ("preserve_host", true), ("headers", ["x-v": ["1", "2"]]), ("regex_priority", 5),
        ("protocols", ["https"]), ("path_handling", "v1"),
      ])
    return chance(40) ? with(node, "plugins", [plugin()]) : node
  }

  private mutating func consumer(_ groups: [Node]) -> Node {
    var node = entity([("username", name("consumer"))], maybe: [("custom_id", name("id"))])
    if chance(60) { node = with(node, "keyauth_credentials", several(2) { $0.entity([("key", $0.name("key"))]) }) }
    if chance(50) { node = with(node, "acls", [entity([("group", pick(["admins", "readers"]))])]) }
    if chance(50) {
      node = with(node, "hmacauth_credentials", [entity([("username", name("hmac")), ("secret", "hmac-secret")])])
    }
    if chance(50) {
      node = with(
        node, "jwt_secrets", [entity([("key", name("issuer")), ("algorithm", "HS256"), ("secret", "jwt-secret")])])
    }
    if chance(50), let group = groups[number(below: groups.count)]["name"] {
      node = with(node, "groups", [["name": group]])
    }
    return node
  }

  private mutating func upstream() -> Node {
    let node = entity(
      [("name", name("upstream"))],
      maybe: [
        ("algorithm", "least-connections"), ("slots", 100),
        ("healthchecks", ["active": ["http_path": "/up", "healthy": ["interval": 3]]]), ("hash_on", "ip"),
      ])
    let targets = several(3) { made in
      made.entity([("target", made.name("target.example"))], maybe: [("weight", 0)])
    }
    return with(node, "targets", targets)
  }
}
