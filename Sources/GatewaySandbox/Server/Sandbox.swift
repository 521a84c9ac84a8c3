internal import GatewaySchemas
internal import Hummingbird
internal import Logging
internal import NIOCore
internal import ServiceLifecycle

/// A running sandbox: an Admin API to try, test and rehearse against, on a real socket.
public final class Sandbox: Sendable {
  /// Where it listens, such as `http://127.0.0.1:8001`.
  public let address: String
  /// The certificate that clients have to trust, in PEM; nil where it speaks plain HTTP.
  public let certificate: String?

  private let server: Task<Void, any Error>
  private let channel: any Channel
  private let keeper: Keeper?
  private let keeping: Task<Void, Never>?

  private init(
    address: String, certificate: String?, server: Task<Void, any Error>, channel: any Channel, keeper: Keeper?
  ) {
    self.address = address
    self.certificate = certificate
    self.server = server
    self.channel = channel
    self.keeper = keeper
    self.keeping = keeper.map { keeper in Task { await keeper.run() } }
  }

  /// Starts a sandbox and returns once it listens.
  ///
  /// - Parameter configuration: Where it listens, what it answers as, what goes wrong.
  /// - Returns: The running sandbox.
  /// - Throws: A `SandboxFailure` where files can't be used, or what the operating system says where the address can't
  ///   be listened on.
  public static func start(_ configuration: SandboxConfiguration = SandboxConfiguration()) async throws -> Sandbox {
    let gateway = Gateway(
      bundle: try SavedSchemas.bundle(configuration), hasWebAssembly: configuration.webAssembly,
      hasDatabase: configuration.hasDatabase)
    let keeper = try configuration.state.map { path throws(SandboxFailure) in
      try Keeper(path: path, gateway: gateway, onFailure: configuration.onFailure)
    }
    let tls = try configuration.tls?.server()
    let counters = Counters()
    let faults = Faults(configuration.faults)
    var logger = Logger(label: "fairlead-sandbox")
    logger.logLevel = .critical
    let (channels, listening) = AsyncThrowingStream<any Channel, any Error>.makeStream()
    let application = Application(
      responder: Responder(
        gateway: gateway, counters: counters, faults: faults, control: Control(counters: counters, faults: faults)),
      server: tls?.builder ?? .http1(),
      configuration: ApplicationConfiguration(
        address: .hostname(configuration.host, port: configuration.port), serverName: "kong/3.9.1"),
      onServerRunning: { channel in listening.yield(channel) }, logger: logger)
    let server = Task {
      do {
        try await application.run()
        listening.finish()
      } catch {
        listening.finish(throwing: error)
        throw error
      }
    }
    var iterator = channels.makeAsyncIterator()
    guard let channel = try await iterator.next() else { throw CancellationError() }
    let port = channel.localAddress?.port ?? configuration.port
    return Sandbox(
      address: "\(tls == nil ? "http" : "https")://\(configuration.host):\(port)", certificate: tls?.certificate,
      server: server, channel: channel, keeper: keeper)
  }

  /// Stops listening, lets all connections go and writes the state; returns when the address is free.
  public func stop() async {
    // The server's own end may take a second, since a clock of its framework looks for it only then.
    try? await channel.close().get()
    server.cancel()
    keeping?.cancel()
    keeper?.save()
  }
}
