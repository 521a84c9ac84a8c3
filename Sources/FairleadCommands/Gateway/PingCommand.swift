import AdminAPI
import ArgumentParser
import Diagnostics

/// `gateway ping`: is there a gateway, and which?
struct PingCommand: Verb {
  static let configuration = CommandConfiguration(
    commandName: "ping", abstract: "Check that the gateway can be reached, and tell its version.")

  @OptionGroup var connection: ConnectionOptions

  func run(in context: CommandContext) async -> ExitStatus {
    let console = Console(context, connection)
    do {
      let reader = try connection.connection(in: context).reader()
      let information: GatewayInformation
      do {
        information = try await reader.root()
      } catch {
        return console.fail([Diagnostic(error)])
      }
      console.print("Successfully connected to Kong!")
      console.print("Kong version:  \(information.version)")
      return .success
    } catch {
      return console.fail(error.diagnostics)
    }
  }
}
