import Diagnostics
import Documents

/// Fills the values of expressions into scalars after a document was parsed.
struct TemplateFiller: ScalarResolver {
  let text: TemplateText
  let environment: TemplateEnvironment

  var marker: [UInt8] { text.alphabet.marker }

  func isPlaceholder(_ first: UInt8, _ second: UInt8) -> Bool {
    first == text.alphabet.first && second == text.alphabet.second
  }

  func resolve(_ scalar: Scalar, diagnostics: inout DiagnosticCollector) -> Node {
    let parts = parts(of: scalar.text)
    var node = Node(.null, at: scalar.place)
    if environment.mode == .verbatim || environment.mode == .opaque {
      node.value = .string(written(parts, in: scalar.style))
      if environment.mode == .opaque { node.place.origin = .unknown }
      return node
    }
    var values: [Int: TemplateValue] = [:]
    var isComplete = true
    for case .expression(let index) in parts {
      let expression = text.expressions[index]
      do throws(TemplateLexer.Failure) {
        values[index] = try TemplateEvaluator(environment: environment).value(of: expression.text(in: scalar.style))
      } catch {
        diagnostics.error(code: error.code, error.message, at: expression.place, hint: error.hint)
        isComplete = false
      }
    }
    let names = values.values.flatMap(\.names)
    // Where a value is missing, its absence has been reported.
    if !names.isEmpty { node.place.origin = ValueOrigin(environment: names) }
    if isComplete, let value = value(of: scalar, parts, values, diagnostics: &diagnostics) {
      node.value = value
    } else {
      node.place.origin = .unknown
    }
    return node
  }

  private func value(
    of scalar: Scalar, _ parts: [PlaceholderAlphabet.Segment], _ values: [Int: TemplateValue],
    diagnostics: inout DiagnosticCollector
  ) -> Value? {
    switch scalar.style {
    case .literal, .folded:
      return .string(
        BlockInsertion(isFolded: scalar.style == .folded, expressions: text.expressions).text(parts, values: values))
    case .plain:
      if parts.count == 1, case .expression(let index)? = parts.first, let value = values[index] {
        return wholeValue(value, isInFlow: scalar.isInFlow, at: text.expressions[index].place, &diagnostics)
      }
      let joined = joined(parts, values)
      if case .value(let value) = CoreSchema.meaning(of: joined) { return value }
      return .string(joined)
    case .singleQuoted, .doubleQuoted:
      return .string(joined(parts, values))
    }
  }

  /// The value of an expression that stands alone and without quotes: typed as its text would be in the file.
  private func wholeValue(
    _ value: TemplateValue, isInFlow: Bool, at place: SourcePlace, _ diagnostics: inout DiagnosticCollector
  ) -> Value? {
    if case .typed(let typed) = value.content { return typed }
    let trimmed = TemplateEvaluator.trimmed(value.text)
    if case .value(let value) = CoreSchema.meaning(of: trimmed) { return value }
    if YAMLStructure.isStructure(trimmed, inFlow: isInFlow) {
      let names = value.names.joined(separator: ", ")
      diagnostics.error(
        code: "variable-structure",
        "\(names.isEmpty ? "this text" : "the value of \(names)") would be read as a list or mapping, not as one value",
        at: place, hint: "put the whole expression into quotation marks to have the value as a text")
      return nil
    }
    return .string(trimmed)
  }

  private func joined(_ parts: [PlaceholderAlphabet.Segment], _ values: [Int: TemplateValue]) -> String {
    parts.map { part in
      switch part {
      case .text(let text): text
      case .expression(let index): values[index]?.text ?? ""
      }
    }.joined()
  }

  private func written(_ parts: [PlaceholderAlphabet.Segment], in style: Scalar.Style) -> String {
    parts.map { part in
      switch part {
      case .text(let text): text
      case .expression(let index): text.expressions[index].text(in: style)
      }
    }.joined()
  }

  /// The stretches of a scalar, without expressions that the text does not have.
  private func parts(of scalar: String) -> [PlaceholderAlphabet.Segment] {
    text.alphabet.segments(of: scalar).filter { part in
      if case .expression(let index) = part { return text.expressions.indices.contains(index) }
      return true
    }
  }
}
