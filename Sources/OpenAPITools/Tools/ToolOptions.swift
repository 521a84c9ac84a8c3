/// In which mode ai-mcp-proxy works.
package enum ToolMode: String, CaseIterable, Sendable {
  /// It answers MCP clients and calls the API.
  case conversionListener = "conversion-listener"
  /// It makes tools for another route that listens, as decK calls it.
  case conversion
  /// The same, as the plugin calls it.
  case conversionOnly = "conversion-only"
  /// It answers with the tools that others make.
  case listener
  /// It passes MCP on to a server.
  case passthroughListener = "passthrough-listener"

  /// Whether the plugin decides who may use a tool: what only makes tools does not.
  var decidesAccess: Bool { self != .conversion && self != .conversionOnly }
}

/// What a conversion to MCP tools is asked for.
package struct ToolOptions: Sendable {
  /// How services and routes are made.
  package var conversion: ConversionOptions
  /// The plugin's mode.
  package var mode = ToolMode.conversionListener
  /// The path of the route; nil for one made of the service's name.
  package var path: String?
  /// Whether the ordinary routes stay.
  package var keepsRoutes = false
  /// Whether security that cannot be expressed leaves a tool open.
  package var ignoresSecurityErrors = false

  /// Makes options on top of those for services and routes.
  package init(conversion: ConversionOptions) {
    self.conversion = conversion
  }
}
