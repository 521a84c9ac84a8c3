import Diagnostics
import Documents

/// Tells texts that would be more than one value if they stood in YAML without quotes.
enum YAMLStructure {
  /// Whether a text is a list or mapping in YAML; what is no YAML at all is none.
  static func isStructure(_ text: String, inFlow: Bool) -> Bool {
    var ignored = DiagnosticCollector()
    let bytes = Array((inFlow ? "[\(text)\n]" : text).utf8)
    let documents = YAMLReader.read(bytes, source: .none, diagnostics: &ignored)
    guard inFlow else { return documents.contains(where: isContainer) }
    guard let items = documents.first?.array else { return !documents.isEmpty }
    return items.count > 1 || items.contains(where: isContainer)
  }

  private static func isContainer(_ node: Node) -> Bool {
    switch node.value {
    case .array, .object: true
    default: false
    }
  }
}
