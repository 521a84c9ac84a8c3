import Documents

/// Holds a value against a schema.
struct SchemaValidator {
  private static let maximumDepth = 250
  private static let maximumSteps = 10_000_000

  /// What came of holding a value against a schema.
  struct Outcome {
    var violations: [JSONSchema.Violation] = []
    /// The members that a keyword looked at.
    var keys: Set<String> = []
    /// The items that a keyword looked at.
    var items: Set<Int> = []

    mutating func add(_ message: String, at path: DocumentPath) {
      violations.append(JSONSchema.Violation(path: path, message: message))
    }

    /// Takes over what another keyword found about the same value.
    mutating func merge(_ other: Outcome) {
      violations += other.violations
      keys.formUnion(other.keys)
      items.formUnion(other.items)
    }
  }

  let schema: JSONSchema
  private var depth = 0
  private var steps = 0

  init(schema: JSONSchema) {
    self.schema = schema
  }

  mutating func validate(_ value: Node, by node: Node, at path: DocumentPath) -> Outcome {
    var outcome = Outcome()
    guard let object = node.object else {
      if node.bool == false { outcome.add("false schema", at: path) }
      return outcome
    }
    steps += 1
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.maximumDepth, steps <= Self.maximumSteps else {
      outcome.add("the schema refers to itself without end", at: path)
      return outcome
    }
    if let message = SchemaTypes.mismatch(value, object) {
      outcome.add(message, at: path)
      return outcome
    }
    for name in ["$ref", "$dynamicRef"] {
      if let reference = object[name]?.string, let target = schema.targets[reference] {
        outcome.merge(validate(value, by: target, at: path))
      }
    }
    switch value.value {
    case .object(let members): check(members, by: object, at: path, &outcome)
    case .array(let items): check(items, by: object, at: path, &outcome)
    case .string(let text): SchemaScalars.check(text, object, schema.expressions, at: path, &outcome)
    case .integer, .decimal: SchemaScalars.check(SchemaNumber(value), object, at: path, &outcome)
    case .null, .bool: break
    }
    combine(value, by: object, at: path, &outcome)
    checkRest(value, by: object, at: path, &outcome)
    return outcome
  }

  // MARK: Combinations

  private mutating func combine(_ value: Node, by object: Object, at path: DocumentPath, _ outcome: inout Outcome) {
    if let inner = object["not"], validate(value, by: inner, at: path).violations.isEmpty {
      outcome.add("not failed", at: path)
    }
    for inner in object["allOf"]?.array ?? [] { outcome.merge(validate(value, by: inner, at: path)) }
    if let branches = object["anyOf"]?.array {
      let outcomes = outcomes(of: branches, for: value, at: path)
      let passing = outcomes.filter { $0.violations.isEmpty }
      for branch in passing.isEmpty ? outcomes : passing { outcome.merge(branch) }
    }
    if let branches = object["oneOf"]?.array {
      let outcomes = outcomes(of: branches, for: value, at: path)
      let passing = outcomes.indices.filter { outcomes[$0].violations.isEmpty }
      switch passing.count {
      case 0: for branch in outcomes { outcome.merge(branch) }
      case 1: outcome.merge(outcomes[passing[0]])
      default: outcome.add("oneOf failed, subschemas \(passing[0]), \(passing[1]) matched", at: path)
      }
    }
    if let condition = object["if"] {
      let found = validate(value, by: condition, at: path)
      if found.violations.isEmpty { outcome.merge(found) }
      if let branch = object[found.violations.isEmpty ? "then" : "else"] {
        outcome.merge(validate(value, by: branch, at: path))
      }
    }
  }

  private mutating func outcomes(of branches: [Node], for value: Node, at path: DocumentPath) -> [Outcome] {
    var outcomes: [Outcome] = []
    for branch in branches { outcomes.append(validate(value, by: branch, at: path)) }
    return outcomes
  }

  // MARK: Mappings

  private mutating func check(
    _ members: Object, by object: Object, at path: DocumentPath, _ outcome: inout Outcome
  ) {
    SchemaScalars.checkCount(members.count, object, "minProperties", "maxProperties", at: path, &outcome)
    let missing = (object["required"]?.array ?? []).compactMap(\.string).filter { members[$0] == nil }
    if !missing.isEmpty {
      outcome.add("missing propert\(missing.count == 1 ? "y" : "ies") \(SchemaText.list(missing))", at: path)
    }
    var additional: [String] = []
    for member in members {
      let inner = path.appending(member.key)
      var isKnown = false
      if let property = object["properties"]?[member.key] {
        isKnown = true
        outcome.violations += validate(member.node, by: property, at: inner).violations
      }
      for pattern in object["patternProperties"]?.object ?? Object() {
        guard schema.expressions[pattern.key]?.isFound(in: member.key) ?? false else { continue }
        isKnown = true
        outcome.violations += validate(member.node, by: pattern.node, at: inner).violations
      }
      if !isKnown, let rest = object["additionalProperties"] {
        isKnown = true
        if rest.bool == false {
          additional.append(member.key)
        } else {
          outcome.violations += validate(member.node, by: rest, at: inner).violations
        }
      }
      if isKnown { outcome.keys.insert(member.key) }
    }
    if !additional.isEmpty { outcome.add("additional properties \(SchemaText.list(additional)) not allowed", at: path) }
    checkNames(members, by: object, at: path, &outcome)
    checkDependencies(members, by: object, at: path, &outcome)
  }

