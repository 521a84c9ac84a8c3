import AdminAPI
import ArgumentParser
import Diagnostics

/// The flags of every command that speaks with a gateway.
struct ConnectionOptions: ParsableArguments {
  @Option(name: .customLong("kong-addr"), help: "Address of the Admin API. (default: http://localhost:8001)")
  var address: String?

  @Option(name: .customLong("headers"), help: "Header for every request, NAME:VALUE; repeated or comma-separated.")
  var headers: [String] = []

  @Option(help: "Seconds for one request; 0 stands for 30. (default: 10)")
  var timeout: Int?

  @Option(help: "Requests under way at a time. (default: 10)")
  var parallelism: Int?

  @Flag(name: .customLong("no-color"), help: "No colours, also on a terminal.")
  var noColor = false

  /// The address where none is given.
  static let defaultAddress = "http://localhost:8001"

  /// A connection as the command line, the environment and the defaults have it.
  func connection(in context: CommandContext) throws(DiagnosticError) -> Connection {
    var settings = Settings(context.environment)
    var connection = ConnectionSettings(
      address: address ?? settings.text("kong-addr")?.value ?? ConnectionOptions.defaultAddress,
      version: context.version)
    var faults: [Diagnostic] = []
    for text in headerTexts(settings) {
      if let header = ConnectionOptions.header(text) {
        connection.headers.append(header)
      } else {
        faults.append(
          Diagnostic(code: "usage", "a header is written NAME:VALUE; one of those given has no colon"))
      }
    }
    connection.timeout = .seconds(settings.integer("timeout", given: timeout, minimum: 0, default: 10))
    var policy = RequestPolicy()
    policy.parallelism = settings.integer("parallelism", given: parallelism, minimum: 1, default: 10)
    faults += settings.diagnostics
    if !faults.isEmpty { throw DiagnosticError(faults) }
    return Connection(settings: connection, policy: policy)
  }

  /// Whether output is coloured on a stream.
  func isColoured(_ stream: TextStream, _ context: CommandContext) -> Bool {
    var settings = Settings(context.environment)
    return stream.isTerminal && !settings.isOn("no-color", given: noColor)
      && (context.environment["NO_COLOR"] ?? "").isEmpty
  }

  private func headerTexts(_ settings: Settings) -> [String] {
    if !headers.isEmpty { return headers.flatMap(ConnectionOptions.list) }
    return settings.text("headers").map { ConnectionOptions.list($0.value) } ?? []
  }

  /// Takes a comma-separated list apart; a piece without a colon belongs to the value before it.
  static func list(_ text: String) -> [String] {
    var pieces: [String] = []
    for piece in text.split(separator: ",", omittingEmptySubsequences: false).map(String.init) {
      if piece.contains(":") || pieces.isEmpty {
        pieces.append(piece)
      } else {
        pieces[pieces.count - 1] += ",\(piece)"
      }
    }
    return pieces
  }

  private static func header(_ text: String) -> HTTPHeader? {
    guard let colon = text.firstIndex(of: ":"), colon != text.startIndex else { return nil }
    let value = text[text.index(after: colon)...].drop { $0 == " " }
    return HTTPHeader(String(text[..<colon].drop { $0 == " " }), String(value))
  }
}

/// How to reach a gateway, all choices made.
struct Connection {
  var settings: ConnectionSettings
  var policy: RequestPolicy

  /// The reading face, for everything that only looks.
  func reader() throws(DiagnosticError) -> AdminReader {
    do {
      return try AdminReader(settings, policy: policy)
    } catch {
      throw DiagnosticError(Diagnostic(error))
    }
  }

  /// The writing face.
  func writer() throws(DiagnosticError) -> AdminWriter {
    do {
      return try AdminWriter(settings, policy: policy)
    } catch {
      throw DiagnosticError(Diagnostic(error))
    }
  }
}
