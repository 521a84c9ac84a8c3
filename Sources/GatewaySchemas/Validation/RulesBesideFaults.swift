public import Documents

extension Schema {
  /// What rules over several fields have against values in which something else is wrong: a gateway asks them only once all
  /// else is fine, while a reader wants to know of both. They are asked of what is left without the faults.
  ///
  /// - Parameters:
  ///   - entity: An entity.
  ///   - violations: What is wrong with it.
  public func ruleFaults(of entity: Object, beside violations: Violations) -> [(path: DocumentPath, message: String)] {
    root.ruleFaults(of: entity, beside: violations, at: DocumentPath())
  }
}

extension RecordSchema {
  fileprivate func ruleFaults(
    of object: Object, beside violations: Violations, at path: DocumentPath
  ) -> [(path: DocumentPath, message: String)] {
    violations.fields.sorted { $0.key < $1.key }.flatMap { name, violation in
      guard let field = self[name], let value = object[name] else {
        return [] as [(path: DocumentPath, message: String)]
      }
      return field.ruleFaults(of: value, beside: violation, at: path.appending(name))
    }
  }
}

extension SchemaField {
  fileprivate func ruleFaults(
    of value: Node, beside violation: Violation, at path: DocumentPath
  ) -> [(path: DocumentPath, message: String)] {
    switch violation {
    case .message:
      return []
    case .list(let items):
      guard let elements, let values = value.luaArray else { return [] }
      return zip(values, items).enumerated().flatMap { index, pair in
        pair.1.map { elements.ruleFaults(of: pair.0, beside: $0, at: path.appending(index)) } ?? []
      }
    case .member(let key, let inner):
      guard let object = value.luaObject else { return [] }
      let own = ruleFaults(of: object, without: [key], at: path)
      guard let values, let member = object[key] else { return own }
      return own + values.ruleFaults(of: member, beside: inner, at: path.appending(key))
    case .record(let violations):
      guard let object = value.luaObject else { return [] }
      return ruleFaults(of: object, without: Set(violations.fields.keys), at: path)
        + (record?.ruleFaults(of: object, beside: violations, at: path) ?? [])
    }
  }

  private func ruleFaults(
    of object: Object, without names: Set<String>, at path: DocumentPath
  ) -> [(path: DocumentPath, message: String)] {
    let sound = Node(.object(Object(object.filter { !names.contains($0.key) })))
    return rules.flatMap { rule -> [(path: DocumentPath, message: String)] in
      guard case .custom(let rule) = rule, case .message(let message)? = rule.check(sound) else { return [] }
      return [(path, message)]
    }
  }
}
