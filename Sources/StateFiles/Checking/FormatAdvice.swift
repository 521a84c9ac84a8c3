package import Diagnostics
import Documents
import GatewayModel

/// What users of this file format expect to be told, under codes that `-E` and `-W` weigh otherwise.
package enum FormatAdvice {
  /// The codes whose weight is open to choice.
  package static let codes = [
    "oidc-missing-required-config", "rla-consumer-groups-deprecated", "route-regex-path-format",
  ]

  /// So many routes are named; a file for a much older gateway would fill screens.
  private static let routesNamed = 10

  /// Looks through a desired state.
  ///
  /// - Parameter version: The gateway's version, its first two numbers; nil for whatever the files are for.
  package static func find(in desired: DesiredState, version: (major: Int, minor: Int)? = nil) -> [Diagnostic] {
    let version = version ?? (desired.header.formatVersion == "1.1" ? (2, 8) : (3, .max))
    let scope = desired.scope
    let isManaged = KindMap { scope.manages($0) }
    var found: [Diagnostic] = []
    var routes = 0
    for position in desired.entities.indices {
      let kind = desired.entities[position].kind
      // The codes are about paths of routes and about two plugins.
      guard kind == .route || kind == .plugin, isManaged[kind] else { continue }
      let entity = desired.entities[position]
      if kind == .route, version >= (3, 0), let advice = regularExpression(entity, desired, position) {
        routes += 1
        if routes <= routesNamed { found.append(advice) }
      }
      guard kind == .plugin else { continue }
      switch entity.fields["name"]?.string {
      case "rate-limiting-advanced" where version >= (3, 4) && !scope.usesPolicyOverrides:
        if let advice = groupsWithinLimits(entity, desired, position) { found.append(advice) }
      case "openid-connect":
        if let advice = generatedSalt(entity, desired, position) { found.append(advice) }
      default: break
      }
    }
    if routes > routesNamed {
      found.append(
        Diagnostic(
          .warning, code: "route-regex-path-format", "\(routes - routesNamed) more routes have paths of this form"))
    }
    return found
  }

  /// The first path that looks like a regular expression without being marked as one.
  private static func regularExpression(_ route: Entity, _ desired: DesiredState, _ position: Int) -> Diagnostic? {
    let paths = route.fields["paths"]?.array ?? []
    guard let node = paths.first(where: { $0.string.map(looksLikeExpression) ?? false }) else { return nil }
    return Diagnostic(
      .warning, code: "route-regex-path-format",
      "\(desired.title(position)): this path looks like a regular expression, and is taken literally", at: node.place,
      hint: "since version 3.0 the path of a regular expression begins with ~/")
  }

  private static func looksLikeExpression(_ path: String) -> Bool {
    !path.hasPrefix("~/") && !path.utf8.allSatisfy(isPlain)
  }

  /// The characters of paths that nobody takes for a regular expression.
  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    case UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"), UInt8(ascii: "/"), UInt8(ascii: "%"),
      UInt8(ascii: "-"):
      true
    default: false
    }
  }

  private static func groupsWithinLimits(_ plugin: Entity, _ desired: DesiredState, _ position: Int) -> Diagnostic? {
    guard let config = plugin.fields["config"]?.object else { return nil }
    let groups = config.member("consumer_groups").flatMap { $0.node.array?.isEmpty == false ? $0 : nil }
    let enforced = config.member("enforce_consumer_groups").flatMap { $0.node.bool == true ? $0 : nil }
    guard let member = groups ?? enforced else { return nil }
    return Diagnostic(
      code: "rla-consumer-groups-deprecated",
      "\(desired.title(position)): '\(member.key)' is no longer how limits of consumer groups are set",
      at: member.keyPlace,
      hint: "since version 3.4 each consumer group has a rate-limiting-advanced plugin of its own; the older form is "
        + "kept with --consumer-group-policy-overrides")
  }

  private static func generatedSalt(_ plugin: Entity, _ desired: DesiredState, _ position: Int) -> Diagnostic? {
    let salt = plugin.fields["config"]?["cache_tokens_salt"]
    guard salt?.isNull ?? true || salt?.string == "" else { return nil }
    return Diagnostic(
      code: "oidc-missing-required-config",
      "\(desired.title(position)): 'config.cache_tokens_salt' is missing, so that each new gateway would have another",
      at: salt?.place ?? plugin.fields["config"]?.place ?? plugin.place,
      hint: "write a random text, such as a template variable; or weigh this with -W oidc-missing-required-config")
  }
}
