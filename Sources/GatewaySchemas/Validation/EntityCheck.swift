public import Documents
import Synchronization

/// A rule over several fields of a record, as schemas list them under `entity_checks`.
struct EntityCheck: Sendable {
  private enum Kind: Sendable {
    case atLeastOneOf([String])
    case onlyOneOf([String])
    case distinct([String])
    case mutuallyRequired([String])
    case mutuallyExclusive([String])
    case conditional(Conditional)
    case conditionalAtLeastOneOf(ConditionalPresence)
  }

  private struct Conditional: Sendable {
    let ifField: String
    let thenField: String
    let ifMatch: SchemaField
    let thenMatch: SchemaField
    let thenRequired: Bool
    let message: String?
  }

  private struct ConditionalPresence: Sendable {
    /// Which fields are asked for under a condition.
    struct Branch: Sendable {
      let match: SchemaField
      let fields: [String]
      let message: String?
    }

    let ifField: String
    /// The first whose condition holds counts.
    let branches: [Branch]

    init(ifField: String, _ argument: Node, in record: RecordSchema) {
      self.ifField = ifField
      let keys = [
        ("if_match", "then_at_least_one_of", "then_err"), ("else_match", "else_then_at_least_one_of", "else_then_err"),
      ]
      self.branches = keys.compactMap { match, fields, message in
        argument[match].map {
          Branch(
            match: record.field(at: ifField, limitedBy: $0),
            fields: (argument[fields]?.array ?? []).compactMap(\.string), message: argument[message]?.string)
        }
      }
    }
  }

  private let kind: Kind

  /// Reads a check; nil for one that only names fields, whose rule is a function of the gateway.
  init?(_ node: Node, in record: RecordSchema) {
    guard let member = node.object?.members.first else { return nil }
    let argument = member.node
    let names = (argument.array ?? []).compactMap(\.string)
    switch member.key {
    case "at_least_one_of": kind = .atLeastOneOf(names)
    case "only_one_of": kind = .onlyOneOf(names)
    case "distinct": kind = .distinct(names)
    case "mutually_required": kind = .mutuallyRequired(names)
    case "mutually_exclusive": kind = .mutuallyExclusive(names)
    case "conditional":
      guard let ifField = argument["if_field"]?.string, let thenField = argument["then_field"]?.string else {
        return nil
      }
      kind = .conditional(
        Conditional(
          ifField: ifField, thenField: thenField,
          ifMatch: record.field(at: ifField, limitedBy: argument["if_match"]),
          thenMatch: record.field(at: thenField, limitedBy: argument["then_match"]),
          thenRequired: argument["then_match"]?["required"]?.bool ?? false, message: argument["then_err"]?.string))
    case "conditional_at_least_one_of":
      guard let ifField = argument["if_field"]?.string else { return nil }
      kind = .conditionalAtLeastOneOf(ConditionalPresence(ifField: ifField, argument, in: record))
    default: return nil
    }
  }

  /// Judges a record and adds what is wrong. A check is left out where one of its fields is wrong already.
  func run(on input: FilledView, updating: Bool, adding violations: inout Violations) {
    guard violations.isEmpty || !sources.contains(where: { violations.contains($0.path) }) else { return }
    guard sources.contains(where: { input.value(named: $0) != nil }) else { return }
    switch kind {
    case .conditional(let conditional):
      run(conditional, on: input, adding: &violations)
    case .conditionalAtLeastOneOf(let check):
      let value = input.value(named: check.ifField) ?? .null
      guard let branch = check.branches.first(where: { $0.match.violation(of: value) == nil }),
        !hasNonempty(branch.fields, in: input)
      else { return }
      let missing = Self.quoted(branch.fields)
      violations.add(
        entity: branch.message.map { Self.formatted($0, missing) }
          ?? Self.prefix(updating) + "at least one of these fields must be non-empty: \(missing)")
    default:
      if let message = message(for: input, updating: updating) { violations.add(entity: message) }
    }
  }

  private func run(_ check: Conditional, on input: FilledView, adding violations: inout Violations) {
    let ifValue = input.value(named: check.ifField) ?? .null
    let thenValue = input.value(named: check.thenField) ?? .null
    guard check.ifMatch.violation(of: ifValue) == nil else { return }
    let violation: Violation? =
      check.thenRequired && thenValue.isNull
      ? .message("required field missing") : check.thenMatch.violation(of: thenValue)
    guard let violation else { return }
    violations.set(violation, at: check.thenField.path)
    violations.add(
      entity: check.message ?? "failed conditional validation given value of field '\(check.ifField)'")
  }

