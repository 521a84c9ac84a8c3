import Diagnostics
public import Documents

/// Compares what the files want with what the gateway answered, field by field along a schema.
///
/// Nothing is filled in beforehand: an absent field stands for its default while the walk passes it, so that two equal
/// entities are compared without a single allocation per field. The rules are the gateway's own:
///
/// - An absent field means its default; a required record means its fields' defaults; an `auto` field keeps its live value.
/// - An explicit null means null. Null, an empty list and an empty mapping are the same.
/// - A set has no order and no duplicates; an array has both. Numbers are compared as the gateway can hold them.
/// - Fields that only the gateway knows (shorthand names it echoes, newer fields) are no difference.
public struct FieldComparison {
  /// What was found so far, in the schema's order.
  public private(set) var differences: [FieldDifference] = []
  /// Whether the files have a field that the schema does not know.
  public private(set) var hasUnknownFields = false
  private var path = DocumentPath()
  private let unordered: Set<String>

  /// Begins a comparison; `unordered` names array fields at the top whose order means nothing.
  public init(unordered: Set<String> = []) {
    self.unordered = unordered
  }

  /// Compares the fields of a record, but for those named.
  public mutating func compare(
    record: RecordSchema, desired: Object?, live: Object?, except: (String) -> Bool = { _ in false }
  ) {
    var known = 0
    for field in record.fields {
      let wanted = desired?[field.name]
      if wanted != nil { known += 1 }
      if !except(field.name) { compare(field: field, name: field.name, desired: wanted, live: live?[field.name]) }
    }
    guard let desired, known < desired.count else { return }
    known += record.shorthands.count { desired[$0.field.name] != nil }
    if known < desired.count { hasUnknownFields = true }
    for shorthand in record.shorthands where shorthand.replacements.isEmpty {
      // Nothing says what this name stands for: compared as a field of its own, if the file uses it.
      if let node = desired[shorthand.field.name] {
        compare(field: shorthand.field, name: shorthand.field.name, desired: node, live: live?[shorthand.field.name])
      }
    }
  }

  /// Compares the member of this name; `desired` is nil where the file leaves it out.
  public mutating func compare(field: SchemaField, name: String, desired: Node?, live: Node?) {
    path.steps.append(.key(name))
    defer { path.steps.removeLast() }
    if let desired {
      compareValue(field: field, name: name, wanted: desired, live: live, written: true)
    } else if field.auto {
      return
    } else if let fallback = field.defaultValue {
      compareValue(field: field, name: name, wanted: fallback, live: live, written: false)
    } else if field.type == .record, field.required, let record = field.record {
      compare(record: record, desired: nil, live: live?.object)
    } else if !FieldComparison.isEmpty(live) {
      report(field: field, name: name, wanted: nil, live: live, written: false)
    }
  }

  private mutating func compareValue(field: SchemaField, name: String, wanted: Node, live: Node?, written: Bool) {
    if wanted.isNull {
      if !FieldComparison.isEmpty(live) {
        report(field: field, name: name, wanted: wanted, live: live, written: written)
      }
      return
    }
    switch (field.type, wanted.value) {
    case (.record, .object(let object)):
      guard let record = field.record else { break }
      if live?.object == nil, FieldComparison.isEmpty(wanted), !field.required { return }
      return compare(record: record, desired: object, live: live?.object)
    case (.map, .object(let object)):
      return compareMap(field: field, name: name, wanted: wanted, object: object, live: live, written: written)
    case (.array, .array(let items)), (.set, .array(let items)):
      return compareList(field: field, name: name, wanted: wanted, items: items, live: live, written: written)
    default:
      break
    }
    if let live, FieldComparison.sameScalar(wanted, live) { return }
    if FieldComparison.isEmpty(wanted) && FieldComparison.isEmpty(live) { return }
    report(field: field, name: name, wanted: wanted, live: live, written: written)
  }

  private mutating func compareMap(
    field: SchemaField, name: String, wanted: Node, object: Object, live: Node?, written: Bool
  ) {
    let liveObject = live?.object
    guard let values = field.values else {
      if !FieldComparison.isEmpty(wanted) || !FieldComparison.isEmpty(live), wanted != live {
        report(field: field, name: name, wanted: wanted, live: live, written: written)
      }
      return
    }
    for member in object {
      path.steps.append(.key(member.key))
      compareValue(
        field: values, name: member.key, wanted: member.node, live: liveObject?[member.key], written: written)
      path.steps.removeLast()
    }
    for member in liveObject ?? Object() where object[member.key] == nil && !member.node.isNull {
      path.steps.append(.key(member.key))
      report(field: values, name: member.key, wanted: nil, live: member.node, written: false)
      path.steps.removeLast()
    }
  }

