import ArgumentParser
import GatewaySandbox

/// The flags that concern TLS.
struct TLSOptions: ParsableArguments {
  @Flag(help: "Speak TLS, with a certificate made at the start unless one is given.")
  var tls = false

  @Option(help: ArgumentHelp("The certificate to present, in PEM; needs --tls-key.", valueName: "file"))
  var tlsCertificate: String?

  @Option(help: ArgumentHelp("The certificate's private key, in PEM.", valueName: "file"))
  var tlsKey: String?

  @Option(
    help: ArgumentHelp("Ask clients for a certificate that one of these authorities has signed.", valueName: "file"))
  var tlsClientCa: String?

  @Option(help: ArgumentHelp("Where to write the certificate that clients have to trust.", valueName: "file"))
  var tlsCertificateOut: String?

  func validate() throws {
    if (tlsCertificate == nil) != (tlsKey == nil) {
      throw ValidationError("--tls-certificate and --tls-key belong together")
    }
  }

  /// The settings; nil for plain HTTP.
  func settings() throws -> TLSSettings? {
    guard tls || tlsCertificate != nil || tlsClientCa != nil || tlsCertificateOut != nil else { return nil }
    var settings = TLSSettings()
    if let tlsCertificate, let tlsKey {
      settings.identity = (try TextFile.read(tlsCertificate), try TextFile.read(tlsKey))
    }
    settings.clientAuthorities = try tlsClientCa.map(TextFile.read)
    return settings
  }

  /// Writes the certificate where the user wants it.
  func write(_ certificate: String?) throws {
    guard let tlsCertificateOut, let certificate else { return }
    try TextFile.write(certificate, to: tlsCertificateOut)
  }
}
