internal import Diagnostics
public import Documents

/// What an entity is filled for.
public enum FillContext: Sendable {
  /// A new entity, or one that replaces the stored one: defaults, generated values and timestamps.
  case write
  /// Changes that are merged into a stored entity: only what is given, and the time of the change.
  case update
  /// A record within an entity: defaults and generated values.
  case nested
}

/// Where generated values come from.
public struct GeneratedValues: Sendable {
  /// A new id.
  public var id: @Sendable () -> String
  /// A new key or secret, 32 letters and digits.
  public var token: @Sendable () -> String
  /// The time in seconds since 1970, with fractions.
  public var now: Double

  /// Makes a source of generated values.
  public init(id: @escaping @Sendable () -> String, token: @escaping @Sendable () -> String, now: Double) {
    self.id = id
    self.token = token
    self.now = now
  }

  /// Placeholders, for judging values that are not stored.
  public static let none = GeneratedValues(
    id: { "00000000-0000-4000-8000-000000000000" }, token: { "generated" }, now: 1)
}

extension Schema {
  /// An entity as the gateway completes it before it judges it: shorthands translated, defaults filled in, values
  /// generated, sets without repeats. Fields that the schema does not know stay, to be refused.
  ///
  /// Throws what is wrong with the shorthands.
  public func filled(
    _ entity: Object, context: FillContext, generated: GeneratedValues = .none
  ) throws(Violations) -> Object {
    try root.filled(entity, context: context, generated: generated)
  }
}

extension RecordSchema {
  func filled(
    _ given: Object, context: FillContext, generated: GeneratedValues
  ) throws(Violations) -> Object {
    let input = try translated(given)
    var members: [Object.Member] = []
    members.reserveCapacity(max(fields.count, input.count))
    for field in fields {
      let member = input.member(field.name)
      var value = member?.node
      if field.auto { value = field.generated(value, context: context, generated: generated) }
      guard let filled = try field.filled(value, context: context, generated: generated) else { continue }
      members.append(Object.Member(key: field.name, keyPlace: member?.keyPlace ?? .none, node: filled))
    }
    for member in input where self[member.key] == nil { members.append(member) }
    return Object(members)
  }
}

extension SchemaField {
  fileprivate func generated(_ value: Node?, context: FillContext, generated: GeneratedValues) -> Node? {
    let isTime = attributes["timestamp"]?.bool == true
    if isTime, context != .nested {
      let isCreation = name == "created_at" && context == .write && value?.isNull != false
      guard isCreation || name == "updated_at" else { return value }
      return type == .integer
        ? Node(.integer(Int(generated.now)))
        : LuaNumber.rounded(Node(.decimal(DecimalNumber((generated.now * 1000).rounded(.down) / 1000))))
    }
    guard context != .update, value == nil, type == .string else { return value }
    return Node(.string(attributes["uuid"]?.bool == true ? generated.id() : generated.token()))
  }

  /// The value with what is missing in it; nil where it stays absent.
  fileprivate func filled(
    _ value: Node?, context: FillContext, generated: GeneratedValues
  ) throws(Violations) -> Node? {
    if isAbstract { return value }
    if type == .record, let record {
      if let value, !value.isNull {
        guard let object = value.luaObject else { return value }
        return Node(.object(try record.filled(object, inside: self, context, generated)), at: value.place)
      }
      guard value == nil, context != .update, let start = missing, !start.isNull else {
        return value ?? missingValue(context)
      }
      return Node(.object(try record.filled(start.luaObject ?? Object(), inside: self, context, generated)))
    }
    guard let value else { return missingValue(context) }
    return try completed(value, generated: generated)
  }

  private func missingValue(_ context: FillContext) -> Node? { context == .update ? nil : missing }

  /// What stands for an absent value: the default, a record of defaults, nothing for a required field, else null.
  private var missing: Node? {
    if let defaultValue { return defaultValue }
    guard required else { return .null }
    return type == .record ? Node(.object(Object())) : nil
  }

  private func completed(_ value: Node, generated: GeneratedValues) throws(Violations) -> Node {
    switch type {
    case .array, .set:
      guard var items = value.luaArray else { return value }
      if let elements, elements.record != nil {
        items = try items.mapThrowing { item throws(Violations) in
          try elements.filled(item, context: .nested, generated: generated) ?? item
        }
      }
      return Node(.array(type == .set ? items.withoutRepeats : items), at: value.place)
    case .map:
      guard let object = value.luaObject else { return value }
      guard let values, values.record != nil else { return Node(.object(object), at: value.place) }
      let members = try object.members.mapThrowing { member throws(Violations) in
        let node = try values.filled(member.node, context: .nested, generated: generated) ?? member.node
        return Object.Member(key: member.key, keyPlace: member.keyPlace, node: node)
      }
      return Node(.object(Object(members)), at: value.place)
    default:
      return value
    }
  }
}

extension RecordSchema {
  /// Fills a record that is a field's value. A violation of a shorthand within it is reported as the gateway does:
  /// under the shorthand's name alone.
  fileprivate func filled(
    _ object: Object, inside field: SchemaField, _ context: FillContext, _ generated: GeneratedValues
  ) throws(Violations) -> Object {
    try filled(object, context: context == .update ? .update : .nested, generated: generated)
  }
}

extension Array {
  fileprivate func mapThrowing<Result, Failure: Error>(
    _ transform: (Element) throws(Failure) -> Result
  ) throws(Failure) -> [Result] {
    var results: [Result] = []
    results.reserveCapacity(count)
    for element in self { results.append(try transform(element)) }
    return results
  }
}

extension [Node] {
  /// The items without those that are there already; lists and mappings all stay.
  fileprivate var withoutRepeats: [Node] {
    var seen: Set<String> = []
    return filter { item in
      switch item.value {
      case .string(let text): seen.insert(text).inserted
      case .integer, .decimal: seen.insert("\u{0}" + LuaText.plain(item)).inserted
      default: true
      }
    }
  }
}

extension Schema {
  /// A stored entity with changes in it: records are merged field by field, all else is replaced.
  public func merged(_ changes: Object, into stored: Object) -> Object {
    root.merged(changes, into: stored)
  }

  /// A merged entity with the fields that records within it still lack.
  public func completed(_ entity: Object, generated: GeneratedValues) throws(Violations) -> Object {
    try root.filled(entity, context: .nested, generated: generated)
  }
}

extension RecordSchema {
  fileprivate func merged(_ changes: Object, into stored: Object) -> Object {
    var result = stored
    for member in changes {
      if let record = self[member.key]?.record, let change = member.node.object, let old = stored[member.key]?.object {
        result[member.key] = Node(.object(record.merged(change, into: old)), at: member.node.place)
      } else {
        result[member.key] = member.node
      }
    }
    return result
  }
}
