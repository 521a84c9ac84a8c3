import Diagnostics
import Documents
import StateFiles
import Testing

@testable import StateExports

/// A state, read as the verbs read it.
func tree(_ text: String, _ collector: inout DiagnosticCollector) throws -> StateTree {
  let input = InputText(name: "kong.yaml", bytes: Array("_format_version: \"3.0\"\n\(text)".utf8))
  let tree = StateTree.read([input], environment: .expand { $0 == "DECK_SECRET" ? "hidden" : nil }, &collector)
  return try #require(tree, "\(collector.diagnostics)")
}

/// What was said, one line each, with its line: the first of the text is 2.
func lines(_ collector: DiagnosticCollector) -> [String] {
  collector.diagnostics.map { "\($0.place.line) \($0.message)" }
}

/// Manifests for the ingress controller, made of a state.
struct Manifests {
  let all: [Node]
  let messages: [String]

  init(_ text: String, _ options: KICOptions = KICOptions()) throws {
    var collector = DiagnosticCollector()
    let tree = try tree(text, &collector)
    all = KICExport.manifests(of: tree, options, &collector) ?? []
    messages = lines(collector)
  }

  /// Those of a kind.
  func of(_ kind: String) -> [Node] { all.filter { $0["kind"]?.string == kind } }

  /// The names of those of a kind.
  func names(_ kind: String) -> [String] { of(kind).compactMap { $0["metadata"]?.text("name") } }
}

/// Resources of Terraform, made of a state.
struct Resources {
  let text: String
  let messages: [String]

  init(_ text: String, _ options: TerraformOptions = TerraformOptions()) throws {
    var collector = DiagnosticCollector()
    self.text = TerraformExport.text(of: try tree(text, &collector), options, &collector)
    messages = lines(collector)
  }

  /// The types and names of all resources, in their order.
  var headings: [String] {
    text.split(separator: "\n").filter { $0.hasPrefix("resource ") }.map { line in
      line.split(separator: "\"").enumerated().filter { $0.offset % 2 == 1 }.map { String($0.element) }
        .joined(separator: ".").replacing("konnect_gateway_", with: "")
    }
  }
}

/// A text of YAML as a value.
func yaml(_ text: String) throws -> Node {
  var collector = DiagnosticCollector()
  let nodes = YAMLReader.read(Array(text.utf8), source: .none, diagnostics: &collector)
  try #require(!collector.hasErrors, "\(collector.diagnostics)")
  return nodes.first ?? .null
}
