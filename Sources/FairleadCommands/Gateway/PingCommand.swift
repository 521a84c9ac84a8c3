import AdminAPI
import ArgumentParser
import Diagnostics
import Gathering
import GatewayModel

/// `gateway ping`: is there a gateway, which, and what may be read of it?
struct PingCommand: Verb {
  static let configuration = CommandConfiguration(
    commandName: "ping", abstract: "Check that the gateway can be reached, and tell what may be read of it.",
    discussion: """
      Reads one entity of each collection; nothing is written.

      EXAMPLES
        fairlead gateway ping
        fairlead gateway ping --kong-addr https://gateway.example.com:8444 --ca-cert-file ca.pem
      """)

  @OptionGroup(title: "Connection") var connection: ConnectionOptions

  func run(in context: CommandContext) async -> ExitStatus {
    let console = Console(context)
    let settings: Connection
    do {
      settings = try connection.connection(in: context)
    } catch {
      return console.fail(error.diagnostics, .usage)
    }
    do {
      let reader = try settings.reader()
      let information: GatewayInformation
      do {
        information = try await reader.root()
      } catch {
        return console.fail([Diagnostic(error)])
      }
      if !connection.skipsWorkspaceCheck, let name = reader.workspace {
        do {
          if try await !Workspaces.exists(reader) { return console.fail(Workspaces.missing(name).diagnostics) }
        } catch {
          return console.fail([Diagnostic(error)])
        }
      }
      console.print("Successfully connected to Kong!")
      console.print("Kong version:  \(information.version)")
      console.print("Edition:       \(information.edition.rawValue)")
      return show(await PingCommand.access(reader), console)
    } catch {
      return console.fail(error.diagnostics)
    }
  }

  private func show(_ access: [(kind: EntityKind, answer: Access)], _ console: Console) -> ExitStatus {
    let readable = access.filter { $0.answer == .readable }.map(\.kind.collection)
    let absent = access.filter { $0.answer == .absent }.map(\.kind.collection)
    console.print("Readable:      \(readable.isEmpty ? "nothing" : readable.joined(separator: ", "))")
    if !absent.isEmpty { console.print("Not there:     \(absent.joined(separator: ", "))") }
    var faults: [Diagnostic] = []
    for (kind, answer) in access {
      if case .refused(let reason) = answer {
        console.print("Not readable:  \(kind.collection) (\(reason))")
        faults.append(
          Diagnostic(.warning, code: "unreadable-kind", "\(kind.collection) may not be read (\(reason))"))
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

  private enum Access: Sendable, Equatable {
    case readable
    case absent
    case refused(String)
  }

  private static func access(_ reader: AdminReader) async -> [(kind: EntityKind, answer: Access)] {
    // What is listed below others may be read where those may.
    let kinds = EntityKind.all.filter { $0.listing.parent == nil }
    return zip(kinds, await gather(kinds) { kind in await access(to: kind, reader) }).map { ($0, $1) }
  }

  private static func access(to kind: EntityKind, _ reader: AdminReader) async -> Access {
    do {
      _ = try await reader.get(kind.listing.path.compactMap(\.text), query: [("size", "1")])
      return .readable
    } catch {
      switch error.status {
      case 404, 400: return .absent
      case let status?: return .refused("status \(status)")
      case nil: return .refused("no answer")
      }
    }
  }
}
