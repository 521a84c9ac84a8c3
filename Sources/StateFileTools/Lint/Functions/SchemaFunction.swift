import Diagnostics
import Documents
import JSONSchemas

/// `schema`: a value is as a JSON Schema has it.
struct SchemaFunction: LintFunction {
  static let options = [
    "schema", "unpack", "forceValidation", "forceValidationOnCurrentNode", "interpolateErrorMessage",
  ]

  private let schema: JSONSchema
  private let isRequired: Bool
  private let wording: LintViolation.Wording

  init(_ options: LintOptions) throws(DiagnosticError) {
    do throws(JSONSchemaError) {
      schema = try JSONSchema(options.object["schema"] ?? Node(.object(Object())))
    } catch {
      throw DiagnosticError(Diagnostic(code: "ruleset", error.message, at: error.node.place))
    }
    isRequired = options.isOn("forceValidation")
    wording = options.isOn("interpolateErrorMessage") ? .interpolated : .replaced
  }

  static func faults(_ options: LintOptions) -> [String] {
    options.object["schema"] == nil
      ? [
        "`schema` function needs a `schema` property to be supplied at a minimum: missing required property: schema "
          + "(A valid JSON Schema object that will be used to validate)"
      ] : []
  }

  func violations(of subject: LintDocument.Subject, _ context: LintContext) -> [LintViolation] {
    let document = context.document
    var target = subject
    if let field = context.field {
      guard let value = field.value(from: subject, in: document) else {
        return isRequired ? [context.violation("`\(field.text)`, is missing and is required", at: subject)] : []
      }
      target = value
    }
    let node = document.node(target)
    return schema.violations(in: node).map { violation in
      LintViolation(
        detail: violation.message, wording: wording, place: node.nearest(violation.path).place, shownPlace: node.place,
        position: target.position)
    }
  }
}
