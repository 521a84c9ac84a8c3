import Diagnostics
public import Documents
import GatewayModel
public import GatewaySchemas

/// Compares what the files want with what the gateway answered, field by field along a schema.
///
/// Nothing is filled in beforehand: an absent field stands for its default while the walk passes it, so that two equal
/// entities are compared without a single allocation per field. The rules are the gateway's own:
///
/// - An absent field means its default, on either side, but for what is null at the top of a live entity; a required record
///   means its fields' defaults; an `auto` field keeps its live value.
/// - An explicit null means null. Null, an empty list and an empty mapping are the same.
/// - A set has no order and no duplicates; an array has both. Numbers are compared as the gateway can hold them.
/// - Fields that only the gateway knows (shorthand names it echoes, newer fields) are no difference.
public struct FieldComparison {
  /// What was found so far, in the schema's order.
  public private(set) var differences: [FieldDifference] = []
  /// Whether the files have a field that the schema does not know.
  public private(set) var hasUnknownFields = false
  /// The way to the record or list that is being compared.
  private var path = DocumentPath()
  private let unordered: Set<String>
  private let leavesDefaultsOut: Bool

  /// Begins a comparison.
  ///
  /// - Parameters:
  ///   - unordered: Array fields at the top whose order means nothing.
  ///   - leavesDefaultsOut: Whether what is left out at the top has its default there; else it is null, which entities of
  ///     answers are kept without.
  public init(unordered: Set<String> = [], leavesDefaultsOut: Bool = false) {
    self.unordered = unordered
    self.leavesDefaultsOut = leavesDefaultsOut
  }

  /// Compares the fields of a record.
  ///
  /// The members that are there are put beside the fields they belong to, each by one look-up; what neither side has
  /// then costs no more than a glance at what its absence means.
  public mutating func compare(record: RecordSchema, desired: Object?, live: Object?) {
    #if DEBUG
    OperationTally.current?.add(.comparison)
    #endif
    let count = record.fields.count
    let wanted = desired?.members ?? []
    let held = live?.members ?? []
    let isHeld = live != nil && (leavesDefaultsOut || !path.steps.isEmpty)
    withUnsafeTemporaryAllocation(of: Int32.self, capacity: 2 * count) { places in
      places.initialize(repeating: -1)
      var known = 0
      for index in wanted.indices {
        guard let field = record.position(of: wanted[index].key) else { continue }
        places[field] = Int32(truncatingIfNeeded: index)
        known += 1
      }
      for index in held.indices {
        guard let field = record.position(of: held[index].key) else { continue }
        places[count + field] = Int32(truncatingIfNeeded: index)
      }
      for index in 0..<count {
        let (own, other) = (Int(places[index]), Int(places[count + index]))
        if own < 0 {
          switch record.absences[index] {
          case .kept: continue
          case .empty where other < 0 || FieldComparison.isEmpty(held[other].node): continue
          default: break
          }
          if other < 0, isHeld { continue }
        }
        let desired = own < 0 ? nil : wanted[own].node
        compare(
          field: record.fields[index], name: record.names[index], desired: desired,
          live: other < 0
            ? FieldComparison.absent(record.fields[index], isHeld && desired?.isNull == false) : held[other].node)
      }
      if let desired, known < desired.count { compareOthers(record, desired, live, known: known) }
    }
  }

  /// What a field that the gateway leaves out has there, where it holds the record.
  private static func absent(_ field: SchemaField, _ isHeld: Bool) -> Node? {
    guard isHeld else { return nil }
    return field.defaultValue ?? (field.type == .record && field.required ? Node(.object(Object())) : nil)
  }

  /// Members of the files that are no fields: other names of fields, or unknown.
  private mutating func compareOthers(_ record: RecordSchema, _ desired: Object, _ live: Object?, known: Int) {
    var known = known
    for shorthand in record.shorthands {
      guard let node = desired[shorthand.field.name] else { continue }
      known += 1
      // Where nothing says what the name stands for, it is compared as a field of its own, if the gateway answers with it:
      // what it only takes, and drops for all anybody can see (a session's `cookie_renew`), would be a change for ever.
      if shorthand.replacements.isEmpty, let held = live?[shorthand.field.name] {
        compare(field: shorthand.field, name: shorthand.field.name, desired: node, live: held)
      }
    }
    guard known < desired.count else { return }
    if desired.keys.contains(where: { !record.isIgnored($0) && record[$0] == nil && record.shorthand($0) == nil }) {
      hasUnknownFields = true
    }
  }

  /// Compares the member of this name; `desired` is nil where the file leaves it out.
  public mutating func compare(field: SchemaField, name: String, desired: Node?, live: Node?) {
    if let desired {
      compareValue(field: field, name: name, wanted: desired, live: live, written: true)
    } else if field.auto {
      return
    } else if field.mayStayUnset, FieldComparison.isEmpty(live) {
      return
    } else if let fallback = field.defaultValue {
      compareValue(field: field, name: name, wanted: fallback, live: live, written: false)
    } else if field.type == .record, field.required, let record = field.record {
      path.steps.append(.key(name))
      compare(record: record, desired: nil, live: live?.object)
      path.steps.removeLast()
    } else if !FieldComparison.isEmpty(live) {
      report(field: field, name: name, wanted: nil, live: live, written: false)
    }
  }

