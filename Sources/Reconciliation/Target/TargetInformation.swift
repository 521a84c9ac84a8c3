/// What a target says of itself.
package struct TargetInformation: Sendable {
  /// What tells it from other targets, for as long as it lives: its address without credentials, or something better.
  package var identity: String
  /// The version as the target writes it, such as `3.9.1`.
  package var version: String
  /// The edition of the gateway: `community` or `enterprise`.
  package var edition: String
  /// The plugins it has, enabled or not; empty where it does not say.
  package var plugins: Set<String> = []
  /// What it can do.
  package var capabilities = TargetCapabilities()
  /// The lines that greet whoever reached it.
  package var greeting: [String] = []

  /// Makes a description.
  package init(identity: String, version: String, edition: String) {
    self.identity = identity
    self.version = version
    self.edition = edition
  }

  /// The first two numbers of the version; nil where it has none.
  package var majorMinor: (major: Int, minor: Int)? {
    let numbers = version.split(separator: ".").prefix(2).map { Int($0.prefix { $0.isNumber }) }
    guard numbers.count == 2, let major = numbers[0], let minor = numbers[1] else { return nil }
    return (major, minor)
  }
}
