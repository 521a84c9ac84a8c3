/// Which control plane of Konnect is meant, and how to speak with it.
package struct KonnectSettings: Sendable {
  /// The address of a region, and what goes with each request; the token is among the headers.
  package var connection: ConnectionSettings
  /// The name of the control plane.
  package var controlPlane: String
  /// Whether passwords for basic authentication are sent as the hashes that are to be kept.
  package var sendsHashes = false
  /// The token, which is shown nowhere; nil where a header of the user's own stands for it.
  package var token: String?

  /// The address of the region that is meant where none is named.
  package static let defaultAddress = "https://us.api.konghq.com"
  /// The control plane that is meant where none is named.
  package static let defaultControlPlane = "default"

  /// Settings for a control plane; address, headers and security stand in `connection`.
  package init(connection: ConnectionSettings, controlPlane: String) {
    self.connection = connection
    self.controlPlane = controlPlane
  }

  /// Makes sure that a token can be entrusted to the address: to nobody but whom it names, and unreadable on the way.
  package func checkAddress() throws(TransportError) {
    let base = try BaseAddress(connection.address)
    guard base.user == nil, base.password == nil else {
      throw TransportError(
        .invalidAddress, "the address of Konnect '\(base.text)' has a user name or password, which are of no use there",
        hint: "give a token: --konnect-token or --konnect-token-file")
    }
    guard base.scheme == "https" || base.isLoopback else {
      throw TransportError(
        .invalidAddress, "a Konnect token is sent over https alone, and not to '\(base.text)'",
        hint: "only this machine itself may be spoken to over http")
    }
  }

  /// The settings for what concerns a whole organization, which is asked of the global sibling of a region.
  ///
  /// An address that is none of Konnect's own is its own sibling.
  func global() throws(TransportError) -> ConnectionSettings {
    let base = try BaseAddress(connection.address)
    var settings = connection
    for service in ["svc.konghq.", "api.konghq."] {
      // What follows the service's name in the host is kept: regions share it.
      guard let range = base.host.ranges(of: service).last,
        range.lowerBound == base.host.startIndex || base.host[..<range.lowerBound].hasSuffix(".")
      else { continue }
      let port = base.port.map { ":\($0)" } ?? ""
      settings.address = "\(base.scheme)://global.\(base.host[range.lowerBound...])\(port)\(base.path)"
      break
    }
    return settings
  }
}
