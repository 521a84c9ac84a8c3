package import GatewaySchemas

/// How a sandbox is started.
package struct SandboxConfiguration: Sendable {
  /// The address to listen on: loopback unless told otherwise.
  package var host = "127.0.0.1"
  /// The port to listen on; 0 takes any free one.
  package var port = 0
  /// Which gateway to answer as.
  package var edition = SchemaBundle.Edition.oss
  /// How to answer as Konnect instead; nil for a gateway.
  package var konnect: Konnect?
  /// Whether it has filter chains, as a gateway with WebAssembly does.
  package var webAssembly = false
  /// Whether entities are written one by one; a gateway without a database loads all of them at once.
  package var hasDatabase = true
  /// How many bytes a request may carry; one with more is answered with 413.
  package var largestBody = 10 << 20
  /// A folder with schema documents of another gateway, in `entities/` and `plugins/`, to lay over the bundle's.
  package var schemas: String?
  /// The names of rules that this gateway does not have although the tool knows them, such as `host`.
  package var rulesOff: Set<String> = []
  /// Lua patterns that texts must match besides, by kind and field: `services.name`.
  package var stricter: [String: String] = [:]
  /// A file that keeps the state across restarts.
  package var state: String?
  /// How to speak TLS; nil for plain HTTP.
  package var tls: TLSSettings?
  /// What goes wrong from the start; the control path changes it at run time.
  package var faults = FaultSettings()
  /// Told when the state can't be written while the sandbox runs.
  package var onFailure: @Sendable (SandboxFailure) -> Void = { _ in }

  /// An open source gateway on loopback, on any free port.
  package init() {}
}
