internal import GatewaySchemas

/// A running sandbox: an Admin API to try, test and rehearse against, on a real socket.
package final class Sandbox: Sendable {
  /// Where it listens, such as `http://127.0.0.1:8001`.
  package let address: String
  /// The certificate that clients have to trust, in PEM; nil where it speaks plain HTTP.
  package let certificate: String?

  private let server: Server
  private let keeper: Keeper?
  private let keeping: Task<Void, Never>?

  private init(address: String, certificate: String?, server: Server, keeper: Keeper?) {
    self.address = address
    self.certificate = certificate
    self.server = server
    self.keeper = keeper
    self.keeping = keeper.map { keeper in Task { await keeper.run() } }
  }

  /// Starts a sandbox and returns once it listens.
  ///
  /// - Parameter configuration: Where it listens, what it answers as, what goes wrong.
  /// - Returns: The running sandbox.
  /// - Throws: A `SandboxFailure` where files can't be used, or what the operating system says where the address can't
  ///   be listened on.
  package static func start(_ configuration: SandboxConfiguration = SandboxConfiguration()) async throws -> Sandbox {
    let backend = try Self.backend(configuration)
    let keeper = try configuration.state.map { path throws(SandboxFailure) in
      try Keeper(path: path, backend: backend, onFailure: configuration.onFailure)
    }
    let tls = try configuration.tls?.channels()
    let counters = Counters()
    let faults = Faults(configuration.faults)
    let responder = Responder(
      backend: backend, counters: counters, faults: faults, control: Control(counters: counters, faults: faults),
      largestBody: configuration.largestBody)
    let server = try await Server.start(
      host: configuration.host, port: configuration.port, tls: tls?.channels, responder: responder)
    return Sandbox(
      address: "\(tls == nil ? "http" : "https")://\(configuration.host):\(server.port)",
      certificate: tls?.certificate, server: server, keeper: keeper)
  }

  private static func backend(_ configuration: SandboxConfiguration) throws(SandboxFailure) -> any Backend {
    let bundle = try SavedSchemas.bundle(configuration)
    guard let konnect = configuration.konnect else {
      return Gateway(
        bundle: bundle, hasWebAssembly: configuration.webAssembly, hasDatabase: configuration.hasDatabase)
    }
    return Konnect(konnect, bundle: bundle)
  }

  /// Stops listening, lets all connections go and writes the state; returns when the address is free.
  package func stop() async {
    await server.stop()
    keeping?.cancel()
    keeper?.save()
  }
}
