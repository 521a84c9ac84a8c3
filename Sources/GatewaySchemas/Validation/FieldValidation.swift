public import Documents
import GatewayModel

extension SchemaField {
  /// What is wrong with a value of this field, in the gateway's words; nil if nothing is.
  ///
  /// Records within the value are judged with their defaults filled in, as the gateway does. A reference is not
  /// looked up: whether what it refers to exists is not a matter of the schema.
  ///
  /// - Parameter isFilled: Whether records within the value are filled already.
  public func violation(of value: Node, isFilled: Bool = false) -> Violation? {
    if value.isNull {
      if let unwanted = attributes["ne"], unwanted.isNull { return .message(message ?? "value must not be null") }
      if let wanted = attributes["eq"], !wanted.isNull {
        return .message(message ?? "value must be \(LuaText.plain(wanted))")
      }
      return required ? .message("required field missing") : nil
    }
    if mustBeNull { return .message(message ?? "value must be null") }
    if let violation = typeViolation(of: value, isFilled: isFilled && !isAbstract) { return violation }
    for rule in rules {
      if let violation = rule.violation(of: value) { return message.map(Violation.message) ?? violation }
    }
    return nil
  }

  /// The schema's own words for any of its limits.
  private var message: String? { attributes["err"]?.string }

  private func typeViolation(of value: Node, isFilled: Bool) -> Violation? {
    switch type {
    case .string:
      return value.string == nil ? .message("expected a string") : nil
    case .integer:
      return Self.isWhole(value) ? nil : .message("expected an integer")
    case .number:
      return value.double?.isFinite == true ? nil : .message("expected a number")
    case .boolean:
      return value.bool == nil ? .message("expected a boolean") : nil
    case .function:
      return value.string == nil ? .message("expected a function") : nil
    case .array, .set:
      guard let items = value.luaArray else { return .message(type == .set ? "expected a set" : "expected an array") }
      return itemsViolation(of: items, areFilled: isFilled && elements?.record != nil)
    case .map:
      guard let members = value.luaObject else { return .message("expected a map") }
      return membersViolation(of: members, areFilled: isFilled && values?.record != nil)
    case .record:
      guard let object = value.luaObject else { return .message("expected a record") }
      guard let record else { return nil }
      let violations =
        isFilled ? record.violations(of: object, isDeep: true) : record.violations(ofNested: object)
      return violations.map(Violation.record)
    case .foreign:
      return referenceViolation(of: value)
    case .json, .any:
      return nil
    }
  }

  private func itemsViolation(of items: [Node], areFilled: Bool) -> Violation? {
    guard let elements else { return nil }
    func violation(at index: Int) -> Violation? {
      items[index].isNull
        ? .message("required field missing") : elements.violation(of: items[index], isFilled: areFilled)
    }
    guard let first = items.indices.first(where: { violation(at: $0) != nil }) else { return nil }
    let violations = Array(repeating: nil, count: first) + items.indices[first...].map(violation)
    return .list(Array(violations[...(violations.lastIndex { $0 != nil } ?? first)]))
  }

  private func membersViolation(of members: Object, areFilled: Bool) -> Violation? {
    for member in members {
      if let violation = keys?.violation(of: Node(.string(member.key))) { return .member(member.key, violation) }
      if let violation = values?.violation(of: member.node, isFilled: areFilled) {
        return .member(member.key, violation)
      }
    }
    return nil
  }

  private func referenceViolation(of value: Node) -> Violation? {
    guard let object = value.luaObject else { return .message("expected a record") }
    guard let id = object["id"], !id.isNull else {
      // Any other field may name the entity; whether it does is found out when it is looked up.
      let named = object.contains { $0.key != "id" && $0.node.string != nil }
      return named ? nil : .record(Violations("id", "missing primary key"))
    }
    guard let text = id.string else { return .record(Violations("id", "expected a string")) }
    return UniqueID(text) == nil ? .record(Violations("id", "expected a valid UUID")) : nil
  }

  private static func isWhole(_ value: Node) -> Bool {
    switch value.value {
    case .integer: true
    case .decimal(let decimal): decimal.double.isFinite && decimal.double.rounded() == decimal.double
    default: false
    }
  }
}

extension Node {
  /// The value as a list; Lua knows one kind of table, so that an empty mapping is an empty list too.
  var luaArray: [Node]? { array ?? object.flatMap { $0.isEmpty ? [] : nil } }

  /// The value as a mapping; an empty list is an empty mapping too.
  var luaObject: Object? { object ?? array.flatMap { $0.isEmpty ? Object() : nil } }
}
