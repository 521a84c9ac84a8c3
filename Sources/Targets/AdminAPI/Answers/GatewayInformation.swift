package import Documents

/// What a gateway says of itself.
package struct GatewayInformation: Sendable {
  /// Which of the two products it is.
  package enum Edition: String, Sendable {
    /// The open-source one.
    case community
    /// The enterprise one.
    case enterprise
  }

  /// The version as the gateway writes it, such as `3.9.1` or `3.4.3.1-enterprise-edition`.
  package var version: String
  /// Which of the two products it is.
  package var edition: Edition
  /// Its storage: `postgres`, or `off` where it takes no writes to single entities; nil where it does not say.
  package var database: String?
  /// The plugins it has, enabled or not; empty where it does not say.
  package var plugins: Set<String>
  /// All that it said.
  package var document: Node

  /// Reads the answer to a request for the root; nil where it names no version.
  package init?(document: Node) {
    guard let version = document["version"]?.string, !version.isEmpty else { return nil }
    self.version = version
    self.document = document
    // Enterprise versions have a fourth number, or say so.
    let numbers = version.prefix { $0.isNumber || $0 == "." }.split(separator: ".")
    let named = document["edition"]?.string
    self.edition =
      named == "enterprise" || version.contains("enterprise") || (named == nil && numbers.count >= 4)
      ? .enterprise : .community
    self.database = document["configuration"]?["database"]?.string
    self.plugins = Set(document["plugins"]?["available_on_server"]?.object?.keys ?? [])
  }

  /// The first two numbers of the version; nil where it has none.
  package var majorMinor: (major: Int, minor: Int)? {
    let numbers = version.split(separator: ".").prefix(2).map { Int($0.prefix { $0.isNumber }) }
    guard numbers.count == 2, let major = numbers[0], let minor = numbers[1] else { return nil }
    return (major, minor)
  }
}
