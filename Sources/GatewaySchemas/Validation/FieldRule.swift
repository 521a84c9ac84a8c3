import Documents
import GatewayModel

/// One limit that a schema sets on a field, made ready for use, in the order in which the gateway tries them.
enum FieldRule: Sendable {
  case equals(Node)
  case differs(Node)
  case notOneOf([Node])
  case oneOf([Node])
  case greater(Double)
  case timestamp
  case uuid
  case regex
  case between(Double, Double)
  case atLeast(Double)
  case atMost(Double)
  case lengthEquals(Int)
  case lengthMin(Int)
  case lengthMax(Int)
  case startsWith(String)
  case notMatch(LuaPattern)
  case matchNone([(pattern: LuaPattern, message: String?)])
  case match(LuaPattern)
  case matchAll([(pattern: LuaPattern, message: String?)])
  case matchAny([LuaPattern], message: String?)
  case contains(Node)
  case custom(CustomRule)
  case exclusiveSubsets([[String]])

  /// The rules in a field's attributes. Empty texts are refused unless the schema allows them.
  static func rules(in attributes: Object, type: FieldType, custom: CustomRule?) -> [FieldRule] {
    var rules: [FieldRule] = []
    func number(_ key: String) -> Double? { attributes[key]?.double }
    if let wanted = attributes["eq"], !wanted.isNull { rules.append(.equals(wanted)) }
    if let unwanted = attributes["ne"], !unwanted.isNull { rules.append(.differs(unwanted)) }
    if let options = attributes["not_one_of"]?.array { rules.append(.notOneOf(options)) }
    // An empty list is what a gateway shows that does not know the choices, as of filters while WebAssembly is off.
    if let options = attributes["one_of"]?.array, !options.isEmpty { rules.append(.oneOf(options)) }
    if let limit = number("gt") { rules.append(.greater(limit)) }
    if attributes["timestamp"]?.bool == true { rules.append(.timestamp) }
    if attributes["uuid"]?.bool == true { rules.append(.uuid) }
    if attributes["is_regex"]?.bool == true { rules.append(.regex) }
    if let limits = attributes["between"]?.array?.compactMap(\.double), limits.count == 2 {
      rules.append(.between(limits[0], limits[1]))
    }
    if let limit = number("at_least") { rules.append(.atLeast(limit)) }
    if let limit = number("at_most") { rules.append(.atMost(limit)) }
    if let length = attributes["len_eq"]?.integer { rules.append(.lengthEquals(length)) }
    if let length = attributes["len_min"]?.integer ?? (type == .string ? 1 : nil), length > 0 {
      rules.append(.lengthMin(length))
    }
    if let length = attributes["len_max"]?.integer { rules.append(.lengthMax(length)) }
    if let prefix = attributes["starts_with"]?.string { rules.append(.startsWith(prefix)) }
    if let pattern = attributes["not_match"]?.string { rules.append(.notMatch(LuaPattern(pattern))) }
    if let list = attributes["match_none"]?.array { rules.append(.matchNone(patterns(list))) }
    if let pattern = attributes["match"]?.string { rules.append(.match(LuaPattern(pattern))) }
    if let list = attributes["match_all"]?.array { rules.append(.matchAll(patterns(list))) }
    if let any = attributes["match_any"] {
      let list = (any["patterns"]?.array ?? []).compactMap(\.string).map(LuaPattern.init)
      rules.append(.matchAny(list, message: any["err"]?.string))
    }
    if let wanted = attributes["contains"] { rules.append(.contains(wanted)) }
    if let custom { rules.append(.custom(custom)) }
    if let subsets = attributes["mutually_exclusive_subsets"]?.array {
      rules.append(.exclusiveSubsets(subsets.map { ($0.array ?? []).compactMap(\.string) }))
    }
    return rules
  }

  private static func patterns(_ list: [Node]) -> [(pattern: LuaPattern, message: String?)] {
    list.compactMap { item in
      item["pattern"]?.string.map { (LuaPattern($0), item["err"]?.string) }
    }
  }

  /// What is wrong with a value of the field's type; nil if nothing is.
  func violation(of value: Node) -> Violation? {
    if case .custom(let rule) = self { return rule.check(value) }
    return message(for: value).map(Violation.message)
  }

