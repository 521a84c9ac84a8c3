extension JSONPath.Comparator {
  /// Compares two values by RFC 9535, section 2.3.5.2.2; nil is the nothing that a path may mean.
  func holds(_ left: Value?, _ right: Value?) -> Bool {
    switch self {
    case .equal: JSONPathComparison.areEqual(left, right)
    case .notEqual: !JSONPathComparison.areEqual(left, right)
    case .less: JSONPathComparison.isLess(left, right)
    case .greater: JSONPathComparison.isLess(right, left)
    case .notGreater: JSONPathComparison.isLess(left, right) || JSONPathComparison.areEqual(left, right)
    case .notLess: JSONPathComparison.isLess(right, left) || JSONPathComparison.areEqual(left, right)
    }
  }
}

/// Equality and order of values: numbers by what they are worth, texts by their characters.
enum JSONPathComparison {
  static func areEqual(_ left: Value?, _ right: Value?) -> Bool {
    guard let left, let right else { return left == nil && right == nil }
    switch (left, right) {
    case (.string(let left), .string(let right)): return left.utf8.elementsEqual(right.utf8)
    case (.integer(let left), .integer(let right)): return left == right
    case (.array(let left), .array(let right)):
      return left.count == right.count && zip(left, right).allSatisfy { areEqual($0.value, $1.value) }
    case (.object(let left), .object(let right)):
      return left.count == right.count
        && left.allSatisfy { member in right[member.key].map { areEqual(member.node.value, $0.value) } ?? false }
    default:
      if let left = number(left), let right = number(right) { return left == right }
      return left == right
    }
  }

  static func isLess(_ left: Value?, _ right: Value?) -> Bool {
    guard let left, let right else { return false }
    switch (left, right) {
    case (.string(let left), .string(let right)): return left.precedesInBytes(right)
    case (.integer(let left), .integer(let right)): return left < right
    default:
      guard let left = number(left), let right = number(right) else { return false }
      return left < right
    }
  }

  private static func number(_ value: Value) -> Double? { Node(value).double }
}
