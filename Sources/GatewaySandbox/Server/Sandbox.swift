internal import GatewaySchemas
internal import Hummingbird
internal import Logging
internal import NIOCore
internal import ServiceLifecycle

/// A running sandbox: an Admin API to try, test and rehearse against, on a real socket.
public final class Sandbox: Sendable {
  /// Where it listens, such as `http://127.0.0.1:8001`.
  public let address: String
  private let server: Task<Void, any Error>

  private init(address: String, server: Task<Void, any Error>) {
    self.address = address
    self.server = server
  }

  /// Starts a sandbox and returns once it listens.
  ///
  /// - Throws: What the operating system says where the address cannot be listened on.
  public static func start(_ configuration: SandboxConfiguration = SandboxConfiguration()) async throws -> Sandbox {
    let counters = Counters()
    let responder = Responder(
      gateway: Gateway(edition: configuration.edition), counters: counters, control: Control(counters: counters))
    var logger = Logger(label: "fairlead-sandbox")
    logger.logLevel = .critical
    let (ports, listening) = AsyncThrowingStream<Int, any Error>.makeStream()
    let application = Application(
      responder: responder,
      configuration: ApplicationConfiguration(
        address: .hostname(configuration.host, port: configuration.port), serverName: "kong/3.9.1"),
      onServerRunning: { channel in listening.yield(channel.localAddress?.port ?? configuration.port) },
      logger: logger)
    let server = Task {
      do {
        try await application.run()
        listening.finish()
      } catch {
        listening.finish(throwing: error)
        throw error
      }
    }
    var iterator = ports.makeAsyncIterator()
    guard let port = try await iterator.next() else { throw CancellationError() }
    return Sandbox(address: "http://\(configuration.host):\(port)", server: server)
  }

  /// Stops listening, closes all connections and returns when that is done.
  public func stop() async {
    server.cancel()
    _ = await server.result
  }
}
