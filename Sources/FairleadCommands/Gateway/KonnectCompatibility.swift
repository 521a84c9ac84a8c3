import Diagnostics
import Documents
import GatewayModel
import StateFiles

/// What Konnect would not take of a state (`--konnect-compatibility`).
enum KonnectCompatibility {
  /// Plugins that Konnect does not have, with what to do instead.
  private static let missingPlugins: [String: String?] = [
    "jwt-signer": nil, "vault-auth": nil, "oauth2": nil,
    "application-registration": "Konnect registers applications without a plugin: take it out",
    "key-auth-enc": "Konnect keeps keys encrypted anyway: use key-auth",
    "openwhisk": "it does not come with Konnect's data planes",
  ]
  /// Plugins whose counters Konnect's data planes cannot share by way of the gateway's own database.
  private static let counters: Set<String> = [
    "rate-limiting", "rate-limiting-advanced", "response-ratelimiting", "graphql-rate-limiting-advanced",
  ]
  private static let code = "konnect-compatibility"

  /// Whether the settings name a control plane.
  static func namesControlPlane(_ settings: ResolvedSettings) -> Bool {
    ["konnect-control-plane-name", "konnect-runtime-group-name"].contains {
      !(settings[$0]?.values.last?.isEmpty ?? true)
    }
  }

  /// Everything that Konnect would refuse.
  ///
  /// - Parameter knowsControlPlane: Whether a control plane is named elsewhere than in the files.
  static func findings(_ desired: DesiredState, knowsControlPlane: Bool) -> [Diagnostic] {
    var found: [Diagnostic] = []
    if desired.header.konnect == nil, !knowsControlPlane {
      found.append(
        Diagnostic(
          code: code, "no file has a '_konnect' section that names a control plane",
          hint: "add _konnect: {control_plane_name: NAME}, or give --konnect-control-plane-name"))
    }
    if let version = desired.header.formatVersion, version != "3.0" {
      found.append(
        Diagnostic(
          code: code, "Konnect takes files of format version '3.0', not '\(version)'", at: desired.header.versionPlace,
          hint: "convert the file: fairlead file convert"))
    }
    // The lists are of plugins, by their names.
    for (position, entity) in desired.entities.enumerated() where entity.kind == .plugin && isOn(entity) {
      guard let name = entity.name else { continue }
      if let advice = missingPlugins[name] {
        found.append(
          Diagnostic(
            code: code, "\(desired.title(position)): Konnect has no plugin '\(name)'", at: entity.place, hint: advice))
      }
      guard counters.contains(name), let config = entity.fields["config"]?.object else { continue }
      for field in ["strategy", "policy"] where config[field]?.string == "cluster" {
        found.append(
          Diagnostic(
            code: code, "\(desired.title(position)): Konnect does not take '\(field)' cluster",
            at: config[field]?.place ?? entity.place, hint: "use local or redis"))
      }
    }
    return found
  }

  /// A plugin is on unless its file says otherwise; those of consumer groups are looked at in any case.
  private static func isOn(_ plugin: Entity) -> Bool {
    plugin.fields["enabled"]?.bool != false || plugin.reference("consumer_group") != nil
  }
}
