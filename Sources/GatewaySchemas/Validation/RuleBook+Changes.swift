import Documents

// Books of gateways that differ from the one that is known.
extension RuleBook {
  /// The rule that tells by a route's protocols what it may and must have, which is no function of one field.
  public static let routeProtocols = "route-protocols"

  /// The names of its rules.
  public var names: Set<String> {
    var names = Set(shared.values.map(\.name))
    for rules in fields.values { names.formUnion(rules.values.map(\.name)) }
    for rules in records.values { names.formUnion(rules.values.joined().map(\.name)) }
    if judgesRouteProtocols { names.insert(RuleBook.routeProtocols) }
    return names
  }

  /// The same book without the rules of some names.
  public func without(_ names: Set<String>) -> RuleBook {
    guard !names.isEmpty else { return self }
    var book = self
    book.shared = shared.filter { !names.contains($0.value.name) }
    book.fields = fields.mapValues { $0.filter { !names.contains($0.value.name) } }
    book.records = records.mapValues { $0.mapValues { $0.filter { !names.contains($0.name) } } }
    if names.contains(RuleBook.routeProtocols) { book.judgesRouteProtocols = false }
    return book
  }

  /// The same book with patterns, in Lua's form, that texts must match besides: by schema and field, `services.name`.
  public func asking(_ patterns: [String: String]) -> RuleBook {
    var book = self
    for (field, text) in patterns {
      guard let dot = field.firstIndex(of: ".") else { continue }
      let (schema, path) = (String(field[..<dot]), String(field[field.index(after: dot)...]))
      let (known, pattern) = (fields[schema]?[path] ?? shared[path], LuaPattern(text))
      book.fields[schema, default: [:]][path] = CustomRule(
        "stricter",
        value: { (node: Node) -> Violation? in
          if let violation = known?.check(node) { return violation }
          guard let value = node.string, !pattern.matches(value) else { return nil }
          return .message("invalid value: \(value)")
        })
    }
    return book
  }
}
