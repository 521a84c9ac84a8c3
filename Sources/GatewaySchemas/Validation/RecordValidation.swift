public import Documents

extension Schema {
  /// What is wrong with an entity whose defaults are filled in; nil if nothing is.
  ///
  /// - Parameter updating: whether the entity is a stored one with changes merged in, where some messages differ.
  public func violations(of entity: Object, updating: Bool = false) -> Violations? {
    root.violations(of: entity, updating: updating, isDeep: false)
  }

  /// What is wrong with an entity once its defaults are filled in; nil if nothing is.
  public func violations(filling entity: Object) -> Violations? {
    root.violations(ofNested: entity, context: .write)
  }
}

extension RecordSchema {
  /// What is wrong with a filled record; nil if nothing is.
  ///
  /// - Parameter isDeep: Whether records within it are filled too, as they are where all was filled at once.
  func violations(of input: Object, updating: Bool = false, isDeep: Bool = false) -> Violations? {
    var violations = Violations()
    for member in input {
      guard let field = self[member.key] else {
        violations[member.key] = .message("unknown field")
        continue
      }
      if let violation = field.violation(of: member.node, isFilled: isDeep) { violations[member.key] = violation }
    }
    for field in fields where field.required && !updating && input[field.name] == nil {
      violations[field.name] = .message("required field missing")
    }
    let view = FilledView(object: input, record: nil)
    for check in checks { check.run(on: view, updating: updating, adding: &violations) }
    for rule in customRules { rule.run(on: input, adding: &violations) }
    return violations.isEmpty ? nil : violations
  }

  /// What is wrong with a record within another value: it is filled first.
  func violations(ofNested input: Object, context: FillContext = .nested) -> Violations? {
    do {
      return try violations(of: filled(input, context: context, generated: .none), isDeep: true)
    } catch {
      return error
    }
  }
}