  private mutating func checkNames(
    _ members: Object, by object: Object, at path: DocumentPath, _ outcome: inout Outcome
  ) {
    guard let names = object["propertyNames"] else { return }
    for member in members {
      let found = validate(Node(.string(member.key), at: member.keyPlace), by: names, at: path.appending(member.key))
      outcome.violations += found.violations
    }
  }

  private mutating func checkDependencies(
    _ members: Object, by object: Object, at path: DocumentPath, _ outcome: inout Outcome
  ) {
    for name in ["dependencies", "dependentSchemas", "dependentRequired"] {
      for dependency in object[name]?.object ?? Object() where members[dependency.key] != nil {
        guard let required = dependency.node.array else {
          outcome.merge(validate(Node(.object(members)), by: dependency.node, at: path))
          continue
        }
        let missing = required.compactMap(\.string).filter { members[$0] == nil }
        guard !missing.isEmpty else { continue }
        outcome.add(
          "properties \(SchemaText.list(missing)) required, if \(SchemaText.quote(dependency.key)) exists", at: path)
      }
    }
  }

  // MARK: Lists

  private mutating func check(
    _ items: [Node], by object: Object, at path: DocumentPath, _ outcome: inout Outcome
  ) {
    SchemaScalars.checkCount(items.count, object, "minItems", "maxItems", at: path, &outcome)
    if object["uniqueItems"]?.bool == true, let (first, second) = SchemaEquality.firstEqual(items) {
      outcome.add("items at \(first) and \(second) are equal", at: path)
    }
    let heads = object["prefixItems"]?.array ?? object["items"]?.array ?? []
    for (index, head) in heads.enumerated().prefix(items.count) {
      outcome.items.insert(index)
      outcome.violations += validate(items[index], by: head, at: path.appending(index)).violations
    }
    let rest = object["items"]?.array == nil ? object["items"] : object["additionalItems"]
    if let rest, items.count > heads.count {
      if rest.bool == false {
        outcome.add("last \(items.count - heads.count) additionalItem(s) not allowed", at: path)
      }
      for index in heads.count..<items.count {
        outcome.items.insert(index)
        if rest.bool == nil {
          outcome.violations += validate(items[index], by: rest, at: path.appending(index)).violations
        }
      }
    }
    checkContains(items, by: object, at: path, &outcome)
  }

  private mutating func checkContains(
    _ items: [Node], by object: Object, at path: DocumentPath, _ outcome: inout Outcome
  ) {
    guard let contained = object["contains"] else { return }
    var matches: [Int] = []
    for index in items.indices
    where validate(items[index], by: contained, at: path.appending(index)).violations.isEmpty { matches.append(index) }
    outcome.items.formUnion(matches)
    let minimum = object["minContains"]?.integer ?? 1
    if matches.count < minimum {
      let found = matches.map(String.init).joined(separator: ", ")
      outcome.add(
        object["minContains"] == nil
          ? "no items match contains schema"
          : "min \(minimum) items required to match contains schema, but "
            + (matches.isEmpty ? "none matched" : "matched \(matches.count) items at \(found)"),
        at: path)
    }
    if let maximum = object["maxContains"]?.integer, matches.count > maximum {
      let found = matches.map(String.init).joined(separator: ", ")
      outcome.add(
        "max \(maximum) items required to match contains schema, but matched \(matches.count) items at \(found)",
        at: path)
    }
  }

  // MARK: What no keyword looked at

  private mutating func checkRest(
    _ value: Node, by object: Object, at path: DocumentPath, _ outcome: inout Outcome
  ) {
    if let members = value.object, let rest = object["unevaluatedProperties"] {
      for member in members where !outcome.keys.contains(member.key) {
        outcome.violations += validate(member.node, by: rest, at: path.appending(member.key)).violations
        outcome.keys.insert(member.key)
      }
    }
    if let items = value.array, let rest = object["unevaluatedItems"] {
      for index in items.indices where !outcome.items.contains(index) {
        outcome.violations += validate(items[index], by: rest, at: path.appending(index)).violations
        outcome.items.insert(index)
      }
    }
  }
}
