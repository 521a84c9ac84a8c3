import Testing

@testable import Targets
@testable import GatewaySandbox

/// TLS as the tool's own transport sees it.
struct TLSTests {
  private func status(
    _ sandbox: Sandbox, _ configure: (inout ConnectionSettings) -> Void = { _ in }
  ) async throws -> Int {
    var settings = ConnectionSettings(address: sandbox.address, version: "test")
    // The server shares this process with every other test that runs now.
    settings.timeout = .seconds(120)
    settings.tls.authorities = sandbox.certificate.map { .text($0) }
    configure(&settings)
    return try await CurlTransport(settings).send(HTTPRequest(method: .get, target: "/services")).status
  }

  private func withTLS(
    _ settings: TLSSettings = TLSSettings(), _ body: (Sandbox) async throws -> Void
  ) async throws {
    var configuration = SandboxConfiguration()
    configuration.tls = settings
    let sandbox = try await Sandbox.start(configuration)
    do {
      try await body(sandbox)
    } catch {
      await sandbox.stop()
      throw error
    }
    await sandbox.stop()
  }

  @Test func itsOwnCertificateIsTrustedOnceItIsKnown() async throws {
    try await withTLS { sandbox in
      #expect(sandbox.address.hasPrefix("https://"))
      let answer = try await status(sandbox)
      #expect(answer == 200)
      await #expect(throws: TransportError.self) { _ = try await status(sandbox) { $0.tls.authorities = nil } }
    }
  }

  @Test func aGivenCertificateIsPresented() async throws {
    let own = try OwnCertificate(now: SystemClock.now())
    var settings = TLSSettings()
    settings.identity = (own.certificate, own.key)
    try await withTLS(settings) { sandbox in
      #expect(sandbox.certificate == own.certificate)
      let answer = try await status(sandbox)
      #expect(answer == 200)
    }
  }

  @Test func clientsMayBeAskedForACertificate() async throws {
    let client = try OwnCertificate(now: SystemClock.now())
    var settings = TLSSettings()
    settings.clientAuthorities = client.certificate
    try await withTLS(settings) { sandbox in
      await #expect(throws: TransportError.self) { _ = try await status(sandbox) }
      let answer = try await status(sandbox) { settings in
        settings.tls.clientCertificate = .text(client.certificate)
        settings.tls.clientKey = .text(client.key)
      }
      #expect(answer == 200)
    }
  }
}
