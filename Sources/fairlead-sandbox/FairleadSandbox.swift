import ArgumentParser
import Dispatch
import GatewaySandbox
import Glibc

/// The sandbox as a program: it serves until it is told to end.
@main
struct FairleadSandbox: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fairlead-sandbox",
    abstract: "An Admin API to try, test and rehearse against. It serves no traffic.")

  @Option(help: "The address to listen on.")
  var host = "127.0.0.1"

  @Option(help: "The port to listen on; 0 takes any free one.")
  var port = 8001

  func run() async throws {
    var configuration = SandboxConfiguration()
    configuration.host = host
    configuration.port = port
    let signals = Signals()
    let sandbox = try await Sandbox.start(configuration)
    Output.line(sandbox.address)
    Output.note("fairlead-sandbox is for trying and testing, not for serving traffic.")
    await signals.wait()
    await sandbox.stop()
  }
}
