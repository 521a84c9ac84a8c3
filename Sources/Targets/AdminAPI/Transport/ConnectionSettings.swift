/// Where the Admin API is and how to speak with it.
package struct ConnectionSettings: Sendable {
  /// A PEM text, or the file that holds it.
  package enum PEMSource: Sendable, Hashable {
    /// The text itself.
    case text(String)
    /// The path of a file.
    case file(String)
  }

  /// What concerns secure connections.
  package struct TLS: Sendable {
    /// The authorities whose signature counts; they replace the system's.
    package var authorities: PEMSource?
    /// The certificate to show to the gateway, always together with `clientKey`.
    package var clientCertificate: PEMSource?
    /// The private key of `clientCertificate`.
    package var clientKey: PEMSource?
    /// The name to ask for and to check the certificate against, where it is not the address's host.
    package var serverName: String?
    /// Whether the gateway's certificate is accepted unseen.
    package var skipsVerification = false

    /// The system's authorities, and no client certificate.
    package init() {}
  }

  /// The address that paths are added to, absolute, `http` or `https`; slashes at its end do not count.
  package var address: String
  /// Headers to send with each request.
  package var headers: [HTTPHeader] = []
  /// The time for one request from connecting to the end of its answer; zero stands for 30 s.
  package var timeout: Duration = .seconds(10)
  /// What the program calls itself.
  package var userAgent: String
  /// What concerns secure connections.
  package var tls = TLS()
  /// The proxy's address; empty for none; nil leaves the choice to libcurl, which reads `http_proxy` (in lower case
  /// only), `HTTPS_PROXY`, `ALL_PROXY` and `NO_PROXY`. An address of this machine is spoken to directly unless a proxy
  /// is named here.
  package var proxy: String?
  /// The proxy for plain HTTP where the environment names one and nothing else decides; libcurl itself does not look at
  /// `HTTP_PROXY`.
  package var environmentProxy: String?
  /// The path of a Unix socket to connect to instead of the address's host.
  package var unixSocket: String?
  /// A cookie file in Netscape's format, from which cookies are sent.
  package var cookieFile: String?
  /// The size in bytes above which an answer is refused.
  package var responseLimit = 256 << 20
  /// The number of connections open at a time; further requests wait.
  package var maximumConnections = 32

  /// Settings for an address, all else as documented; `version` is the program's own.
  package init(address: String, version: String) {
    self.address = address
    self.userAgent = "fairlead/\(version)"
  }

  /// Makes sure that the address is one, without speaking with anybody.
  package func checkAddress() throws(TransportError) {
    _ = try BaseAddress(address)
  }
}
