import ArgumentParser
import GatewaySandbox

/// The flags with which the sandbox answers as Konnect.
struct ControlPlaneOptions: ParsableArguments {
  @Flag(help: "Answer as Konnect, with control planes instead of a gateway.")
  var konnect = false

  @Option(help: ArgumentHelp("The token that requests must carry; any will do otherwise.", valueName: "token"))
  var token: String?

  @Option(
    help: ArgumentHelp(
      "A control plane that is there at the start; may be repeated (default: default).", valueName: "name"))
  var controlPlane: [String] = []

  func validate() throws {
    guard !konnect, token != nil || !controlPlane.isEmpty else { return }
    throw ValidationError("--token and --control-plane belong to --konnect")
  }

  /// The settings; nil for a gateway.
  var settings: SandboxConfiguration.Konnect? {
    konnect
      ? SandboxConfiguration.Konnect(token: token, controlPlanes: controlPlane.isEmpty ? ["default"] : controlPlane)
      : nil
  }
}
