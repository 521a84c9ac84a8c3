public import GatewaySchemas

/// How a sandbox is started.
public struct SandboxConfiguration: Sendable {
  /// The address to listen on: loopback unless told otherwise.
  public var host = "127.0.0.1"
  /// The port to listen on; 0 takes any free one.
  public var port = 0
  /// Which gateway to answer as.
  public var edition = SchemaBundle.Edition.oss
  /// Whether it has filter chains, as a gateway with WebAssembly does.
  public var webAssembly = false
  /// Whether entities are written one by one; a gateway without a database loads all of them at once.
  public var hasDatabase = true
  /// A folder with schema documents of another gateway, in `entities/` and `plugins/`, to lay over the bundle's.
  public var schemas: String?
  /// A file that keeps the state across restarts.
  public var state: String?
  /// How to speak TLS; nil for plain HTTP.
  public var tls: TLSSettings?
  /// What goes wrong from the start; the control path changes it at run time.
  public var faults = FaultSettings()
  /// Told when the state can't be written while the sandbox runs.
  public var onFailure: @Sendable (SandboxFailure) -> Void = { _ in }

  /// An open source gateway on loopback, on any free port.
  public init() {}
}
