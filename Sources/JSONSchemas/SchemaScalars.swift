import Documents

/// The keywords about what a value is.
enum SchemaTypes {
  /// Why a value is not what `type`, `const` and `enum` ask for.
  static func mismatch(_ value: Node, _ object: Object) -> String? {
    if let type = object["type"] {
      let wanted = type.array?.compactMap(\.string) ?? [type.string].compactMap { $0 }
      if !wanted.contains(where: { isOf($0, value) }) {
        return "got \(name(value)), want \(wanted.joined(separator: " or "))"
      }
    }
    if let constant = object["const"], !SchemaEquality.areEqual(constant, value) {
      return SchemaText.primitive(constant).map { "value must be \($0)" } ?? "const failed"
    }
    if let values = object["enum"]?.array, !values.contains(where: { SchemaEquality.areEqual($0, value) }) {
      let texts = values.compactMap(SchemaText.primitive)
      if texts.count < values.count { return "enum failed" }
      return "value must be \(texts.count == 1 ? "" : "one of ")\(texts.joined(separator: ", "))"
    }
    return nil
  }

  private static func name(_ value: Node) -> String {
    switch value.value {
    case .null: "null"
    case .bool: "boolean"
    case .integer, .decimal: "number"
    case .string: "string"
    case .array: "array"
    case .object: "object"
    }
  }

  private static func isOf(_ type: String, _ value: Node) -> Bool {
    if type == "integer" { return SchemaNumber(value).isWhole }
    return type == name(value)
  }
}

/// The keywords about the sizes of values.
enum SchemaScalars {
  static func checkCount(
    _ count: Int, _ object: Object, _ minimum: String, _ maximum: String, at path: DocumentPath,
    _ outcome: inout SchemaValidator.Outcome
  ) {
    if let bound = object[minimum]?.double, Double(count) < bound {
      outcome.add("\(minimum): got \(SchemaText.number(Double(count))), want \(SchemaText.number(bound))", at: path)
    }
    if let bound = object[maximum]?.double, Double(count) > bound {
      outcome.add("\(maximum): got \(SchemaText.number(Double(count))), want \(SchemaText.number(bound))", at: path)
    }
  }

  static func check(
    _ text: String, _ object: Object, _ expressions: [String: RegularExpression], at path: DocumentPath,
    _ outcome: inout SchemaValidator.Outcome
  ) {
    checkCount(text.unicodeScalars.count, object, "minLength", "maxLength", at: path, &outcome)
    if let pattern = object["pattern"]?.string, let expression = expressions[pattern], !expression.isFound(in: text) {
      outcome.add("\(SchemaText.quote(text)) does not match pattern \(SchemaText.quote(pattern))", at: path)
    }
  }

  static func check(
    _ number: SchemaNumber, _ object: Object, at path: DocumentPath, _ outcome: inout SchemaValidator.Outcome
  ) {
    func tell(_ keyword: String, _ bound: SchemaNumber) {
      outcome.add(
        "\(keyword): got \(SchemaText.number(number.double)), want \(SchemaText.number(bound.double))", at: path)
    }
    let bounds: [(String, String, (SchemaNumber, SchemaNumber) -> Bool, (SchemaNumber, SchemaNumber) -> Bool)] = [
      ("minimum", "exclusiveMinimum", { $0 < $1 }, { $0 <= $1 }),
      ("maximum", "exclusiveMaximum", { $0 > $1 }, { $0 >= $1 }),
    ]
    for (keyword, exclusive, isBeyond, isAtOrBeyond) in bounds {
      // In draft 4 the word says how the other one is meant.
      let changes = object[exclusive]?.bool == true
      if let bound = object[keyword].flatMap(SchemaNumber.init(known:)),
        changes ? isAtOrBeyond(number, bound) : isBeyond(number, bound)
      {
        tell(changes ? exclusive : keyword, bound)
      }
      if let bound = object[exclusive].flatMap(SchemaNumber.init(known:)), isAtOrBeyond(number, bound) {
        tell(exclusive, bound)
      }
    }
    if let factor = object["multipleOf"].flatMap(SchemaNumber.init(known:)), !number.isMultiple(of: factor) {
      tell("multipleOf", factor)
    }
  }
}

/// Equality as JSON Schema has it: numbers by what they are worth.
enum SchemaEquality {
  static func areEqual(_ left: Node, _ right: Node) -> Bool {
    switch (left.value, right.value) {
    case (.array(let left), .array(let right)):
      return left.count == right.count && zip(left, right).allSatisfy { areEqual($0, $1) }
    case (.object(let left), .object(let right)):
      return left.count == right.count
        && left.allSatisfy { member in right[member.key].map { areEqual(member.node, $0) } ?? false }
    default:
      if let left = SchemaNumber(known: left), let right = SchemaNumber(known: right) { return left == right }
      return left == right
    }
  }

  /// The positions of the first two items that are equal.
  static func firstEqual(_ items: [Node]) -> (Int, Int)? {
    // Most lists are of texts, which a set tells apart at once.
    if items.allSatisfy({ $0.string != nil }) {
      var first: [String: Int] = [:]
      var found: (Int, Int)?
      for (index, item) in items.enumerated() {
        guard let text = item.string, let earlier = first.updateValue(index, forKey: text) else { continue }
        if found.map({ earlier < $0.0 }) ?? true { found = (earlier, index) }
      }
      return found
    }
    for first in items.indices {
      for second in items.indices.dropFirst(first + 1) where areEqual(items[first], items[second]) {
        return (first, second)
      }
    }
    return nil
  }
}
