import NIOCore
import NIOHTTP1
import NIOPosix

/// The server of a sandbox, with threads of its own: when it has stopped, nothing of it is left.
struct Server: Sendable {
  /// The port it listens on.
  let port: Int

  private let channel: any Channel
  private let group: MultiThreadedEventLoopGroup

  /// Starts a server and returns once it listens.
  ///
  /// - Parameters:
  ///   - host: The address to listen on.
  ///   - port: The port; 0 takes any free one.
  ///   - tls: How to speak TLS; nil for plain HTTP.
  ///   - responder: What answers.
  /// - Throws: What the operating system says where the address can't be listened on.
  static func start(host: String, port: Int, tls: SecureChannels?, responder: Responder) async throws -> Server {
    let group = MultiThreadedEventLoopGroup(numberOfThreads: System.coreCount)
    let bootstrap = ServerBootstrap(group: group)
      .serverChannelOption(.backlog, value: 256)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelInitializer { channel in
        let answering: @Sendable (any Channel) -> EventLoopFuture<Void> = { channel in
          channel.eventLoop.makeCompletedFuture {
            try channel.pipeline.syncOperations.addHandler(RequestHandler(responder))
          }
        }
        if let tls { return tls.configure(channel, answering) }
        return channel.pipeline.configureHTTPServerPipeline().flatMap { answering(channel) }
      }
    do {
      let channel = try await bootstrap.bind(host: host, port: port).get()
      return Server(port: channel.localAddress?.port ?? port, channel: channel, group: group)
    } catch {
      try? await group.shutdownGracefully()
      throw error
    }
  }

  /// Stops listening and lets all connections go; returns when the address is free.
  func stop() async {
    // First the listening, so that no connection is accepted that would find its thread gone.
    try? await channel.close().get()
    try? await group.shutdownGracefully()
  }
}