  private mutating func compareList(
    field: SchemaField, name: String, wanted: Node, items: [Node], live: Node?, written: Bool
  ) {
    guard let liveItems = live?.array else {
      if !(items.isEmpty && FieldComparison.isEmpty(live)) {
        report(field: field, name: name, wanted: wanted, live: live, written: written)
      }
      return
    }
    let ordered = field.type == .array && !(path.steps.count == 1 && unordered.contains(name))
    if !ordered {
      if let record = field.elements?.record, items.contains(where: { $0.object?.hasUnknownFields(record) ?? false }) {
        hasUnknownFields = true
      }
      if !FieldComparison.sameSet(items, liveItems, field: field.elements) {
        report(field: field, name: name, wanted: wanted, live: live, written: written)
      }
      return
    }
    guard items.count == liveItems.count else {
      return report(field: field, name: name, wanted: wanted, live: live, written: written)
    }
    if field.elements?.type == .record {
      for (position, item) in items.enumerated() {
        guard let elements = field.elements else { continue }
        path.steps.append(.index(position))
        compareValue(field: elements, name: name, wanted: item, live: liveItems[position], written: written)
        path.steps.removeLast()
      }
    } else if !zip(items, liveItems).allSatisfy({ FieldComparison.same($0, $1, field: field.elements) }) {
      let reordered = FieldComparison.sameSet(items, liveItems, field: field.elements)
      report(
        field: field, name: name, wanted: wanted, live: live, written: written, reason: reordered ? .reordered : nil)
    }
  }

  private mutating func report(
    field: SchemaField?, name: String, wanted: Node?, live: Node?, written: Bool,
    reason: FieldDifference.Reason? = nil
  ) {
    let new = wanted.map { Secrets.redacted($0, name: name, field: field) }
    let old = live.map { Secrets.redacted($0, name: name, field: field, counterpart: wanted) }
    let secret = new?.string == Secrets.mask || old?.string == Secrets.mask
    differences.append(
      FieldDifference(
        path: path, old: old, new: new, place: written ? wanted?.place ?? .none : .none, isSecret: secret,
        reason: reason ?? (written ? nil : .defaultReturns)))
  }
}

extension Object {
  /// Whether there is a field that the schema does not know, here or in a record within.
  fileprivate func hasUnknownFields(_ record: RecordSchema) -> Bool {
    contains { member in
      guard let field = record[member.key] else { return record.shorthand(member.key) == nil }
      if let inner = field.record { return member.node.object?.hasUnknownFields(inner) ?? false }
      guard let inner = field.elements?.record else { return false }
      return member.node.array?.contains { $0.object?.hasUnknownFields(inner) ?? false } ?? false
    }
  }
}

extension FieldComparison {
  /// Whether a value says nothing: absent, null, an empty list or mapping, or a mapping of such values.
  static func isEmpty(_ node: Node?) -> Bool {
    switch node?.value {
    case nil, .null: true
    case .array(let items): items.isEmpty
    case .object(let object): object.allSatisfy { isEmpty($0.node) }
    default: false
    }
  }

  /// Whether a wanted item is what the gateway answered for it.
  static func same(_ wanted: Node, _ live: Node, field: SchemaField?) -> Bool {
    guard let field, field.type == .record || field.type == .array || field.type == .set || field.type == .map else {
      return sameScalar(wanted, live)
    }
    var comparison = FieldComparison()
    comparison.compareValue(field: field, name: "", wanted: wanted, live: live, written: true)
    return comparison.differences.isEmpty
  }

  private static func sameScalar(_ wanted: Node, _ live: Node) -> Bool {
    switch (wanted.value, live.value) {
    case (.integer(let wanted), .integer(let live)) where wanted == live: return true
    case (.integer, .integer), (.integer, .decimal), (.decimal, .integer), (.decimal, .decimal):
      guard let wanted = wanted.double, let live = live.double else { return false }
      return GatewayNumber.equal(wanted: wanted, answered: live)
    case (.array(let wanted), .array(let live)):
      return wanted.count == live.count && zip(wanted, live).allSatisfy { sameScalar($0, $1) }
    case (.object(let wanted), .object(let live)):
      return wanted.count == live.count
        && wanted.allSatisfy { member in live[member.key].map { sameScalar(member.node, $0) } ?? false }
    case (.string(let wanted), .string(let live)): return wanted == live || TextBlock.same(wanted, live)
    default: return wanted == live
    }
  }

  /// Whether two lists hold the same items, each at least once, in any order: the gateway drops a set's duplicates.
  private static func sameSet(_ wanted: [Node], _ live: [Node], field: SchemaField?) -> Bool {
    if wanted.count == live.count, zip(wanted, live).allSatisfy({ same($0, $1, field: field) }) { return true }
    let wantedTexts = wanted.compactMap(\.string)
    let liveTexts = live.compactMap(\.string)
    if wantedTexts.count == wanted.count, liveTexts.count == live.count {
      return Set(wantedTexts) == Set(liveTexts)
    }
    // Items that are no texts, such as records or status codes, are few.
    return wanted.allSatisfy { item in live.contains { same(item, $0, field: field) } }
      && live.allSatisfy { item in wanted.contains { same($0, item, field: field) } }
  }
}