  /// - Parameter item: The position, where the value is an item of the list of this name.
  private mutating func compareValue(
    field: SchemaField, name: String, item: Int? = nil, wanted: Node, live: Node?, written: Bool
  ) {
    switch wanted.value {
    case .null:
      if !FieldComparison.isEmpty(live) {
        report(field: field, name: name, item: item, wanted: wanted, live: live, written: written)
      }
      return
    case .object(let object) where field.type == .record:
      guard let record = field.record else { break }
      if live?.object == nil, FieldComparison.isEmpty(wanted), !field.required { return }
      path.steps.append(item.map { .index($0) } ?? .key(name))
      compare(record: record, desired: object, live: live?.object)
      path.steps.removeLast()
      return
    case .array(let items) where field.type == .record && items.isEmpty && live?.object != nil:
      // The gateway, which knows one kind of table, takes an empty list for an empty record.
      let empty = Node(.object(Object()), at: wanted.place)
      return compareValue(field: field, name: name, item: item, wanted: empty, live: live, written: written)
    case .object(let object) where field.type == .map:
      return compareMap(field: field, name: name, wanted: wanted, object: object, live: live, written: written)
    case .array(let items) where field.type == .array || field.type == .set:
      return compareList(field: field, name: name, wanted: wanted, items: items, live: live, written: written)
    default:
      break
    }
    if let live, FieldComparison.sameScalar(wanted, live) { return }
    if FieldComparison.isEmpty(wanted) && FieldComparison.isEmpty(live) { return }
    report(field: field, name: name, item: item, wanted: wanted, live: live, written: written)
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
    path.steps.append(.key(name))
    for member in object {
      compareValue(
        field: values, name: member.key, wanted: member.node, live: liveObject?[member.key], written: written)
    }
    for member in liveObject ?? Object() where object[member.key] == nil && !member.node.isNull {
      report(field: values, name: member.key, wanted: nil, live: member.node, written: false)
    }
    path.steps.removeLast()
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
    let ordered = field.type == .array && !(path.steps.isEmpty && unordered.contains(name))
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
    if let elements = field.elements, elements.type == .record {
      path.steps.append(.key(name))
      for position in items.indices {
        compareValue(
          field: elements, name: name, item: position, wanted: items[position], live: liveItems[position],
          written: written)
      }
      path.steps.removeLast()
    } else if !FieldComparison.sameItems(items, liveItems, field: field.elements) {
      let reordered = FieldComparison.sameSet(items, liveItems, field: field.elements)
      report(
        field: field, name: name, wanted: wanted, live: live, written: written, reason: reordered ? .reordered : nil)
    }
  }

  private mutating func report(
    field: SchemaField?, name: String, item: Int? = nil, wanted: Node?, live: Node?, written: Bool,
    reason: FieldDifference.Reason? = nil
  ) {
    let new = wanted.map { Secrets.redacted($0, name: name, field: field) }
    let old = live.map { Secrets.redacted($0, name: name, field: field, counterpart: wanted) }
    // A list or mapping that reads the same before and after differs in what is masked within it.
    let secret = new?.string == Secrets.mask || old?.string == Secrets.mask || (old != nil && old == new)
    differences.append(
      FieldDifference(
        path: item.map { path.appending($0) } ?? path.appending(name), old: old, new: new,
        place: written ? wanted?.place ?? .none : .none, isSecret: secret,
        reason: reason ?? (written ? nil : new?.isNull ?? true ? .leftOut : .defaultReturns)))
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
    switch wanted.value {
    case .string(let text):
      guard case .string(let answer) = live.value else { return false }
      return wanted.value == live.value || TextBlock.same(text, answer)
    case .bool(let truth): return live.bool == truth
    case .null: return live.isNull
    case .integer(let number):
      return live.integer == number || sameNumber(Double(number), live)
    case .decimal(let number): return sameNumber(number.double, live)
    case .array(let items):
      guard let answer = live.array, items.count == answer.count else { return false }
      return items.indices.allSatisfy { sameScalar(items[$0], answer[$0]) }
    case .object(let object):
      guard let answer = live.object, object.count == answer.count else { return false }
      return object.allSatisfy { member in answer[member.key].map { sameScalar(member.node, $0) } ?? false }
    }
  }

  private static func sameNumber(_ wanted: Double, _ live: Node) -> Bool {
    live.double.map { GatewayNumber.equal(wanted: wanted, answered: $0) } ?? false
  }

  private static func sameItems(_ wanted: [Node], _ live: [Node], field: SchemaField?) -> Bool {
    wanted.indices.allSatisfy { same(wanted[$0], live[$0], field: field) }
  }

  /// Whether two lists hold the same items, each at least once, in any order: the gateway drops a set's duplicates.
  private static func sameSet(_ wanted: [Node], _ live: [Node], field: SchemaField?) -> Bool {
    if wanted.count == live.count, sameItems(wanted, live, field: field) { return true }
    // By their bytes: what Unicode calls equivalent is not to a gateway.
    let wantedTexts = wanted.compactMap { $0.string.map { Array($0.utf8) } }
    let liveTexts = live.compactMap { $0.string.map { Array($0.utf8) } }
    if wantedTexts.count == wanted.count, liveTexts.count == live.count {
      return Set(wantedTexts) == Set(liveTexts)
    }
    // Items that are no texts, such as records or status codes, are few.
    return wanted.allSatisfy { item in live.contains { same(item, $0, field: field) } }
      && live.allSatisfy { item in wanted.contains { same($0, item, field: field) } }
  }
}
