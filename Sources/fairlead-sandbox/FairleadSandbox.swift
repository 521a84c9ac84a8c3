import ArgumentParser
import GatewaySandbox
import GatewaySchemas

/// The sandbox as a program: it serves until it is told to end.
@main
struct FairleadSandbox: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fairlead-sandbox",
    abstract: "An Admin API, or Konnect, to try, test and rehearse against. It serves no traffic.",
    discussion: "The address is the first line on standard output. The control path is /_sandbox/ at that address.")

  @Option(help: "The address to listen on.")
  var host = "127.0.0.1"

  @Option(help: "The port to listen on; 0 takes any free one.")
  var port = 8001

  @Option(help: "Which gateway to answer as.")
  var edition = EditionName.oss

  @Flag(help: "Have filter chains, as a gateway with WebAssembly does.")
  var wasm = false

  @Flag(help: "Have no database: all is loaded at once at /config, and single writes are refused.")
  var dbless = false

  @Option(
    name: .customLong("largest-body"),
    help: ArgumentHelp("How many megabytes a request may carry; one with more is answered with 413.", valueName: "mb"))
  var largestBody = 10

  @Option(help: ArgumentHelp("A folder with schemas saved from another gateway.", valueName: "dir"))
  var schemas: String?

  @Option(
    name: .customLong("rules-off"),
    help: ArgumentHelp("A rule that this gateway does not have, such as host or tag.", valueName: "name"))
  var rulesOff: [String] = []

  @Option(
    help: ArgumentHelp("A Lua pattern that texts of a field must match besides.", valueName: "KIND.FIELD:PATTERN"))
  var stricter: [String] = []

  @Option(help: ArgumentHelp("A file that keeps the state across restarts.", valueName: "file"))
  var state: String?

  func validate() throws {
    guard (1...1000).contains(largestBody) else { throw ValidationError("--largest-body is 1 to 1000") }
    if dbless, edition != .oss { throw ValidationError("--dbless goes with the open source edition") }
    if dbless, konnect.konnect { throw ValidationError("--dbless and --konnect exclude each other") }
  }

  @OptionGroup(title: "Konnect") var konnect: ControlPlaneOptions
  @OptionGroup(title: "TLS") var tls: TLSOptions
  @OptionGroup(title: "Faults") var faults: FaultOptions

  func run() async throws {
    var configuration = SandboxConfiguration()
    configuration.host = host
    configuration.port = port
    configuration.edition = edition.edition
    configuration.webAssembly = wasm
    configuration.hasDatabase = !dbless
    configuration.largestBody = largestBody << 20
    configuration.schemas = schemas
    configuration.state = state
    configuration.konnect = konnect.settings
    configuration.rulesOff = Set(rulesOff)
    for text in stricter {
      guard let colon = text.firstIndex(of: ":") else { throw ValidationError("--stricter takes KIND.FIELD:PATTERN") }
      configuration.stricter[String(text[..<colon])] = String(text[text.index(after: colon)...])
    }
    configuration.tls = try tls.settings()
    configuration.faults = try faults.settings()
    configuration.onFailure = { failure in Output.note("fairlead-sandbox: \(failure)") }
    let signals = Signals()
    let sandbox: Sandbox
    do {
      sandbox = try await Sandbox.start(configuration)
      try tls.write(sandbox.certificate)
    } catch {
      Output.note("fairlead-sandbox: \(error)")
      throw ExitCode.failure
    }
    Output.line(sandbox.address)
    Output.note("fairlead-sandbox is for trying and testing, not for serving traffic.")
    await signals.wait()
    await sandbox.stop()
  }
}

/// The editions as the flag names them.
enum EditionName: String, ExpressibleByArgument, CaseIterable {
  case oss
  case enterprise

  var edition: SchemaBundle.Edition { self == .oss ? .oss : .enterprise }
}
