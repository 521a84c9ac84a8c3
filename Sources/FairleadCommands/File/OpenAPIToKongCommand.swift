import ArgumentParser
import Diagnostics
import Documents
import OpenAPITools
import StateFileTools

/// `file openapi2kong`: a state file made of an API document.
struct OpenAPIToKongCommand: Verb {
  static let configuration = CommandConfiguration(
    commandName: "openapi2kong", abstract: "Make a state file of an OpenAPI document.",
    discussion: """
      Each operation becomes a route, each set of servers a service. Names and ids are made of the document's names, so that \
      the same document gives the same entities each time. Fields called x-kong-… say more: defaults of services, upstreams \
      and routes, plugins, tags.

      EXAMPLES
        fairlead file openapi2kong -s api.yaml -o kong.yaml
        fairlead file openapi2kong -s api.yaml --select-tag team-a | fairlead gateway sync --select-tag team-a
      """)

  @OptionGroup var input: SpecificationInput
  @OptionGroup var output: DocumentOutput
  @OptionGroup var naming: GeneratedNames

  @Flag(name: [.customShort("i"), .customLong("inso-compatible")], help: "Names as inso makes them, and no ids.")
  var isInso = false

  @Flag(name: .customLong("generate-security"), help: "Make openid-connect plugins of security requirements.")
  var generatesSecurity = false

  @Flag(name: .customLong("ignore-security-errors"), help: "Pass over security that no plugin can express.")
  var ignoresSecurityErrors = false

  @Flag(name: .customLong("ignore-circular-refs"), help: "Accept schemas that require each other in a circle.")
  var ignoresCircles = false

  @Flag(name: .customLong("skip-route-by-header"), help: "One route for an operation, whatever headers it requires.")
  var skipsHeaderRoutes = false

  @Flag(name: .customLong("reuse-services"), help: "One service for paths or operations with equal servers.")
  var reusesServices = false

  func run(in context: CommandContext) async -> ExitStatus {
    FileRun.perform(in: context) { run throws(DiagnosticError) in
      try ConnectionCheck.run(in: context)
      guard let document = try input.read(&run),
        let state = KongConversion.state(of: document, options, &run.diagnostics)
      else { return }
      GeneratedStateCheck.find(in: state, &run.diagnostics)
      try output.write(output.bytes(of: state), in: context)
    }
  }

  private var options: ConversionOptions {
    var options = naming.options
    options.isInso = isInso
    options.generatesSecurity = generatesSecurity
    options.ignoresSecurityErrors = ignoresSecurityErrors
    options.ignoresCircles = ignoresCircles
    options.skipsHeaderRoutes = skipsHeaderRoutes
    options.reusesServices = reusesServices
    return options
  }
}
