import GatewaySandbox
import GatewaySchemas
import TestSupport
import Testing

/// Where a test's sandbox runs: as a program of its own, the one that ships. It ships without TLS, so that one with TLS
/// runs within the tests.
enum SandboxHost {
  case program(SandboxProgram)
  case within(Sandbox)

  static func start(_ configuration: SandboxConfiguration) async throws -> SandboxHost {
    guard configuration.tls == nil else { return .within(try await Sandbox.start(configuration)) }
    return .program(try await SandboxProgram.start(configuration.flags))
  }

  var address: String {
    switch self {
    case .program(let sandbox): sandbox.address
    case .within(let sandbox): sandbox.address
    }
  }

  var certificate: String? {
    switch self {
    case .program: nil
    case .within(let sandbox): sandbox.certificate
    }
  }

  /// A sandbox that does not end well is a fault of its own, whatever the test is about.
  func stop() async {
    switch self {
    case .program(let sandbox):
      let (errors, status) = (sandbox.errors, await sandbox.stop())
      #expect(status == 0, "the sandbox ended with \(status): \(errors)")
    case .within(let sandbox): await sandbox.stop()
    }
  }
}

extension SandboxConfiguration {
  /// The same as flags of the program; rules are given over the control path.
  fileprivate var flags: [String] {
    var flags = ["--edition", edition == .oss ? "oss" : "enterprise", "--latency", "\(faults.latencyMilliseconds)"]
    if let konnect {
      flags.append("--konnect")
      if let token = konnect.token { flags += ["--token", token] }
      for name in konnect.controlPlanes { flags += ["--control-plane", name] }
    }
    if webAssembly { flags.append("--wasm") }
    if !hasDatabase { flags.append("--dbless") }
    if largestBody != SandboxConfiguration().largestBody { flags += ["--largest-body", "\(largestBody >> 20)"] }
    if let schemas { flags += ["--schemas", schemas] }
    for collection in faults.forbidden.sorted() { flags += ["--forbid", collection] }
    if let header = faults.requiredHeader { flags += ["--require-header", "\(header.name):\(header.value)"] }
    for name in rulesOff.sorted() { flags += ["--rules-off", name] }
    for (field, pattern) in stricter { flags += ["--stricter", "\(field):\(pattern)"] }
    return flags
  }
}
