public import Documents

extension Schema {
  /// What is wrong with an entity whose defaults are filled in; nil if nothing is.
  ///
  /// - Parameter updating: whether the entity is a stored one with changes merged in, where some messages differ.
  public func violations(of entity: Object, updating: Bool = false) -> Violations? {
    root.violations(of: entity, updating: updating)
  }
}

extension RecordSchema {
  /// What is wrong with a filled record; nil if nothing is.
  func violations(of input: Object, updating: Bool = false) -> Violations? {
    var violations = Violations()
    for member in input {
      guard let field = self[member.key] else {
        violations[member.key] = .message("unknown field")
        continue
      }
      if let violation = field.violation(of: member.node) { violations[member.key] = violation }
    }
    for field in fields where field.required && !updating && input[field.name] == nil {
      violations[field.name] = .message("required field missing")
    }
    for check in checks { check.run(on: input, updating: updating, adding: &violations) }
    for rule in customRules { rule.run(on: input, adding: &violations) }
    return violations.isEmpty ? nil : violations
  }

  /// What is wrong with a record within another value: it is filled first.
  func violations(ofNested input: Object) -> Violations? {
    do {
      return try violations(of: filled(input, context: .nested, generated: .none))
    } catch {
      return error
    }
  }
}
