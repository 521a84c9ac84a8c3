import OpenAPITools

extension FlagTable {
  private static let kong = ["file openapi2kong"]
  private static let tools = ["file openapi2mcp"]

  /// Flags of the verbs that make state files of API documents.
  static let specification: [FlagRow] = [
    FlagRow("spec", short: "s", .text, on: kong + tools),
    FlagRow("output-file", short: "o", .text, on: kong + tools, files: .ownFiles),
    FlagRow("format", .choice(["yaml", "json"]), on: kong + tools, deck: true),
    FlagRow("uuid-base", .text, on: kong + tools),
    FlagRow("select-tag", .list, on: kong + tools),
    FlagRow("no-id", .toggle, on: kong + tools),
    FlagRow("inso-compatible", short: "i", .toggle, on: kong),
    FlagRow("generate-security", .toggle, on: kong),
    FlagRow("ignore-security-errors", .toggle, on: kong + tools),
    FlagRow("ignore-circular-refs", .toggle, on: kong),
    FlagRow("skip-route-by-header", .toggle, on: kong),
    FlagRow("reuse-services", .toggle, on: kong),
    FlagRow("mode", short: "m", .choice(ToolMode.allCases.map(\.rawValue)), on: tools, fallback: "conversion-listener"),
    FlagRow("path-prefix", short: "p", .text, on: tools),
    FlagRow("include-direct-route", .toggle, on: tools),
  ]
}
