import AdminAPI
import Diagnostics
import Documents
import GatewayModel
import StateFiles

/// What decK warns of or refuses by a code of its own, which `-E` and `-W` may weigh otherwise.
enum DeckDiagnostics {
  /// Everything of the kind that is to be said of the files for a gateway.
  static func findings(_ desired: DesiredState, for information: GatewayInformation) -> [Diagnostic] {
    guard let version = information.majorMinor, version.major >= 3 else { return [] }
    let hasScopedPlugins = version.major > 3 || version.minor >= 4
    var found: [Diagnostic] = []
    for (position, entity) in desired.entities.enumerated() where desired.scope.manages(entity.kind) {
      switch entity.kind {
      case .route: found += path(of: entity, desired, position).map { [$0] } ?? []
      case .plugin where entity.name == EntityKind.overriddenPlugin:
        if hasScopedPlugins, !desired.scope.usesPolicyOverrides { found += groups(of: entity, desired, position) }
      case .plugin where entity.name == "openid-connect": found += salt(of: entity, desired, position)
      default: break
      }
    }
    return found
  }

  /// A path with signs of a regular expression that the gateway will take literally.
  private static func path(of route: Entity, _ desired: DesiredState, _ position: Int) -> Diagnostic? {
    let paths = route.fields["paths"]?.array ?? []
    guard
      let path = paths.first(where: { path in
        path.string.map { !$0.hasPrefix("~/") && !$0.utf8.allSatisfy(isPlain) } ?? false
      })
    else { return nil }
    return Diagnostic(
      .warning, code: "route-regex-path-format",
      "\(desired.title(position)): a path that is a regular expression begins with '~/'", at: path.place,
      hint: "without it each character stands for itself")
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: "._~/%-".utf8.contains(byte)
    }
  }

  private static func groups(of plugin: Entity, _ desired: DesiredState, _ position: Int) -> [Diagnostic] {
    let config = plugin.fields["config"]?.object
    let isNamed = config?["consumer_groups"]?.array.map { !$0.isEmpty } ?? false
    guard isNamed || config?["enforce_consumer_groups"]?.bool == true else { return [] }
    let field = isNamed ? "consumer_groups" : "enforce_consumer_groups"
    return [
      Diagnostic(
        code: "rla-consumer-groups-deprecated",
        "\(desired.title(position)): 'config.\(field)' is no longer meant to be used with this gateway",
        at: config?[field]?.place ?? plugin.place,
        hint: "nest a plugin in each consumer group, or keep the older form with --consumer-group-policy-overrides")
    ]
  }

  private static func salt(of plugin: Entity, _ desired: DesiredState, _ position: Int) -> [Diagnostic] {
    let salt = plugin.fields["config"]?["cache_tokens_salt"]
    guard salt?.string?.isEmpty ?? true else { return [] }
    return [
      Diagnostic(
        code: "oidc-missing-required-config",
        "\(desired.title(position)): 'config.cache_tokens_salt' is missing", at: salt?.place ?? plugin.place,
        hint: "give it a fixed value, or the gateway makes up another one each time it is written")
    ]
  }
}
