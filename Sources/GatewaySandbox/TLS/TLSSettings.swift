/// How a sandbox speaks TLS.
package struct TLSSettings: Sendable {
  /// Certificate and private key in PEM; nil for a certificate that the sandbox makes for itself.
  package var identity: (certificate: String, key: String)?
  /// Authorities in PEM, one of which must have signed the client's certificate; nil where clients need none.
  package var clientAuthorities: String?

  /// A certificate of the sandbox's own, and no client certificates.
  package init() {}

  /// Connections of these settings, and what clients have to trust.
  func channels() throws(SandboxFailure) -> (channels: SecureChannels, certificate: String) {
    let own = identity == nil ? try OwnCertificate(now: SystemClock.now()) : nil
    let certificate = identity?.certificate ?? own?.certificate ?? ""
    let key = identity?.key ?? own?.key ?? ""
    let channels = try SecureChannels(certificate: certificate, key: key, clientAuthorities: clientAuthorities)
    return (channels, certificate)
  }
}
