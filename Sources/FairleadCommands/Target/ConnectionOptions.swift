import ArgumentParser
import Diagnostics
import Targets

/// The flags of every command that speaks with a gateway.
struct ConnectionOptions: ParsableArguments {
  @Option(
    name: .customLong("kong-addr"),
    help: "Address of the Admin API, or unix:///path of a socket. (default: http://localhost:8001)")
  var address: String?

  @Option(name: .customLong("headers"), help: "Header for every request, NAME:VALUE; repeated or comma-separated.")
  var headers: [String] = []

  @Option(name: .customLong("kong-admin-token"), help: "Token for every request, sent as Kong-Admin-Token.")
  var token: String?

  @Option(name: .customLong("kong-cookie-jar-path"), help: "Cookie file in Netscape's format.")
  var cookieFile: String?

  @Option(name: .customLong("ca-cert"), help: "CA certificate (PEM) that counts instead of the system's.")
  var authority: String?

  @Option(name: .customLong("ca-cert-file"), help: "File with the CA certificate.")
  var authorityFile: String?

  @Option(name: .customLong("tls-client-cert"), help: "Client certificate (PEM), together with its key.")
  var clientCertificate: String?

  @Option(name: .customLong("tls-client-cert-file"), help: "File with the client certificate.")
  var clientCertificateFile: String?

  @Option(name: .customLong("tls-client-key"), help: "Private key (PEM) of the client certificate.")
  var clientKey: String?

  @Option(name: .customLong("tls-client-key-file"), help: "File with the private key.")
  var clientKeyFile: String?

  @Option(name: .customLong("tls-server-name"), help: "Name that the gateway's certificate is made out to.")
  var serverName: String?

  @Flag(name: .customLong("tls-skip-verify"), help: "Accept any certificate of the gateway.")
  var skipsVerification = false

  @Option(help: "Seconds for one request; 0 stands for 30. (default: 10)")
  var timeout: Int?

  @Option(name: .customLong("time-limit"), help: "Seconds for the whole run. (default: no limit)")
  var timeLimit: Int?

  @Option(help: "Requests under way at a time. (default: 10)")
  var parallelism: Int?

  @Option(name: .shortAndLong, help: "Workspace of the gateway (enterprise edition).")
  var workspace: String?

  @Flag(name: .customLong("skip-workspace-crud"), help: "Take it that the workspace exists.")
  var skipsWorkspaceCheck = false

  @Option(help: "1 shows requests and answers on standard error, without secrets. (default: 0)")
  var verbose: Int?

  @Option(help: "Configuration file to read instead of the usual ones.")
  var config: String?

  @OptionGroup(title: "Konnect") var konnect: KonnectOptions

  @Flag(name: .customLong("no-color"), help: "No colours, also on a terminal.")
  var noColor = false

  @Flag(name: .customLong("no-snippets"), help: "Do not show the lines of files that messages are about.")
  var noSnippets = false

  /// The address where none is given.
  static let defaultAddress = "http://localhost:8001"

  /// A connection as command line, environment, files and defaults have it.
  func connection(in context: CommandContext) throws(DiagnosticError) -> Connection {
    var connection = ConnectionSettings(
      address: address ?? ConnectionOptions.defaultAddress, version: context.version)
    if let address, let socket = ConnectionOptions.socket(in: address) {
      connection.address = "http://localhost"
      connection.unixSocket = socket
    }
    connection.headers = try requestHeaders()
    if let timeout { connection.timeout = .seconds(timeout) }
    connection.cookieFile = cookieFile
    connection.tls = try tlsSettings()
    connection.environmentProxy = context.environment["http_proxy"] ?? context.environment["HTTP_PROXY"]
    var policy = RequestPolicy()
    if let parallelism { policy.parallelism = parallelism }
    policy.timeLimit = timeLimit.map { .seconds($0) }
    policy.isInterrupted = { [interruption = context.interruption] in interruption.isRequested }
    policy.noteAbsence = { [errors = context.errors] address, time in
      errors.line("\(address) accepts no connections any more; waiting up to \(time.components.seconds) s for it")
    }
    let log = (verbose ?? 0) > 0 ? RequestLog(stream: context.errors) : nil
    if let log { policy.observer = { log.note($0) } }
    try ConnectionOptions.check(context.settings)
    return Connection(
      settings: connection, policy: policy, workspace: workspaceName, log: log, konnect: konnect,
      resolved: context.settings)
  }

  /// Refuses flags of the command line that say the same in two ways.
  private static func check(_ settings: ResolvedSettings) throws(DiagnosticError) {
    let pairs = [
      ("konnect-token", "konnect-token-file"), ("konnect-control-plane-name", "konnect-runtime-group-name"),
    ]
    for (first, second) in pairs
    where settings[first]?.origin == .commandLine && settings[second]?.origin == .commandLine {
      throw DiagnosticError(Diagnostic(code: "usage", "--\(first) and --\(second) exclude each other"))
    }
  }

  /// The workspace, if one is named.
  var workspaceName: String? { workspace.flatMap { $0.isEmpty ? nil : $0 } }

  private func requestHeaders() throws(DiagnosticError) -> [HTTPHeader] {
    var found: [HTTPHeader] = []
    for text in headers {
      guard let header = ConnectionOptions.header(text) else {
        throw DiagnosticError(
          Diagnostic(code: "usage", "a header is written NAME:VALUE; one of those given has no colon"))
      }
      found.append(header)
    }
    if let token, !token.isEmpty {
      found.removeAll { $0.name.lowercased() == "kong-admin-token" }
      found.append(HTTPHeader("Kong-Admin-Token", token))
    }
    return found
  }

  private func tlsSettings() throws(DiagnosticError) -> ConnectionSettings.TLS {
    var tls = ConnectionSettings.TLS()
    tls.authorities = ConnectionOptions.source(authority, authorityFile)
    tls.clientCertificate = ConnectionOptions.source(clientCertificate, clientCertificateFile)
    tls.clientKey = ConnectionOptions.source(clientKey, clientKeyFile)
    tls.serverName = serverName
    tls.skipsVerification = skipsVerification
    guard (tls.clientCertificate == nil) == (tls.clientKey == nil) else {
      let (given, missing) = tls.clientKey == nil ? ("cert", "key") : ("key", "cert")
      throw DiagnosticError(
        Diagnostic(
          code: "usage", "--tls-client-\(given) is given without --tls-client-\(missing)",
          hint: "a client certificate and its private key belong together; each may be a text or a file"))
    }
    return tls
  }

  /// The text wins over the file.
  private static func source(_ text: String?, _ file: String?) -> ConnectionSettings.PEMSource? {
    if let text, !text.isEmpty { return .text(text) }
    if let file, !file.isEmpty { return .file(file) }
    return nil
  }

  private static func socket(in address: String) -> String? {
    guard address.hasPrefix("unix://") else { return nil }
    return String(address.dropFirst("unix://".count))
  }

  private static func header(_ text: String) -> HTTPHeader? {
    guard let colon = text.firstIndex(of: ":"), colon != text.startIndex else { return nil }
    let value = text[text.index(after: colon)...].drop { $0 == " " }
    return HTTPHeader(String(text[..<colon].drop { $0 == " " }), String(value))
  }
}
