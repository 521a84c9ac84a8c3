import Diagnostics
import Documents

/// `pattern`: texts match an expression, or do not match another one.
struct PatternFunction: LintFunction {
  static let options = ["match", "notMatch"]

  /// An expression, or why it is none: that is told of each value.
  private enum Expression {
    case valid(RegularExpression, String)
    case invalid(RegularExpressionError, String)
  }

  private let match: Expression?
  private let notMatch: Expression?

  init(_ options: LintOptions) throws(DiagnosticError) {
    func expression(_ name: String) -> Expression? {
      guard let text = options.text(name), !text.isEmpty else { return nil }
      do throws(RegularExpressionError) { return .valid(try RegularExpression(text), text) } catch {
        return .invalid(error, text)
      }
    }
    match = expression("match")
    notMatch = expression("notMatch")
  }

  static func faults(_ options: LintOptions) -> [String] {
    options.isEmpty
      ? [
        "'pattern' needs 'match' or 'notMatch' function options being set to operate: minimum property number not met (1)"
      ] : []
  }

  func violations(of subject: LintDocument.Subject, _ context: LintContext) -> [LintViolation] {
    let document = context.document
    if let field = context.field {
      return field.value(from: subject, in: document).map { check($0, context) } ?? []
    }
    let children = document.children(of: subject)
    if children.isEmpty { return check(subject, context) }
    let isObject = document.node(subject).object != nil
    return children.flatMap { child in
      let node = document.node(child)
      let isScalar = node.array == nil && node.object == nil
      let key = isObject ? check(LintDocument.Subject(position: child.position, isName: true), context) : []
      return key + (isScalar ? check(child, context) : [])
    }
  }

  private func check(_ subject: LintDocument.Subject, _ context: LintContext) -> [LintViolation] {
    let text = context.document.text(subject)
    var found: [LintViolation] = []
    switch match {
    case .valid(let expression, let pattern):
      if !expression.isFound(in: text) {
        found.append(context.violation("`\(text)` does not match the expression `\(pattern)`", at: subject))
      }
    case .invalid(let error, let pattern): found.append(fault(error, pattern, subject, context))
    case nil: break
    }
    switch notMatch {
    case .valid(let expression, let pattern):
      if expression.isFound(in: text) {
        found.append(context.violation("matches the expression `\(pattern)`", at: subject))
      }
    case .invalid(let error, let pattern): found.append(fault(error, pattern, subject, context))
    case nil: break
    }
    return found
  }

  private func fault(
    _ error: RegularExpressionError, _ pattern: String, _ subject: LintDocument.Subject, _ context: LintContext
  ) -> LintViolation {
    context.violation(
      "`\(pattern)` cannot be compiled into a regular expression [`error parsing regexp: \(error)`]", at: subject)
  }
}
