import Diagnostics
import Documents
import OpenAPI

/// Tells of `x-kong-…` fields that mean nothing where they stand.
enum ExtensionCheck {
  private static let root: Set<String> = [
    "x-kong-name", "x-kong-tags", "x-kong-service-defaults", "x-kong-upstream-defaults", "x-kong-route-defaults",
    "x-kong-mcp-proxy", "x-kong-mcp-default-acl",
  ]
  private static let path: Set<String> = [
    "x-kong-name", "x-kong-service-defaults", "x-kong-upstream-defaults", "x-kong-route-defaults",
  ]
  private static let operation: Set<String> = path.union([
    "x-kong-mcp-tool-name", "x-kong-mcp-tool-description", "x-kong-mcp-exclude",
  ])

  /// Warns of each of them.
  static func find(in document: APIDocument, _ diagnostics: inout DiagnosticCollector) {
    find(in: document.fields, root, &diagnostics)
    for item in document.paths {
      find(in: item.fields, path, &diagnostics)
      for operation in item.operations { find(in: operation.fields, self.operation, &diagnostics) }
    }
  }

  private static func find(in fields: Object, _ known: Set<String>, _ diagnostics: inout DiagnosticCollector) {
    for member in fields where member.key.hasPrefix("x-kong-") {
      if known.contains(member.key) || member.key.hasPrefix("x-kong-plugin-") { continue }
      let nearest = NearestName.find(member.key, among: known.sorted()).map { "did you mean '\($0)'?" }
      diagnostics.warning(
        code: "unknown-extension", "'\(member.key)' means nothing here", at: member.keyPlace, hint: nearest)
    }
  }
}
