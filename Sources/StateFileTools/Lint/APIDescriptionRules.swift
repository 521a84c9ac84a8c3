import Documents

/// What of the rules for descriptions of APIs has something to say on any other document, as far as decK says it on a
/// state file: a ruleset may extend them.
enum APIDescriptionRules {
  private static let names = ["oas", "owasp", "asyncapi", "json-schema", "all"]

  /// The rules of a ruleset that decK knows by name; nil for another name.
  static func named(_ name: String) -> [LintRule]? {
    let parts = name.split(separator: ":", maxSplits: 1)
    guard parts.count == 2, parts[0] == "vacuum" || parts[0] == "spectral", names.contains(String(parts[1])) else {
      return nil
    }
    return parts[1] == "oas" || parts[1] == "all" ? oas : []
  }

  private static let oas: [LintRule] = [
    rule(
      "oas2-api-host", .info, "OpenAPI `host` must be present and a non-empty string", field: "host", "truthy", [:]),
    rule(
      "oas2-api-schemes", .warn, "OpenAPI host `schemes` must be present and non-empty array", field: "schemes",
      "schema", ["forceValidation": true, "schema": ["type": "array", "minItems": 1]]),
    rule(
      "oas3-api-servers", .warn, "", message: "no servers defined for the specification", field: "servers", "truthy",
      [:]),
  ]

  private static func rule(
    _ name: String, _ severity: LintSeverity, _ description: String, message: String? = nil, field: String,
    _ function: String, _ options: Node
  ) -> LintRule {
    var rule = LintRule(name: name)
    rule.severity = severity
    rule.description = description
    rule.message = message
    rule.given = "$"
    let taken = LintOptions(options.object ?? Object(), hasField: true) { $0.bool.map(String.init) ?? $0.string ?? "" }
    if let path = try? JSONPath(parsing: "$"), let function = try? LintFunctions.byName[function]?.init(taken) {
      rule.paths = [LintRule.Path(text: "$", path: path)]
      rule.actions = [LintAction(field: FieldPath(field), function: function, faults: [])]
    }
    return rule
  }
}
