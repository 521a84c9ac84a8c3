import Diagnostics
import Documents

/// `length`: texts, lists and mappings are no shorter or longer, and numbers no smaller or greater, than some bound.
struct Length: LintFunction {
  static let options = ["min", "max"]

  private let minimum: Int?
  private let maximum: Int?

  init(_ options: LintOptions) throws(DiagnosticError) {
    minimum = options.count("min")
    maximum = options.count("max")
  }

  static func faults(_ options: LintOptions) -> [String] {
    options.isEmpty
      ? [
        "'length' needs 'min' or 'max' (or both) function options being set to operate: "
          + "minimum property number not met (1)"
      ] : []
  }

  func violations(of subject: LintDocument.Subject, _ context: LintContext) -> [LintViolation] {
    let document = context.document
    var target = subject
    if let field = context.field {
      guard let found = field.nearestValue(from: subject, in: document) else { return [] }
      target = found.value
    }
    let node = document.node(target)
    let name = context.field?.text ?? context.given
    let (size, shown, isText): (Double, String, Bool) =
      switch node.value {
      case .string(let text): (Double(text.utf8.count), text, true)
      case .integer, .decimal: (node.double ?? 0, document.text(target), true)
      case .array(let items): (Double(items.count), name, false)
      case .object(let object): (Double(object.count), name, false)
      case .null, .bool: (0, name, false)
      }
    func violation(_ words: String, _ bound: Int, at place: SourcePlace) -> LintViolation {
      LintViolation(
        detail: "'\(shown)' \(words) longer/greater than '\(bound)'", wording: .following, place: node.place,
        shownPlace: place, position: subject.position)
    }
    let around = document.node(subject).place
    var found: [LintViolation] = []
    if let minimum, size < Double(minimum) {
      found.append(violation("must be", minimum, at: isText ? around : node.place))
    }
    if let maximum, size > Double(maximum) { found.append(violation("must not be", maximum, at: around)) }
    return found
  }
}

/// `enumeration`: a text is one of some.
struct Enumeration: LintFunction {
  static let options = ["values"]

  private let values: [String]

  init(_ options: LintOptions) throws(DiagnosticError) {
    values = options.list("values") ?? []
  }

  static func faults(_ options: LintOptions) -> [String] {
    guard options.list("values") == nil else { return [] }
    let intro = "'enumerate' needs 'values' to operate. A valid example of 'values' are: 'cake, egg, milk': "
    let missing =
      intro + "missing required property: values ('enumeration' requires a set of values to operate against)"
    return options.isEmpty ? [intro + "minimum property number not met (1)", missing] : [missing]
  }

  func violations(of subject: LintDocument.Subject, _ context: LintContext) -> [LintViolation] {
    let isBlank = { (character: Character) in character.isWhitespace }
    let text = context.document.text(subject).drop(while: isBlank)
    let trimmed = String(text.reversed().drop(while: isBlank).reversed())
    guard !values.contains(trimmed) else { return [] }
    return [
      context.violation("`\(trimmed)` must equal to one of: [\(values.joined(separator: " "))]", at: subject)
    ]
  }
}

/// `alphabetical`: items, or keys, stand in the order of their letters; items that are mappings in that of one of their keys.
struct Alphabetical: LintFunction {
  static let options = ["keyedBy"]

  private let key: FieldPath?

  init(_ options: LintOptions) throws(DiagnosticError) {
    key = options.text("keyedBy").map { FieldPath($0) }
  }

  func violations(of subject: LintDocument.Subject, _ context: LintContext) -> [LintViolation] {
    let document = context.document
    let children = document.children(of: subject)
    let items: [(text: String, number: Double?)] = children.compactMap { child in
      let node = document.node(child)
      if let key, node.object != nil {
        return key.value(from: child, in: document).map { (document.text($0), document.node($0).double) }
      }
      if let member = document.tree.member(child.position) { return (member.key, nil) }
      return node.array == nil && node.object == nil ? (document.text(child), node.double) : nil
    }
    for (item, next) in zip(items, items.dropFirst()) where isBefore(next, item) {
      return [context.violation("`\(next.text)` must be placed before `\(item.text)` (alphabetical)", at: subject)]
    }
    return []
  }

  private func isBefore(_ left: (text: String, number: Double?), _ right: (text: String, number: Double?)) -> Bool {
    if let left = left.number, let right = right.number { return left < right }
    return left.text.precedesInBytes(right.text)
  }
}
