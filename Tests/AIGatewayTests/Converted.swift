import Diagnostics
import Documents
import StateFiles
import Testing

@testable import AIGateway

/// A document of an AI gateway, converted.
struct Converted {
  let state: Node
  let diagnostics: [Diagnostic]

  /// What was said, one line each, with the line and column it is about.
  var messages: [String] {
    diagnostics.map { "\($0.place.line):\($0.place.column) \($0.severity.rawValue) \($0.message)" }
  }

  init(_ text: String) throws {
    var collector = DiagnosticCollector()
    let documents = TemplatedDocument.read(
      Array(text.utf8), source: SourceID(name: "ai.yaml"), environment: .verbatim, diagnostics: &collector)
    try #require(!collector.hasErrors, "\(collector.diagnostics)")
    state = AIGatewayConversion.convert(documents, &collector) ?? .null
    diagnostics = collector.diagnostics
  }

  /// The plugins at the top, optionally of a name.
  func plugins(_ name: String? = nil) -> [Node] {
    state.items("plugins").filter { name == nil || $0["name"]?.string == name }
  }

  /// The routes of the service of all models.
  var routes: [Node] { state.items("services").first { $0["name"] == "ai-gateway" }?.items("routes") ?? [] }

  /// The options of the first target of the first proxy.
  var options: Node? { plugins("ai-proxy-advanced").first?["config"]?.items("targets").first?["model"]?["options"] }
}

/// A text of YAML as a value.
func yaml(_ text: String) throws -> Node {
  var collector = DiagnosticCollector()
  let nodes = YAMLReader.read(Array(text.utf8), source: .none, diagnostics: &collector)
  try #require(!collector.hasErrors, "\(collector.diagnostics)")
  return nodes.first ?? .null
}