  /// The demand that a field breaks because of what another one is; nil where it breaks none, or its own limits.
  func demand(on dotted: String, of record: RecordSchema, in input: FilledView) -> FieldDemand? {
    guard case .conditional(let check) = kind, check.thenField == dotted else { return nil }
    let (condition, value) = (input.value(named: check.ifField) ?? .null, input.value(named: dotted) ?? .null)
    guard check.ifMatch.violation(of: condition) == nil, check.thenMatch.violation(of: value) != nil,
      record.field(at: dotted)?.violation(of: value) == nil
    else { return nil }
    return FieldDemand(field: check.ifField, value: condition, message: check.message)
  }

  private func message(for input: FilledView, updating: Bool) -> String? {
    func count(_ names: [String]) -> Int { names.count { input.value(named: $0)?.isNonempty ?? false } }
    switch kind {
    case .atLeastOneOf(let names) where count(names) == 0:
      return Self.prefix(updating) + "at least one of these fields must be non-empty: \(Self.quoted(names))"
    case .onlyOneOf(let names) where count(names) != 1:
      return "exactly one of these fields must be non-empty: \(Self.quoted(names))"
    case .mutuallyRequired(let names) where count(names) != 0 && count(names) != names.count:
      return "all or none of these fields must be set: \(Self.quoted(names))"
    case .mutuallyExclusive(let names) where count(names) > 1:
      return "only one or none of these fields must be set: \(Self.quoted(names))"
    case .distinct(let names):
      let values = names.compactMap { input.value(named: $0) }.filter(\.isNonempty)
      let repeats = values.indices.contains { index in values[..<index].contains { $0 == values[index] } }
      return repeats ? "values of these fields must be distinct: \(Self.quoted(names))" : nil
    default:
      return nil
    }
  }

  private var sources: [String] {
    switch kind {
    case .atLeastOneOf(let names), .onlyOneOf(let names), .distinct(let names), .mutuallyRequired(let names),
      .mutuallyExclusive(let names):
      names
    case .conditional(let check): [check.ifField, check.thenField]
    case .conditionalAtLeastOneOf(let check): [check.ifField] + check.branches.flatMap(\.fields)
    }
  }

  private func hasNonempty(_ names: [String], in input: FilledView) -> Bool {
    names.contains { input.value(named: $0)?.isNonempty ?? false }
  }

  private static func quoted(_ names: [String]) -> String {
    names.map { "'\($0)'" }.joined(separator: ", ")
  }

  private static func prefix(_ updating: Bool) -> String { updating ? "when updating, " : "" }

  /// Puts the names where the schema's message has `%s`.
  private static func formatted(_ format: String, _ names: String) -> String {
    guard let range = format.firstRange(of: "%s") else { return format }
    return format.replacingCharacters(in: range, with: names)
  }
}

extension String {
  /// The names on the way that dots separate.
  var path: [String] { split(separator: ".").map(String.init) }

  fileprivate func replacingCharacters(in range: Range<Index>, with text: String) -> String {
    String(self[..<range.lowerBound]) + text + String(self[range.upperBound...])
  }
}

extension Object {
  /// The value that lies deeper, by the names on the way; nil where one of them is missing.
  public func value(at path: [String]) -> Node? {
    var current = self
    for (position, name) in path.enumerated() {
      guard let node = current[name] else { return nil }
      if position == path.count - 1 { return node }
      guard let inner = node.object else { return nil }
      current = inner
    }
    return nil
  }
}

extension Node {
  /// Whether the value counts as set: neither null nor an empty list or mapping.
  fileprivate var isNonempty: Bool {
    switch value {
    case .null: false
    case .array(let array): !array.isEmpty
    case .object(let object): !object.isEmpty
    default: true
    }
  }
}

extension RecordSchema {
  /// The field that lies deeper, by names separated by dots.
  func field(at path: String) -> SchemaField? {
    var record = self
    let names = path.path
    for (position, name) in names.enumerated() {
      guard let field = record[name] else { return nil }
      if position == names.count - 1 { return field }
      guard let inner = field.record else { return nil }
      record = inner
    }
    return nil
  }

  /// A field with further limits, which come before its own.
  fileprivate func field(at path: String, limitedBy limits: Node?) -> SchemaField {
    let base = field(at: path)
    var attributes = base?.attributes ?? Object()
    for member in limits?.object ?? Object() { attributes[member.key] = member.node }
    return SchemaField(name: base?.name ?? "", attributes: attributes)
  }
}

/// The checks of a record, made on first use: their fields are found by paths into the finished record.
final class EntityCheckCache: Sendable {
  private let state = Mutex<[EntityCheck]?>(nil)

  func checks(of record: RecordSchema) -> [EntityCheck] {
    guard !record.entityChecks.isEmpty else { return [] }
    return state.withLock { state in
      if let checks = state { return checks }
      let checks = record.entityChecks.compactMap { EntityCheck($0, in: record) }
      state = checks
      return checks
    }
  }
}
