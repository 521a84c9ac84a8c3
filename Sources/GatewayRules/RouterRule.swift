import Documents
import GatewaySchemas

/// What the gateway's router refuses when it translates a route into its own expression language.
enum RouterRule {
  /// A header without any value to match makes an expression that the router cannot read.
  static let headerValues = CustomRecordRule(name: "router-header-values", sources: ["headers"]) { record, violations in
    for member in record["headers"]?.object ?? Object() where member.node.array?.isEmpty == true {
      violations["headers"] = .member(member.key, .message("length must be at least 1"))
      return
    }
  }

  static let expression = CustomRecordRule(name: "router-expression", sources: ["paths", "headers"]) {
    record, violations in
    var expressions = (record["paths"]?.array ?? []).compactMap(\.string).filter { $0.hasPrefix("~") }
      .map { String($0.dropFirst()) }
    for member in record["headers"]?.object ?? Object() {
      let values = member.node.array ?? []
      if values.count == 1, let value = values[0].string, value.hasPrefix("~*") {
        expressions.append(String(value.dropFirst(2)))
      }
    }
    for expression in expressions {
      guard let problem = RegexSyntax.routerProblem(in: expression) else { continue }
      violations.add(entity: "Router Expression failed validation: regex parse error: \(expression): \(problem)")
      return
    }
  }
}
