#if TLS
internal import NIOCore
internal import NIOHTTP2
internal import NIOSSL

/// Makes connections speak TLS, and HTTP/2 where the client can.
struct SecureChannels: Sendable {
  private let context: NIOSSLContext

  /// - Parameters:
  ///   - certificate: The certificate to present, in PEM.
  ///   - key: Its private key, in PEM.
  ///   - clientAuthorities: Authorities in PEM, one of which must have signed the client's certificate; nil where
  ///     clients need none.
  init(certificate: String, key: String, clientAuthorities: String?) throws(SandboxFailure) {
    do {
      let chain = try NIOSSLCertificate.fromPEMBytes(Array(certificate.utf8))
      var configuration = TLSConfiguration.makeServerConfiguration(
        certificateChain: chain.map { .certificate($0) },
        privateKey: .privateKey(try NIOSSLPrivateKey(bytes: Array(key.utf8), format: .pem)))
      configuration.applicationProtocols = NIOHTTP2SupportedALPNProtocols
      if let clientAuthorities {
        configuration.trustRoots = .certificates(try NIOSSLCertificate.fromPEMBytes(Array(clientAuthorities.utf8)))
        configuration.certificateVerification = .noHostnameVerification
      }
      context = try NIOSSLContext(configuration: configuration)
    } catch {
      throw SandboxFailure("the certificates for TLS can't be used: \(error)")
    }
  }

  /// Prepares a connection that was just accepted; what answers is put behind each of its streams.
  func configure(
    _ channel: any Channel, _ answering: @escaping @Sendable (any Channel) -> EventLoopFuture<Void>
  ) -> EventLoopFuture<Void> {
    channel.eventLoop.makeCompletedFuture {
      try channel.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: context))
    }.flatMap { channel.configureCommonHTTPServerPipeline(answering) }
  }
}
#endif
