/// For which ingress controller manifests are written.
package struct KICOptions: Sendable {
  /// Its major version.
  package enum Version: String, Sendable, CaseIterable {
    case two = "2"
    case three = "3"
  }

  /// The version of the controller.
  package var version = Version.three
  /// Whether routes become Ingress objects, instead of those of the Gateway API.
  package var usesIngress = false
  /// The name of the ingress class or of the gateway.
  package var className = "kong"

  /// Makes options.
  package init(version: Version = .three, usesIngress: Bool = false, className: String = "kong") {
    self.version = version
    self.usesIngress = usesIngress
    self.className = className
  }
}
