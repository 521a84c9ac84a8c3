/// Follows a path through a document, counting its steps.
struct JSONPathEvaluator {
  /// How many values are looked at before a path counts as too costly: some seconds of work.
  static let maximumSteps = 100_000_000
  /// How many values may be found on the way.
  private static let maximumMatches = 10_000_000

  typealias Match = JSONPath.Match

  let tree: FlatTree
  private var steps = 0
  private var expressions: [String: RegularExpression?] = [:]

  init(tree: FlatTree) {
    self.tree = tree
  }

  mutating func matches(_ segments: [JSONPath.Segment], from start: Match) throws(JSONPathError) -> [Match] {
    var matches = [start]
    for segment in segments {
      var found: [Match] = []
      for match in matches where !match.isName {
        try follow(segment, from: match.position, into: &found)
        guard found.count <= Self.maximumMatches else { throw .tooCostly }
      }
      matches = found
    }
    return matches
  }

  private mutating func follow(
    _ segment: JSONPath.Segment, from position: Int, into found: inout [Match]
  ) throws(JSONPathError) {
    switch segment {
    case .child(let selectors):
      for selector in selectors { try select(selector, below: position, into: &found) }
    case .descendants(let selectors):
      for inner in tree.subtree(position) {
        try step()
        for selector in selectors { try select(selector, below: inner, into: &found) }
      }
    case .name:
      if tree.member(position) != nil { found.append(Match(position: position, isName: true)) }
    case .parent:
      if let parent = tree.parent(of: position) { found.append(Match(position: parent)) }
    }
  }

  private mutating func step() throws(JSONPathError) {
    steps += 1
    guard steps <= Self.maximumSteps else { throw .tooCostly }
  }

  // MARK: Selectors

  private mutating func select(
    _ selector: JSONPath.Selector, below position: Int, into found: inout [Match]
  ) throws(JSONPathError) {
    switch selector {
    case .name(let name):
      try step()
      if let child = tree.child(of: position, key: name) { found.append(Match(position: child)) }
    case .wildcard:
      for child in tree.children(of: position) {
        try step()
        found.append(Match(position: child))
      }
    case .index(let index):
      try select(from: index, to: index == -1 ? nil : index + 1, by: 1, below: position, into: &found)
    case .slice(let start, let end, let step):
      try select(from: start, to: end, by: step, below: position, into: &found)
    case .filter(let condition):
      for child in tree.children(of: position) {
        try step()
        if try holds(condition, for: child) { found.append(Match(position: child)) }
      }
    }
  }

  /// A slice by RFC 9535, section 2.3.4.2.2; an index is one of a single item.
  private mutating func select(
    from start: Int?, to end: Int?, by step: Int, below position: Int, into found: inout [Match]
  ) throws(JSONPathError) {
    guard case .array(let items) = tree.node(position).value, step != 0 else { return }
    let count = items.count
    func normal(_ index: Int) -> Int { index >= 0 ? index : count + index }
    var children: [Int] = []
    for child in tree.children(of: position) {
      try self.step()
      children.append(child)
    }
    if step > 0 {
      let lower = min(max(normal(start ?? 0), 0), count)
      let upper = min(max(normal(end ?? count), 0), count)
      guard lower < upper else { return }
      for index in stride(from: lower, to: upper, by: min(step, count)) {
        found.append(Match(position: children[index]))
      }
    } else {
      let upper = min(max(start.map(normal) ?? (count - 1), -1), count - 1)
      let lower = min(max(end.map(normal) ?? -1, -1), count - 1)
      guard lower < upper else { return }
      for index in stride(from: upper, to: lower, by: max(step, -count)) {
        found.append(Match(position: children[index]))
      }
    }
  }

  // MARK: Filters

  private mutating func holds(_ condition: JSONPath.Condition, for position: Int) throws(JSONPathError) -> Bool {
    try step()
    switch condition {
    case .any(let conditions):
      for condition in conditions where try holds(condition, for: position) { return true }
      return false
    case .all(let conditions):
      for condition in conditions where try !holds(condition, for: position) { return false }
      return true
    case .not(let condition): return try !holds(condition, for: position)
    case .exists(let query): return try !matches(of: query, for: position).isEmpty
    case .test(let call): return try test(call, for: position)
    case .comparison(let left, let comparator, let right):
      return comparator.holds(try value(of: left, for: position), try value(of: right, for: position))
    }
  }

  private mutating func matches(of query: JSONPath.Query, for position: Int) throws(JSONPathError) -> [Match] {
    let start: Int?
    switch query.origin {
    case .root: start = 0
    case .current: start = position
    case .parent: start = tree.parent(of: position)
    }
    guard let start else { return [] }
    return try matches(query.segments, from: Match(position: start))
  }

  private mutating func value(of operand: JSONPath.Operand, for position: Int) throws(JSONPathError) -> Value? {
    switch operand {
    case .literal(let value): return value
    case .variable(let variable): return value(of: variable, for: position)
    case .query(let query): return try matches(of: query, for: position).first.map { tree.node($0.position).value }
    case .call(let call):
      guard let argument = call.arguments.first else { return nil }
      switch call.function {
      case .length: return JSONPathFunction.length(try value(of: argument, for: position)).map { .integer($0) }
      case .count: return .integer(try nodes(of: argument, for: position).count)
      case .value:
        let nodes = try nodes(of: argument, for: position)
        return nodes.count == 1 ? tree.node(nodes[0].position).value : nil
      default: return .bool(try test(call, for: position))
      }
    }
  }

  private mutating func nodes(of operand: JSONPath.Operand, for position: Int) throws(JSONPathError) -> [Match] {
    guard case .query(let query) = operand else { return [] }
    return try matches(of: query, for: position)
  }

  private func value(of variable: JSONPath.Variable, for position: Int) -> Value? {
    switch variable {
    case .property: return name(position).map { .string($0) }
    case .parentProperty: return tree.parent(of: position).flatMap(name).map { .string($0) }
    case .index:
      guard case .index(let index)? = tree.step(to: position) else { return nil }
      return .integer(index)
    case .path: return .string(NormalizedPath.text(tree.path(to: position)))
    }
  }

  private func name(_ position: Int) -> String? {
    switch tree.step(to: position) {
    case .key(let key): key
    case .index(let index): String(index)
    case nil: nil
    }
  }

  private mutating func test(_ call: JSONPath.Call, for position: Int) throws(JSONPathError) -> Bool {
    guard let first = call.arguments.first else { return false }
    let subject = try value(of: first, for: position)
    guard call.function == .match || call.function == .search, let last = call.arguments.last else {
      return call.function.admits(subject)
    }
    guard case .string(let text)? = subject, case .string(let pattern)? = try value(of: last, for: position) else {
      return false
    }
    if expressions[pattern] == nil { expressions[pattern] = .some(try? RegularExpression(pattern)) }
    guard case .some(.some(let expression)) = expressions[pattern] else { return false }
    return call.function == .match ? expression.matchesWhole(text) : expression.isFound(in: text)
  }
}

/// The one way to write the path of a value: RFC 9535, section 2.7.
enum NormalizedPath {
  static func text(_ path: DocumentPath) -> String {
    path.steps.reduce(into: "$") { text, step in
      switch step {
      case .index(let index): text += "[\(index)]"
      case .key(let key):
        let escaped = key.map { $0 == "'" || $0 == "\\" ? "\\\($0)" : String($0) }.joined()
        text += "['\(escaped)']"
      }
    }
  }
}
