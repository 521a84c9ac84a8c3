public import GatewaySchemas

/// How a sandbox is started.
public struct SandboxConfiguration: Sendable {
  /// The address to listen on: loopback unless told otherwise.
  public var host = "127.0.0.1"
  /// The port to listen on; 0 takes any free one.
  public var port = 0
  /// Which gateway to answer as.
  public var edition = SchemaBundle.Edition.oss

  /// An open source gateway on loopback, on any free port.
  public init() {}
}
