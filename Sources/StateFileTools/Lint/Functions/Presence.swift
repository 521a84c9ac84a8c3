import Documents
import Diagnostics

/// `truthy`: the value is there, and is neither empty, null, `false` nor `0`; of a list, each item.
struct Truthy: LintFunction {
  static let options: [String] = []

  init(_ options: LintOptions) throws(DiagnosticError) {}

  func violations(of subject: LintDocument.Subject, _ context: LintContext) -> [LintViolation] {
    let document = context.document
    let subjects = document.node(subject).array == nil ? [subject] : document.children(of: subject)
    return subjects.compactMap { subject in
      let target: LintDocument.Subject?
      if let field = context.field { target = field.value(from: subject, in: document) } else { target = subject }
      if let target, isTruthy(target, document) { return nil }
      let node = target.map(document.node) ?? document.node(subject)
      return LintViolation(
        detail: "`\(context.field?.text ?? "value")` must be set", place: node.place,
        shownPlace: document.shownPlace(subject), position: subject.position)
    }
  }

  private func isTruthy(_ subject: LintDocument.Subject, _ document: LintDocument) -> Bool {
    let node = document.node(subject)
    return !node.isNull && !Falsy.isFalsy(node, document)
  }
}

/// `falsy`: the value is not there, or is empty, `false` or `0`.
struct Falsy: LintFunction {
  static let options: [String] = []

  init(_ options: LintOptions) throws(DiagnosticError) {}

  func violations(of subject: LintDocument.Subject, _ context: LintContext) -> [LintViolation] {
    let document = context.document
    let target: LintDocument.Subject?
    if let field = context.field {
      target = field.nearestValue(from: subject, in: document)?.value
    } else {
      target = subject
    }
    guard let target, !Self.isFalsy(document.node(target), document) else { return [] }
    return [
      LintViolation(
        detail: "`\(context.field?.text ?? "value")` must be falsy", wording: .following,
        place: document.node(target).place, shownPlace: document.node(subject).place, position: subject.position)
    ]
  }

  /// A null that is written out counts as something, one of no text does not.
  static func isFalsy(_ node: Node, _ document: LintDocument) -> Bool {
    switch node.value {
    case .array(let items): items.isEmpty
    case .object(let object): object.isEmpty
    default: ["", "false", "0"].contains(document.text(of: node))
    }
  }
}

/// `defined`: the key is there, in the value or one level further down.
struct Defined: LintFunction {
  static let options: [String] = []

  init(_ options: LintOptions) throws(DiagnosticError) {}

  static func faults(_ options: LintOptions) -> [String] {
    options.hasField ? [] : ["'defined' requires a 'field' value to be set"]
  }

  func violations(of subject: LintDocument.Subject, _ context: LintContext) -> [LintViolation] {
    guard let field = context.field,
      field.nearestValue(from: subject, in: context.document) == nil
    else { return [] }
    return [context.violation("`\(field.text)` must be defined", at: subject)]
  }
}

/// `undefined`: the key is not there, neither in the value nor one level further down.
struct Undefined: LintFunction {
  static let options: [String] = []

  init(_ options: LintOptions) throws(DiagnosticError) {}

  func violations(of subject: LintDocument.Subject, _ context: LintContext) -> [LintViolation] {
    guard let field = context.field, let found = field.nearestValue(from: subject, in: context.document) else {
      return []
    }
    return [
      LintViolation(
        detail: "`'\(field.text)' ` must be undefined", place: found.keyPlace, shownPlace: found.shownPlace,
        position: subject.position)
    ]
  }
}

/// `xor`: one of two keys is there, in the value or one level further down, and the other is not.
struct Xor: LintFunction {
  static let options = ["properties"]

  private let fields: [FieldPath]

  init(_ options: LintOptions) throws(DiagnosticError) {
    fields = (options.list("properties") ?? []).map { FieldPath($0) }
  }

  static func faults(_ options: LintOptions) -> [String] {
    let intro =
      "'xor' function has invalid options supplied. Example valid options are 'properties' = 'a, b' or "
      + "'properties' = '1, 2': "
    guard let names = options.list("properties") else {
      return [
        intro + "minimum property number not met (2)",
        intro + "missing required property: properties ('xor' requires two values)",
      ]
    }
    if names.count < 2 { return [intro + "minimum property number not met (2)"] }
    if names.count > 2 { return [intro + "maximum number (2) of properties exceeded. '\(names.count)' provided."] }
    return []
  }

  func violations(of subject: LintDocument.Subject, _ context: LintContext) -> [LintViolation] {
    let present = fields.filter { $0.nearestValue(from: subject, in: context.document) != nil }
    guard fields.count == 2, present.count != 1 else { return [] }
    let names = fields.map { "`\($0.text)`" }.joined(separator: " and ")
    return [context.violation("\(names) must not be both defined or undefined", at: subject)]
  }
}
