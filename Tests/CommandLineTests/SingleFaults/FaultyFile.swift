import Documents
import GatewayRules
import GatewaySchemas
import Testing

/// A file of which all but one entity is right, and would be written: what is half done shows.
///
/// The entity at fault stands alone on the second line.
struct FaultyFile: CustomTestStringConvertible, Sendable {
  /// The kind of the entity, or the plugin that it is.
  var schema: String
  /// What is wrong with it.
  var fault: String
  /// What it has.
  var entity: Object

  var testDescription: String { "\(schema): \(fault)" }

  /// Where the entity stands, if not at the top.
  private var parent: (collection: String, entity: Object)? {
    switch schema {
    case "targets": ("upstreams", ["name": "above.example"])
    case "keyauth_credentials", "basicauth_credentials", "hmacauth_credentials", "jwt_secrets", "oauth2_credentials",
      "acls":
      ("consumers", ["username": "above"])
    default: nil
    }
  }

  /// The plugin's or the kind's collection.
  private var collection: String { FaultyFile.bundle.plugin(schema) == nil ? schema : "plugins" }

  static let bundle = SchemaBundle(edition: .oss, rules: .gateway)

  /// The file as JSON.
  var text: String {
    let line = String(decoding: JSONWriter.write(Node(.object(entity))), as: UTF8.self)
    let mark = "@fault@"
    var faulty: Object = [collection: [Node(.string(mark))]]
    if let (above, owner) = parent {
      var owner = owner
      owner[collection] = [Node(.string(mark))]
      faulty = [above: [Node(.object(owner))]]
    }
    for (name, sound) in FaultyFile.surroundings {
      let items = faulty[name]?.array ?? []
      faulty[name] = Node(.array(items + [sound]))
    }
    let whole = String(decoding: JSONWriter.write(Node(.object(faulty))), as: UTF8.self)
    return "{\"_format_version\":\"3.0\"," + whole.dropFirst().replacing("\"\(mark)\"", with: "\n\(line)\n")
  }

  private static let surroundings: [(String, Node)] = [
    ("services", ["name": "sound", "host": "sound.example"]), ("consumers", ["username": "sound"]),
    ("upstreams", ["name": "sound.example"]),
  ]

  /// Whether an error points at the entity.
  static func isTold(_ errors: String) -> Bool { errors.contains(#/(?m)^faulty\.json:2:\d+: error: /#) }
}

extension FaultyFile {
  /// A right entity of a kind or plugin.
  static func sound(_ schema: String) -> Object {
    if let plugin = bundle.plugin(schema) {
      let needed = plugin.config?.record.map { EdgeValues.needed($0) } ?? Object()
      let config = EdgeBase.configurations[schema]?.object ?? needed
      return ["name": Node(.string(schema)), "config": Node(.object(config))]
    }
    return entities[schema] ?? Object()
  }

  private static let entities: [String: Object] = [
    "services": ["name": "faulty", "host": "h.example"], "routes": ["name": "faulty", "paths": ["/x"]],
    "consumers": ["username": "faulty"], "upstreams": ["name": "faulty.example"], "targets": ["target": "10.0.0.1:80"],
    "certificates": ["cert": Node(.string(PEM.certificate)), "key": Node(.string(PEM.key))],
    "ca_certificates": ["cert": Node(.string(PEM.caCertificate))],
    "keys": ["name": "faulty", "kid": "1", "jwk": Node(.string(jwk))], "key_sets": ["name": "faulty"],
    "vaults": ["name": "env", "prefix": "faulty", "config": ["prefix": "F_"]],
    "keyauth_credentials": ["key": "k"], "basicauth_credentials": ["username": "u", "password": "p"],
    "hmacauth_credentials": ["username": "u", "secret": "s"], "acls": ["group": "g"],
    "jwt_secrets": ["key": "k", "secret": "s"],
    "oauth2_credentials": [
      "name": "n", "client_id": "i", "client_secret": "s", "redirect_uris": ["https://x.example/"],
    ],
  ]

  /// The kinds that have a right entity here.
  static let kinds = entities.keys.sorted()

  static let jwk = #"{"kty":"RSA","kid":"1","n":"0vx7agoebGcQ","e":"AQAB"}"#
}

extension Object {
  /// The same with a value further down, at names separated by dots.
  func setting(_ path: some Collection<String>, to value: Node) -> Object {
    guard let first = path.first else { return self }
    var copy = self
    copy[first] =
      path.count == 1
      ? value : Node(.object((self[first]?.object ?? Object()).setting(path.dropFirst(), to: value)))
    return copy
  }
}
