#if !TLS
internal import NIOCore

/// There are no such connections where the sandbox was built without TLS.
struct SecureChannels: Sendable {
  init(certificate: String, key: String, clientAuthorities: String?) throws(SandboxFailure) { throw .withoutTLS }

  func configure(
    _ channel: any Channel, _ answering: @escaping @Sendable (any Channel) -> EventLoopFuture<Void>
  ) -> EventLoopFuture<Void> {
    channel.eventLoop.makeFailedFuture(SandboxFailure.withoutTLS)
  }
}

/// Nor can a certificate be made: what signs it comes with TLS.
struct OwnCertificate: Sendable {
  let certificate: String
  let key: String

  init(now: Double) throws(SandboxFailure) { throw .withoutTLS }
}
#endif
