import Documents

/// A state file made by chance from a seed: some entities of every kind, each with some of its fields.
///
/// What a gateway would make up is written out, so that a file says all that a dump says.
struct GeneratedState {
  /// Whether there are passwords and client secrets that a gateway keeps as hashes.
  var hasHashes = false
  private var state: UInt64
  private var counter = 0

  init(seed: UInt64) {
    state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
  }

  mutating func number(below limit: Int) -> Int {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return Int(state % UInt64(limit))
  }

  mutating func chance(_ percent: Int) -> Bool { number(below: 100) < percent }

  mutating func pick(_ values: [Node]) -> Node { values[number(below: values.count)] }

  mutating func some(_ values: [Node]) -> Node {
    let chosen = values.filter { _ in chance(50) }
    return Node(.array(chosen.isEmpty ? [values[0]] : chosen))
  }

  mutating func name(_ stem: String) -> Node {
    counter += 1
    return Node(.string("\(stem)-\(counter)"))
  }

  /// A mapping with the first fields, and each of the others by chance; tags too.
  mutating func entity(_ fixed: [(String, Node)], maybe: [(String, Node)] = [], tagged: Bool = true) -> Node {
    var members = fixed
    for field in maybe where chance(50) { members.append(field) }
    if tagged, chance(40) { members.append(("tags", some(["red", "green", "blue"]))) }
    return Node(.object(Object(members.map { Object.Member(key: $0.0, node: $0.1) })))
  }

  mutating func several(_ limit: Int, _ make: (inout GeneratedState) -> Node) -> Node {
    Node(.array((0...number(below: limit)).map { _ in make(&self) }))
  }

  mutating func with(_ node: Node, _ key: String, _ value: Node) -> Node {
    var object = node.object ?? Object()
    object[key] = value
    return Node(.object(object))
  }

  /// The file as YAML.
  mutating func text() -> String { String(decoding: YAMLWriter.write(document()), as: UTF8.self) }

  /// The file.
  mutating func document() -> Node {
    let groups = (0..<2).map { _ in entity([("name", name("group"))]) }
    var consumers = (0..<3).map { _ in consumer(groups) }
    if hasHashes { consumers[0] = with(consumers[0], "basicauth_credentials", [basicAuth()]) }
    consumers[1] = with(consumers[1], "mtls_auth_credentials", [mutualTLS()])
    var services = (0..<3).map { _ in service() }
    if let first = consumers.first?["username"] {
      services[0] = with(services[0], "plugins", [["name": "rate-limiting", "consumer": first, "config": limits()]])
    }
    services[1] = with(services[1], "filter_chains", [filterChain()])
    let owner: Node = ["name": services[1]["name"] ?? ""]
    let members = consumers.compactMap { $0["username"] }.map { ["username": $0] as Node }
    let joined = with(groups[0], "consumers", Node(.array(members.filter { _ in chance(50) })))
    let limited = with(groups[1], "plugins", [["name": "rate-limiting", "config": limits()]])
    let keySets = several(2) { $0.entity([("name", $0.name("set"))]) }
    return [
      "_format_version": "3.0",
      "_info": ["include_plugin_definitions": true],
      "ca_certificates": [authority()],
      "certificates": Node(.array(certificates())),
      "services": Node(.array(services)),
      "routes": several(2) { $0.route() },
      "consumer_groups": [joined, limited],
      "consumers": Node(.array(consumers)),
      "upstreams": several(2) { $0.upstream() },
      "vaults": several(2) { made in
        made.entity([("name", "env"), ("prefix", made.name("vault")), ("config", ["prefix": "P_"])])
      },
      "key_sets": keySets,
      "keys": Node(.array(keys(in: keySets))),
      "partials": [partial()],
      "plugins": Node(.array(globalPlugins() + sharingPlugins() + definedPlugins())),
      "cloned_plugins": [entity([("name", "key-auth-two"), ("ref", "key-auth"), ("priority", 1200)])],
      "custom_plugins": [entity([("name", "own"), ("schema", "return {}\n"), ("handler", "return {}")])],
      "custom_entities": Node(.array(customEntities(owner))),
    ]
  }

  mutating func limits() -> Node {
    entity(
      [("minute", Node(.integer(number(below: 50) + 1)))],
      maybe: [
        ("policy", "local"), ("fault_tolerant", false), ("hide_client_headers", true),
        ("redis", ["host": "redis.example", "timeout": 100]), ("hour", 100_000),
      ], tagged: false)
  }

  mutating func plugin() -> Node {
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

  mutating func globalPlugins() -> [Node] {
    var plugins = [plugin()]
    if chance(50) { plugins.append(entity([("name", "correlation-id")], maybe: [("config", ["generator": "uuid"])])) }
    return plugins
  }

  mutating func service() -> Node {
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

  mutating func route() -> Node {
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

  mutating func consumer(_ groups: [Node]) -> Node {
    var node = entity([("username", name("consumer"))], maybe: [("custom_id", name("id"))])
    if chance(60) { node = with(node, "keyauth_credentials", several(2) { $0.entity([("key", $0.name("key"))]) }) }
    if hasHashes { node = with(node, "oauth2_credentials", [oauth2()]) }
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

  mutating func upstream() -> Node {
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
