import ArgumentParser
import Diagnostics
import OpenAPITools
import StateFileTools

/// `file openapi2mcp`: the operations of an API as tools of an MCP server.
struct OpenAPIToMCPCommand: Verb {
  static let configuration = CommandConfiguration(
    commandName: "openapi2mcp", abstract: "Make MCP tools of an OpenAPI document.",
    discussion: """
      One route answers MCP clients by the plugin ai-mcp-proxy; each operation of the document becomes a tool there, with the \
      schemas of its parameters and its body. Fields called x-kong-mcp-… say more: names and descriptions of tools, which \
      operations are none, who may use them.

      EXAMPLES
        fairlead file openapi2mcp -s api.yaml -o mcp.yaml
        fairlead file openapi2mcp -s api.yaml --path-prefix /mcp --include-direct-route
      """)

  @OptionGroup var input: SpecificationInput
  @OptionGroup var output: DocumentOutput
  @OptionGroup var naming: GeneratedNames

  @Option(name: .shortAndLong, help: "Mode of the plugin: what answers MCP clients, and what it makes of tools.")
  var mode = ToolMode.conversionListener

  @Option(name: [.customShort("p"), .customLong("path-prefix")], help: "Path of the route; /NAME-mcp without it.")
  var path: String?

  @Flag(name: .customLong("include-direct-route"), help: "Keep the ordinary routes of the operations too.")
  var keepsRoutes = false

  @Flag(name: .customLong("ignore-security-errors"), help: "Leave tools open whose security is no list of scopes.")
  var ignoresSecurityErrors = false

  func run(in context: CommandContext) async -> ExitStatus {
    FileRun.perform(in: context) { run throws(DiagnosticError) in
      try ConnectionCheck.run(in: context)
      guard let document = try input.read(&run),
        let state = ToolConversion.state(of: document, options, &run.diagnostics)
      else { return }
      GeneratedStateCheck.find(in: state, &run.diagnostics)
      try output.write(output.bytes(of: state), in: context)
    }
  }

  private var options: ToolOptions {
    var options = ToolOptions(conversion: naming.options)
    options.mode = mode
    options.path = path.flatMap { $0.isEmpty ? nil : $0 }
    options.keepsRoutes = keepsRoutes
    options.ignoresSecurityErrors = ignoresSecurityErrors
    return options
  }
}

extension ToolMode: ExpressibleByArgument {}