  private func message(for value: Node) -> String? {
    switch self {
    case .equals(let wanted):
      return LuaNumber.same(value, wanted) ? nil : "value must be \(LuaText.plain(wanted))"
    case .differs(let unwanted):
      return LuaNumber.same(value, unwanted) ? "value must not be \(LuaText.plain(unwanted))" : nil
    case .notOneOf(let options):
      return options.contains { LuaNumber.same($0, value) } ? "must not be one of: \(Self.list(options))" : nil
    case .oneOf(let options):
      return options.contains { LuaNumber.same($0, value) } ? nil : "expected one of: \(Self.list(options))"
    case .contains(let wanted):
      let found = value.array?.contains { LuaNumber.same($0, wanted) } ?? false
      return found ? nil : "expected to contain: \(LuaText.plain(wanted))"
    case .exclusiveSubsets(let subsets):
      return Self.exclusive(value, subsets)
    case .greater, .timestamp, .between, .atLeast, .atMost:
      return value.double.flatMap(numberMessage)
    case .lengthEquals, .lengthMin, .lengthMax:
      return Self.length(of: value).flatMap(lengthMessage)
    case .uuid, .regex, .startsWith, .notMatch, .matchNone, .match, .matchAll, .matchAny:
      return value.string.flatMap(textMessage)
    case .custom:
      return nil
    }
  }

  private func numberMessage(_ number: Double) -> String? {
    switch self {
    case .greater(let limit) where number <= limit: "value must be greater than \(LuaNumber.text(limit))"
    case .timestamp where number <= 0: "expected a valid timestamp"
    case .between(let low, let high) where number < low || number > high:
      "value should be between \(LuaNumber.text(low.rounded(.towardZero))) and "
        + LuaNumber.text(high.rounded(.towardZero))
    case .atLeast(let limit) where number < limit: "value must be at least \(LuaNumber.text(limit))"
    case .atMost(let limit) where number > limit: "value must be at most \(LuaNumber.text(limit))"
    default: nil
    }
  }

  private func lengthMessage(_ length: Int) -> String? {
    switch self {
    case .lengthEquals(let wanted) where length != wanted: "length must be \(wanted)"
    case .lengthMin(let limit) where length < limit: "length must be at least \(limit)"
    case .lengthMax(let limit) where length > limit: "length must be at most \(limit)"
    default: nil
    }
  }

  private func textMessage(_ text: String) -> String? {
    switch self {
    case .uuid:
      return UniqueID(text) == nil ? "expected a valid UUID" : nil
    case .regex:
      return RegexSyntax.problem(in: text).map { _ in "not a valid regex: \(text)" }
    case .startsWith(let prefix):
      return text.utf8.starts(with: prefix.utf8) ? nil : "should start with: \(prefix)"
    case .notMatch(let pattern):
      return pattern.matches(text) ? "invalid value: \(text)" : nil
    case .match(let pattern):
      return pattern.matches(text) ? nil : "invalid value: \(text)"
    case .matchNone(let list):
      return list.first { $0.pattern.matches(text) }.map { $0.message ?? "invalid value: \(text)" }
    case .matchAll(let list):
      return list.first { !$0.pattern.matches(text) }.map { $0.message ?? "invalid value: \(text)" }
    case .matchAny(let list, let message):
      return list.contains { $0.matches(text) } ? nil : message ?? "invalid value: \(text)"
    default:
      return nil
    }
  }

  private static func length(of value: Node) -> Int? {
    value.string?.utf8.count ?? value.array?.count ?? value.object?.count
  }

  private static func list(_ options: [Node]) -> String {
    options.map(LuaText.plain).joined(separator: ", ")
  }

  private static func exclusive(_ value: Node, _ subsets: [[String]]) -> String? {
    let used = Set((value.array ?? []).compactMap { item in subsets.firstIndex { $0.contains(item.string ?? "") } })
    guard used.count > 1 else { return nil }
    let sets = subsets.map { "('" + $0.joined(separator: "', '") + "')" }
    return "these sets are mutually exclusive: \(sets.joined(separator: ", "))"
  }
}
