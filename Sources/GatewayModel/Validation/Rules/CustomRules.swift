import Documents

/// A limit on one value that the gateway keeps as a function, so that its schema documents leave it out.
struct CustomRule: Sendable {
  /// The rule's name in the documentation of the sandbox.
  let name: String
  /// What is wrong with a value that has the field's type; nil if nothing is.
  let check: @Sendable (Node) -> Violation?

  /// A rule on texts.
  init(_ name: String, _ check: @escaping @Sendable (String) -> String?) {
    self.name = name
    self.check = { node in node.string.flatMap(check).map(Violation.message) }
  }

  /// A rule on values of any type.
  init(_ name: String, value check: @escaping @Sendable (Node) -> Violation?) {
    self.name = name
    self.check = check
  }
}

/// A rule over several fields that the gateway keeps as a function.
struct CustomRecordRule: Sendable {
  /// The rule's name in the documentation of the sandbox.
  let name: String
  /// The fields it looks at; it is left out where one of them is wrong already.
  let sources: [String]
  /// Judges a filled record.
  let check: @Sendable (Object, inout Violations) -> Void

  func run(on input: Object, adding violations: inout Violations) {
    guard violations.isEmpty || !sources.contains(where: { violations.contains($0.path) }) else { return }
    check(input, &violations)
  }
}

/// Where a field or record stands: the schema's name and the way down (`config.redis.host`, `tags[]`, `headers{key}`).
struct RuleScope: Sendable {
  let schema: String
  var path: String = ""
  /// Which limits are judged that the gateway keeps as functions; nil for none.
  var switches: RuleSwitches? = RuleSwitches()

  func field(_ name: String) -> RuleScope { moved(to: path.isEmpty ? name : "\(path).\(name)") }

  func within(_ mark: String) -> RuleScope { moved(to: path + mark) }

  private func moved(to path: String) -> RuleScope {
    RuleScope(schema: schema, path: path, switches: switches)
  }
}

/// Which function of the gateway stands where, as far as it is known.
enum CustomRules {
  static func field(_ scope: RuleScope) -> CustomRule? {
    guard let switches = scope.switches else { return nil }
    let known = fields[scope.schema]?[scope.path] ?? shared[scope.path]
    let rule = known.flatMap { switches.off.contains($0.name) ? nil : $0 }
    guard let pattern = switches.stricter["\(scope.schema).\(scope.path)"].map(LuaPattern.init) else { return rule }
    return CustomRule(
      "stricter",
      value: { node in
        if let violation = rule?.check(node) { return violation }
        guard let text = node.string, !pattern.matches(text) else { return nil }
        return .message("invalid value: \(text)")
      })
  }

  static func record(_ scope: RuleScope) -> [CustomRecordRule] {
    guard let switches = scope.switches else { return [] }
    return (records[scope.schema]?[scope.path] ?? []).filter { !switches.off.contains($0.name) }
  }

  /// The fields that a shorthand stands for where the document does not say.
  static func replacements(_ scope: RuleScope) -> [[String]] {
    shorthands[scope.schema]?[scope.path] ?? []
  }

  /// What a shorthand that the schema documents do not list stands for; nil for any other field.
  static func shorthand(_ name: String, in scope: RuleScope, value: Node) -> [(name: String, value: Node)]? {
    guard scope.schema == "services", scope.path.isEmpty, name == "url", let url = value.string else { return nil }
    return ServiceURL.fields(of: url)
  }

  private static let shorthands: [String: [String: [[String]]]] = [
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
}
