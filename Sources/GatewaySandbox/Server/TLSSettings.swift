internal import HummingbirdCore
internal import HummingbirdHTTP2
internal import HummingbirdTLS
internal import NIOSSL

/// How a sandbox speaks TLS.
public struct TLSSettings: Sendable {
  /// Certificate and private key in PEM; nil for a certificate that the sandbox makes for itself.
  public var identity: (certificate: String, key: String)?
  /// Authorities in PEM, one of which must have signed the client's certificate; nil where clients need none.
  public var clientAuthorities: String?

  /// A certificate of the sandbox's own, and no client certificates.
  public init() {}

  /// The server for these settings, which speaks HTTP/2 where the client can, and what clients have to trust.
  func server() throws(SandboxFailure) -> (builder: HTTPServerBuilder, certificate: String) {
    let own = identity == nil ? OwnCertificate(now: SystemClock.now()) : nil
    let certificate = identity?.certificate ?? own?.certificate ?? ""
    let key = identity?.key ?? own?.key ?? ""
    do {
      let chain = try NIOSSLCertificate.fromPEMBytes(Array(certificate.utf8))
      var configuration = TLSConfiguration.makeServerConfiguration(
        certificateChain: chain.map { .certificate($0) },
        privateKey: .privateKey(try NIOSSLPrivateKey(bytes: Array(key.utf8), format: .pem)))
      if let clientAuthorities {
        configuration.trustRoots = .certificates(try NIOSSLCertificate.fromPEMBytes(Array(clientAuthorities.utf8)))
        configuration.certificateVerification = .noHostnameVerification
      }
      return (try .http2Upgrade(tlsConfiguration: configuration), certificate)
    } catch {
      throw SandboxFailure("the certificates for TLS can't be used: \(error)")
    }
  }
}
