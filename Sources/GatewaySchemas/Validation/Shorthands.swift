public import Documents

extension RecordSchema {
  /// The record with its shorthands translated into the fields that they stand for.
  ///
  /// A deprecated shorthand must agree with the field if both are given.
  func translated(_ input: Object) throws(Violations) -> Object {
    var result = input
    for member in input where self[member.key] == nil && shorthand(member.key) == nil {
      guard let scope, let fields = scope.shorthand(member.key, value: member.node) else { continue }
      result.removeValue(forKey: member.key)
      for field in fields { result[field.name] = Node(field.value.value, at: member.node.place) }
    }
    guard shorthands.contains(where: { input[$0.field.name] != nil }) else { return result }
    var violations = Violations()
    for shorthand in shorthands {
      let name = shorthand.field.name
      guard let written = input[name] else { continue }
      if let violation = shorthand.field.violation(of: written) {
        violations[name] = violation
        continue
      }
      let value = shorthand.stored(written)
      result.removeValue(forKey: name)
      for path in shorthand.replacements {
        guard let current = result.value(at: path), !current.isNull else {
          result.set(value, at: path)
          continue
        }
        if !shorthand.isDeprecated {
          result.set(value, at: path)
        } else if !value.isNull, !LuaNumber.same(current, value) {
          violations[name] = .message(
            "both deprecated and new field are used but their values mismatch: "
              + "\(name) = \(LuaText.plain(value)) vs \(path.joined(separator: ".")) = \(LuaText.plain(current))")
        }
      }
    }
    if !violations.isEmpty { throw violations }
    return result
  }

  /// The record with the values of its shorthands beside the fields that they stand for, as the gateway answers.
  func withShorthands(_ record: Object) -> Object {
    var result = record
    for field in fields {
      guard let value = result[field.name], let filled = field.withShorthands(value) else { continue }
      result[field.name] = filled
    }
    for shorthand in shorthands {
      guard shorthand.isAnswered, let path = shorthand.replacements.first else { continue }
      result[shorthand.field.name] = result.value(at: path) ?? .null
    }
    return result
  }
}

extension Schema {
  /// The entity as the gateway answers with it: values of shorthands stand beside the fields that they stand for.
  public func presented(_ entity: Object) -> Object {
    root.hasShorthands ? root.withShorthands(entity) : entity
  }
}

extension Schema {
  /// The entity without values of shorthands: what `presented` has added is taken away again.
  public func withoutShorthands(_ entity: Object) -> Object {
    root.hasShorthands ? root.withoutShorthands(entity) : entity
  }
}

extension RecordSchema {
  fileprivate func withoutShorthands(_ record: Object) -> Object {
    var result = record
    for shorthand in shorthands where self[shorthand.field.name] == nil {
      result.removeValue(forKey: shorthand.field.name)
    }
    for field in fields where field.hasShorthands {
      guard let inner = field.record, let object = result[field.name]?.object else { continue }
      result[field.name] = Node(.object(inner.withoutShorthands(object)))
    }
    return result
  }
}

extension ShorthandField {
  /// Whether the gateway answers with it: where its document says which field it stands for.
  fileprivate var isAnswered: Bool { !ShorthandField.replacements(in: field.attributes).isEmpty }

  /// Whether the field that it stands for wins over it.
  public var isDeprecated: Bool { field.attributes["deprecation"] != nil }
}

extension SchemaField {

  /// The value with shorthands within it; nil where nothing changes.
  fileprivate func withShorthands(_ value: Node) -> Node? {
    guard hasShorthands else { return nil }
    if let record, let object = value.object { return Node(.object(record.withShorthands(object)), at: value.place) }
    if let elements, let items = value.array {
      return Node(.array(items.map { elements.withShorthands($0) ?? $0 }), at: value.place)
    }
    return nil
  }
}

extension Object {
  /// Sets a value that lies deeper; mappings on the way are made where they are missing.
  mutating func set(_ value: Node, at path: some Collection<String>) {
    guard let first = path.first else { return }
    let rest = path.dropFirst()
    guard !rest.isEmpty else {
      self[first] = value
      return
    }
    var inner = self[first]?.object ?? Object()
    inner.set(value, at: Array(rest))
    self[first] = Node(.object(inner))
  }
}
