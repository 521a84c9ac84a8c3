import ArgumentParser
import Diagnostics
import GatewayModel
import Reconciliation

/// `gateway ping`: is there a gateway, which, and what may be read of it?
struct PingCommand: TargetVerb {
  static let configuration = CommandConfiguration(
    commandName: "ping", abstract: "Check that the gateway can be reached, and tell what may be read of it.",
    discussion: """
      Reads one entity of each collection; nothing is written.

      EXAMPLES
        fairlead gateway ping
        fairlead gateway ping --kong-addr https://gateway.example.com:8444 --ca-cert-file ca.pem
        fairlead gateway ping --konnect-token-file token --konnect-control-plane-name orders
      """)

  @OptionGroup(title: "Connection") var connection: ConnectionOptions

  func run(in context: CommandContext) async throws(DiagnosticError) -> ExitStatus {
    let console = Console(context)
    let target = try connection.connection(in: context).target()
    console.report(target.notes)
    return try await ping(try target.reader(), console)
  }

  private func ping(_ reader: any TargetReader, _ console: Console) async throws(DiagnosticError) -> ExitStatus {
    let greeting: [String]
    do throws(TargetError) {
      greeting = try await reader.greeting()
      if !connection.skipsWorkspaceCheck, let name = reader.workspace, try await !reader.hasWorkspace() {
        return console.fail([.missingWorkspace(name)])
      }
    } catch {
      throw DiagnosticError(Diagnostic(error))
    }
    for line in greeting { console.print(line) }
    return show(await reader.access(), console)
  }

  private func show(_ access: [KindAccess], _ console: Console) -> ExitStatus {
    let readable = access.filter { $0.answer == .readable }.map(\.kind.collection)
    let absent = access.filter { $0.answer == .absent }.map(\.kind.collection)
    console.print("Readable:      \(readable.isEmpty ? "nothing" : readable.joined(separator: ", "))")
    if !absent.isEmpty { console.print("Not there:     \(absent.joined(separator: ", "))") }
    var faults: [Diagnostic] = []
    for access in access {
      if case .refused(let reason) = access.answer {
        let name = access.kind.collection
        console.print("Not readable:  \(name) (\(reason))")
        faults.append(
          Diagnostic(.warning, code: "unreadable-kind", "\(name) may not be read (\(reason))"))
      }
    }
    // Who may read nothing at all has the wrong token, whatever the root tells.
    guard readable.isEmpty, !faults.isEmpty else { return .success }
    return console.fail([
      Diagnostic(
        code: "unreadable", "the gateway is there, but lets nothing be read",
        hint: "check the admin token, and what its role may do in this workspace")
    ])
  }
}
