extension SandboxConfiguration {
  /// How a sandbox answers as Konnect.
  package struct Konnect: Sendable {
    /// The token that requests must carry; nil where any will do.
    package var token: String?
    /// The names of the control planes that are there at the start.
    package var controlPlanes: [String]

    /// One control plane, `default`, for any token.
    package init(token: String? = nil, controlPlanes: [String] = ["default"]) {
      self.token = token
      self.controlPlanes = controlPlanes
    }
  }
}
