import Diagnostics
import Documents

/// `casing`: texts, or the keys of a mapping, are written in one of the usual ways.
struct Casing: LintFunction {
  static let options = ["type", "disallowDigits", "separator", "separator.char", "separator.allowLeading"]

  private let type: String
  /// Nil for a way that nobody knows: then no text is right.
  private let expression: RegularExpression?
  private let separator: String
  private let allowsLeading: Bool

  init(_ options: LintOptions) throws(DiagnosticError) {
    type = options.text("type") ?? ""
    let nested = options.object["separator"]
    separator = options.text("separator.char") ?? nested?["char"]?.string ?? ""
    allowsLeading = options.isOn("separator.allowLeading") || nested?["allowLeading"]?.bool ?? false
    let digits = options.isOn("disallowDigits") ? "" : "0-9"
    expression = Self.pattern(type, digits).flatMap { try? RegularExpression("^(?:\($0))$") }
  }

  static func faults(_ options: LintOptions) -> [String] {
    guard options.text("type") == nil else { return [] }
    let intro =
      "'casing' function has invalid options supplied. Example valid options are 'type' = 'camel' or "
      + "'disallowDigits' = true: "
    let missing =
      intro + "missing required property: type ('casing' requires a 'type' to be supplied, which can be one of: "
      + "'[flat camel pascal kebab cobol snake macro]')"
    return options.isEmpty ? [intro + "minimum property number not met (1)", missing] : [missing]
  }

  private static func pattern(_ type: String, _ digits: String) -> String? {
    let hump = "(?:[A-Z\(digits)](?:[a-z\(digits)]+|$))*"
    switch type {
    case "flat": return "[a-z][a-z\(digits)]*"
    case "camel": return "[a-z][a-z\(digits)]*\(hump)"
    case "pascal": return "[A-Z][a-z\(digits)]*\(hump)"
    case "pascal-kebab": return "[A-Z][a-z\(digits)]*(?:-[A-Z][a-z\(digits)]*)*"
    case "kebab": return "[a-z\(digits)-]+"
    case "cobol": return "[A-Z\(digits)-]+"
    case "snake": return "[a-z\(digits)_]+"
    case "macro": return "[A-Z\(digits)_]+"
    default: return nil
    }
  }

  func violations(of subject: LintDocument.Subject, _ context: LintContext) -> [LintViolation] {
    let document = context.document
    let subjects: [LintDocument.Subject]
    switch document.node(subject).value {
    case .array: subjects = document.children(of: subject)
    case .object:
      subjects = document.children(of: subject).map { LintDocument.Subject(position: $0.position, isName: true) }
    default: subjects = [subject]
    }
    return subjects.compactMap { subject in
      let text = document.text(subject)
      return isRight(text) ? nil : context.violation("`\(text)` is not `\(type)` case", at: subject)
    }
  }

  private func isRight(_ text: String) -> Bool {
    guard let expression else { return false }
    guard !separator.isEmpty else { return expression.isFound(in: text) }
    let rest = allowsLeading && text.hasPrefix(separator) ? text.dropFirst(separator.count) : text[...]
    return rest.split(separator: separator, omittingEmptySubsequences: false).allSatisfy {
      expression.isFound(in: String($0))
    }
  }
}
