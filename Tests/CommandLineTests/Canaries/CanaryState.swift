import Documents
import GatewayRules
import GatewaySchemas

/// State files in which every value that a schema marks as encrypted, and every credential's secret, is a canary.
struct CanaryState {
  /// What each canary begins with: whatever of it is shown, this is. There is a plugin that is called canary.
  static let mark = "sesame"

  /// The plugins that only the whole gateway can have, and all others.
  private(set) var globalPlugins: [Node] = []
  private(set) var plugins: [Node] = []
  /// The fields that hold canaries, by schema and path: `acme.config.eab_hmac_key`.
  private(set) var places: [String] = []

  private let generation: Int
  private let isEnterprise: Bool
  private var count = 0

  /// - Parameter generation: Tells canaries apart that stand in one place at different times.
  init(_ bundle: SchemaBundle, generation: Int) {
    self.generation = generation
    self.isEnterprise = bundle.edition == .enterprise
    for name in bundle.pluginNames {
      guard let plugin = bundle.plugin(name), let record = plugin.config?.record else { continue }
      let before = count
      let base = EdgeBase.configurations[name]?.object ?? EdgeValues.needed(record)
      let config = filled(base, record, "\(name).config")
      guard count > before else { continue }
      let node: Node = ["name": Node(.string(name)), "config": Node(.object(config))]
      let isGlobal = plugin.root["service"]?.attributes["eq"]?.isNull == true
      if isGlobal { globalPlugins.append(node) } else { plugins.append(node) }
    }
  }

  /// A secret as nobody would guess it: every second one has characters that are written in other ways elsewhere.
  private mutating func canary() -> Node {
    count += 1
    let tail = count.isMultiple(of: 2) ? #"-"q"\<é>&%+/ ="# : "-plain"
    return Node(.string("\(CanaryState.mark)-\(count)-\(generation)\(tail)"))
  }

  private mutating func filled(_ object: Object, _ record: RecordSchema, _ path: String) -> Object {
    var object = object
    for field in record.fields {
      let place = "\(path).\(field.name)"
      switch field.type {
      case .string where field.encrypted:
        object[field.name] = canary()
        places.append(place)
      case .array, .set:
        if field.elements?.type == .string, field.encrypted || field.elements?.encrypted == true {
          object[field.name] = [canary(), canary()]
          places.append("\(place)[]")
        } else if let inner = field.elements?.record, inner.holdsEncrypted {
          object[field.name] = [Node(.object(filled(EdgeValues.needed(inner), inner, "\(place)[]")))]
        }
      case .map where field.values?.type == .string && (field.encrypted || field.values?.encrypted == true):
        object[field.name] = ["x-own": canary(), "authorization": canary()]
        places.append("\(place){}")
      case .record:
        guard let inner = field.record, inner.holdsEncrypted else { continue }
        object[field.name] = Node(
          .object(filled(object[field.name]?.object ?? EdgeValues.needed(inner), inner, place)))
      default: continue
      }
    }
    return object
  }

  /// A consumer with one credential of each kind, certificates, keys and what holds a password besides.
  mutating func entities() -> Object {
    var entities: Object = [
      "consumers": [
        [
          "username": "owner", "keyauth_credentials": [["key": canary()]],
          "basicauth_credentials": [["username": "owner", "password": canary()]],
          "hmacauth_credentials": [["username": "owner", "secret": canary()]],
          "jwt_secrets": [["key": canary(), "secret": canary()]],
          "oauth2_credentials": [
            ["name": "app", "client_id": "app", "client_secret": canary(), "redirect_uris": ["https://a.example/"]],
            ["name": "hashed", "client_id": "hashed", "client_secret": canary(), "hash_secret": true],
          ],
        ]
      ],
      "certificates": [
        [
          "id": "00000000-0000-4000-8000-00000000ce01", "cert": Node(.string(PEM.certificate)),
          "key": commented(PEM.key), "tags": [Node(.string("generation-\(generation)"))],
        ]
      ],
      "key_sets": [["name": "set"]],
      "keys": [
        [
          "name": "jwk", "kid": "1", "set": ["name": "set"],
          "jwk": Node(
            .string(#"{"kty":"RSA","kid":"1","n":"0vx7agoebGcQ","e":"AQAB","d":"sesame-jwk-\#(generation)"}"#)),
        ],
        [
          "name": "pem", "kid": "2", "set": ["name": "set"],
          "pem": ["public_key": Node(.string(PEM.rsaPublicKey)), "private_key": commented(PEM.rsaPrivateKey)],
        ],
      ],
    ]
    if isEnterprise {
      entities["partials"] = [
        ["name": "shared", "type": "redis-ee", "config": ["host": "r.example", "password": canary()]]
      ]
    }
    return entities
  }

  /// A key in PEM with a canary behind its end.
  private mutating func commented(_ pem: String) -> Node {
    Node(.string("\(pem)\n\(canary().string ?? "")\n"))
  }

  /// A state with one service for each of some plugins, of which each stands on a line of its own.
  mutating func document(_ plugins: [Node], _ globalPlugins: [Node]) -> Object {
    var document = entities()
    document["services"] = Node(
      .array(
        plugins.enumerated().map { number, plugin in
          ["name": Node(.string("service-\(number)")), "host": "h.example", "plugins": [plugin]]
        }))
    document["plugins"] = Node(.array(globalPlugins))
    document["_format_version"] = "3.0"
    return document
  }
}

extension RecordSchema {
  /// Whether a field within is marked as encrypted.
  fileprivate var holdsEncrypted: Bool {
    fields.contains { field in
      field.encrypted || field.elements?.encrypted == true || field.values?.encrypted == true
        || (field.record ?? field.elements?.record)?.holdsEncrypted == true
    }
  }
}
