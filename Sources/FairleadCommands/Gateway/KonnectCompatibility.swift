import Diagnostics
import Documents
import GatewayModel
import StateFiles

/// What Konnect would not take of a state (`--konnect-compatibility`).
enum KonnectCompatibility {
  private static let missingPlugins: Set<String> = [
    "jwt-signer", "vault-auth", "oauth2", "application-registration", "key-auth-enc", "openwhisk",
  ]
  /// Plugins whose counters Konnect's data planes cannot share by way of the gateway's own database.
  private static let counters: Set<String> = [
    "rate-limiting", "rate-limiting-advanced", "response-ratelimiting", "graphql-rate-limiting-advanced",
  ]

  /// Without the refusal of Konnect sections, which are what is asked for here.
  static func accepting(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
    diagnostics.filter { $0.code != "konnect" }
  }

  /// Everything that Konnect would refuse.
  static func findings(_ desired: DesiredState, hasSection: Bool) -> [Diagnostic] {
    var found: [Diagnostic] = []
    if !hasSection {
      found.append(
        Diagnostic(
          code: "konnect-compatibility", "no file has a '_konnect' section that names a control plane",
          hint: "add _konnect: {control_plane_name: NAME}"))
    }
    for (position, entity) in desired.entities.enumerated() where entity.kind == .plugin {
      guard let name = entity.name else { continue }
      let isOn = entity.fields["enabled"]?.bool == true || entity.reference("consumer_group") != nil
      guard isOn else { continue }
      if missingPlugins.contains(name) {
        found.append(
          Diagnostic(
            code: "konnect-compatibility", "\(desired.title(position)): Konnect has no plugin '\(name)'",
            at: entity.place))
      }
      guard counters.contains(name), let config = entity.fields["config"]?.object else { continue }
      for field in ["strategy", "policy"] where config[field]?.string == "cluster" {
        found.append(
          Diagnostic(
            code: "konnect-compatibility",
            "\(desired.title(position)): Konnect does not take '\(field)' cluster",
            at: config[field]?.place ?? entity.place,
            hint: "use local or redis"))
      }
    }
    return found
  }
}

extension DiagnosticCollector {
  /// Whether a file has a section for Konnect.
  var hasKonnect: Bool { diagnostics.contains { $0.code == "konnect" } }
}
