public import Documents

/// Judging at a glance: nearly all entities of nearly all files are fine, and that can be seen without filling in their
/// defaults first. What is not seen to be fine here is judged in full, so that there is one place that finds faults.
extension Schema {
  /// Whether an entity is seen to be fine; false says nothing.
  public func accepts(_ entity: Object) -> Bool { root.accepts(entity) }
}

extension RecordSchema {
  func accepts(_ object: Object) -> Bool {
    // A function of the gateway looks at the whole, filled record.
    guard customRules.isEmpty else { return false }
    for index in object.indices {
      guard let position = position(of: object[index].key), fields[position].accepts(object[index].node) else {
        return false
      }
    }
    for field in neededFields where object.position(of: field.name) == nil { return false }
    guard !checks.isEmpty else { return true }
    let view = FilledView(object: object, record: self)
    var violations = Violations()
    for check in checks { check.run(on: view, updating: false, adding: &violations) }
    return violations.isEmpty
  }
}

extension SchemaField {
  fileprivate func accepts(_ value: Node) -> Bool {
    // Limits of its own may look at what is filled in.
    guard !isAbstract, !mustBeNull, rules.isEmpty else { return violation(of: value) == nil }
    switch value.value {
    case .object(let object) where type == .record:
      return record.map { $0.accepts(object) } ?? (violation(of: value) == nil)
    case .array(let items) where type == .array || type == .set:
      guard let elements, elements.record != nil else { return violation(of: value) == nil }
      return items.allSatisfy { !$0.isNull && elements.accepts($0) }
    default:
      return violation(of: value) == nil
    }
  }

  /// Whether the field's absence may be a fault: nothing stands for it, or a record that has such fields.
  var mayNotBeAbsent: Bool {
    guard required else { return false }
    if isAbstract { return true }
    guard defaultValue == nil, !auto else { return false }
    guard type == .record, let record else { return true }
    return !record.accepts(Object())
  }
}

/// A record with defaults where it has nothing, made as far as anybody asks.
struct FilledView {
  let object: Object
  let record: RecordSchema?

  /// The value of a field that may lie deeper, by the names on the way with dots between them.
  func value(named dotted: String) -> Node? {
    var (object, record) = (object, record)
    var rest = dotted[...]
    while true {
      let dot = rest.utf8.firstIndex(of: UInt8(ascii: "."))
      let name = String(dot.map { rest[..<$0] } ?? rest)
      let field = record?[name]
      guard let node = object[name] ?? field?.standIn else { return nil }
      guard let dot else { return field.map { $0.filledForChecks(node) } ?? node }
      guard let inner = node.luaObject else { return nil }
      (object, record) = (inner, field?.record)
      rest = rest[rest.index(after: dot)...]
    }
  }
}

extension SchemaField {
  /// What stands for the field where it is absent.
  fileprivate var standIn: Node? {
    if auto { return Node(.string("generated")) }
    if let defaultValue { return defaultValue }
    guard required else { return .null }
    return type == .record ? Node(.object(Object())) : nil
  }

  /// A record that is asked for as a whole has its defaults.
  fileprivate func filledForChecks(_ node: Node) -> Node {
    guard let record, let object = node.luaObject,
      let filled = try? record.filled(object, context: .nested, generated: .none)
    else { return node }
    return Node(.object(filled), at: node.place)
  }
}
