public import Documents

/// The rules that a gateway keeps as functions, so that its schema documents leave them out: which stands where.
///
/// A schema is given a book when it is made, or none by whoever leaves these rules to a gateway.
public struct RuleBook: Sendable {
  /// Limits on fields that many kinds have under the same name, by the way down.
  public var shared: [String: CustomRule] = [:]
  /// Limits on single values: by schema, then by the way down.
  public var fields: [String: [String: CustomRule]] = [:]
  /// Rules over several fields: by schema, then by the way down to the record.
  public var records: [String: [String: [CustomRecordRule]]] = [:]
  /// Whether a route's protocols tell what it may and must have.
  var judgesRouteProtocols = true
  /// What stands at the top of an entity for several fields of it, though its schema says nothing of that: by schema, then by name.
  public var shorthands: [String: [String: @Sendable (Node) -> [(name: String, value: Node)]?]] = [:]

  /// A book without rules.
  public init() {}
}

/// A limit on one value that the gateway keeps as a function.
public struct CustomRule: Sendable {
  /// The rule's name in the documentation of the sandbox.
  public let name: String
  /// What is wrong with a value that has the field's type; nil if nothing is.
  let check: @Sendable (Node) -> Violation?

  /// A rule on texts.
  public init(_ name: String, _ check: @escaping @Sendable (String) -> String?) {
    self.name = name
    self.check = { node in node.string.flatMap(check).map(Violation.message) }
  }

  /// A rule on values of any type.
  public init(_ name: String, value check: @escaping @Sendable (Node) -> Violation?) {
    self.name = name
    self.check = check
  }
}

/// A rule over several fields that the gateway keeps as a function.
public struct CustomRecordRule: Sendable {
  /// The rule's name in the documentation of the sandbox.
  public let name: String
  /// The fields it looks at; it is left out where one of them is wrong already.
  let sources: [String]
  /// Judges a filled record.
  let check: @Sendable (Object, inout Violations) -> Void

  /// A rule over the fields that it looks at.
  public init(name: String, sources: [String], check: @escaping @Sendable (Object, inout Violations) -> Void) {
    self.name = name
    self.sources = sources
    self.check = check
  }

  func run(on input: Object, adding violations: inout Violations) {
    guard violations.isEmpty || !sources.contains(where: { violations.contains($0.path) }) else { return }
    check(input, &violations)
  }
}

/// Where a field or record stands: the schema's name and the way down (`config.redis.host`, `tags[]`, `headers{key}`).
public struct RuleScope: Sendable {
  let schema: String
  var path: String = ""
  /// The rules that schema documents leave out; nil where they are left to a gateway.
  let book: RuleBook?

  func field(_ name: String) -> RuleScope { moved(to: path.isEmpty ? name : "\(path).\(name)") }

  func within(_ mark: String) -> RuleScope { moved(to: path + mark) }

  private func moved(to path: String) -> RuleScope { RuleScope(schema: schema, path: path, book: book) }

  /// The limit on the value that stands here.
  var rule: CustomRule? { book?.fields[schema]?[path] ?? book?.shared[path] }

  /// The rules over the fields of the record that stands here.
  var recordRules: [CustomRecordRule] { book?.records[schema]?[path] ?? [] }

  /// The fields that a name at the top stands for; nil for any other.
  func shorthand(_ name: String, value: Node) -> [(name: String, value: Node)]? {
    path.isEmpty ? book?.shorthands[schema]?[name]?(value) : nil
  }

  /// The fields that a shorthand of the documents stands for where they do not say.
  var replacements: [[String]] { RuleScope.replacements[schema]?[path] ?? [] }

  private static let replacements: [String: [String: [[String]]]] = [
    "opentelemetry": ["config.endpoint": [["traces_endpoint"]]],
    "session": [
      "config.cookie_lifetime": [["rolling_timeout"]],
      "config.cookie_idletime": [["idling_timeout"]],
      "config.cookie_discard": [["stale_ttl"]],
      "config.cookie_samesite": [["cookie_same_site"]],
      "config.cookie_httponly": [["cookie_http_only"]],
      "config.cookie_persistent": [["remember"]],
    ],
  ]

  /// Values of a shorthand that the gateway stores as others.
  var translations: [(written: Node, stored: Node)] { RuleScope.translations[schema]?[path] ?? [] }

  private static let translations: [String: [String: [(written: Node, stored: Node)]]] = [
    "session": ["config.cookie_idletime": [(Node(.null), 0)], "config.cookie_samesite": [("off", "Lax")]]
  ]
}
