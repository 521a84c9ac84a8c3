import Glibc
import TestSupport
import Testing

@testable import Targets

/// A real TLS server, as far as the system has one: `openssl s_server` with certificates made for the test.
private final class TLSServer: Sendable {
  static let openssl: String? = ["/usr/bin/openssl", "/usr/local/bin/openssl"].first { (path: String) in
    access(path, X_OK) == 0
  }

  let folder: String
  let port: Int
  private let process: ChildProcess

  /// The authority's certificate, the client's certificate and its key, as PEM files.
  var authority: String { "\(folder)/ca.pem" }
  var clientCertificate: String { "\(folder)/client.pem" }
  var clientKey: String { "\(folder)/client.key" }

  /// Starts a server whose certificate is made out to `gateway.test`; it may ask clients for one.
  init(asksForClientCertificate: Bool = false) async throws {
    let openssl = try #require(TLSServer.openssl)
    var template = Array("/tmp/fairlead-tls-XXXXXX\0".utf8.map { CChar($0) })
    guard mkdtemp(&template) != nil else { throw Sockets.Failure("mkdtemp") }
    let folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    self.folder = folder
    try writeFile("\(folder)/names", "subjectAltName=DNS:gateway.test")
    let key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    try await TLSServer.run(
      openssl,
      [
        "req", "-x509", "-subj", "/CN=Test authority", "-days", "2", "-keyout", "\(folder)/ca.key", "-out",
        "\(folder)/ca.pem",
      ] + key)
    for name in ["server", "client"] {
      try await TLSServer.run(
        openssl,
        ["req", "-new", "-subj", "/CN=\(name)", "-keyout", "\(folder)/\(name).key", "-out", "\(folder)/\(name).csr"]
          + key)
      try await TLSServer.run(
        openssl,
        [
          "x509", "-req", "-in", "\(folder)/\(name).csr", "-CA", "\(folder)/ca.pem", "-CAkey", "\(folder)/ca.key",
          "-CAcreateserial", "-days", "2", "-extfile", "\(folder)/names", "-out", "\(folder)/\(name).pem",
        ])
    }
    let output = "\(folder)/output"
    // Within TLS 1.3 a client whose certificate is refused learns of it only after the handshake, or not at all.
    let asking = ["-tls1_2", "-Verify", "1", "-CAfile", "\(folder)/ca.pem", "-verify_return_error"]
    let process = try TLSServer.start(
      openssl,
      [
        "s_server", "-accept", "127.0.0.1:0", "-cert", "\(folder)/server.pem", "-key", "\(folder)/server.key", "-www",
      ] + (asksForClientCertificate ? asking : []), output: output)
    var port: Int?
    do {
      try await wait(for: "the port of openssl s_server") {
        port = TLSServer.port(in: try readFile(output))
        return port != nil
      }
    } catch {
      process.signal(SIGKILL)
      throw error
    }
    self.port = port ?? 0
    self.process = process
  }

  deinit {
    process.signal(SIGKILL)
    process.wait()
    for name in ["names", "ca.key", "ca.pem", "ca.srl", "output"]
      + ["server", "client"].flatMap({ ["\($0).key", "\($0).csr", "\($0).pem"] })
    {
      unlink("\(folder)/\(name)")
    }
    rmdir(folder)
  }

  private static func start(_ program: String, _ arguments: [String], output: String? = nil) throws -> ChildProcess {
    let output = output.map { ChildProcess.OpenFile(1, $0, O_WRONLY | O_CREAT | O_APPEND) } ?? .nowhere(1)
    return try ChildProcess([program] + arguments, files: [.nowhere(0), output, .nowhere(2)])
  }

  /// The port that the server says it accepts connections at: `ACCEPT 127.0.0.1:4433`.
  private static func port(in output: String) -> Int? {
    output.split(separator: "\n").first { $0.hasPrefix("ACCEPT ") }?.split(separator: ":").last.flatMap { Int($0) }
  }

  private static func run(_ program: String, _ arguments: [String]) async throws {
    let status = try start(program, arguments).wait()
    try #require(status == 0, "openssl \(arguments.joined(separator: " "))")
  }
}

@Suite("Secure connections", .enabled(if: TLSServer.openssl != nil, "needs the openssl program"), .serialized)
struct TLSTests {
  private func settings(_ server: TLSServer) -> ConnectionSettings {
    var settings = ConnectionSettings(address: "https://127.0.0.1:\(server.port)", version: "0")
    settings.timeout = .seconds(60)
    settings.tls.serverName = "gateway.test"
    return settings
  }

  private func status(_ settings: ConnectionSettings) async throws -> Int {
    for _ in 0..<3 {
      do {
        return try await CurlTransport(settings).send(HTTPRequest(method: .get, target: "/")).status
      } catch {
        // `s_server` serves one connection at a time, and drops one that comes while it ends a failed one.
        guard error.kind == .dropped else { throw error }
      }
    }
    return try await CurlTransport(settings).send(HTTPRequest(method: .get, target: "/")).status
  }

  @Test("the authority may be given as text or file, and replaces the system's; the name is checked")
  func authorities() async throws {
    let server = try await TLSServer()
    var settings = settings(server)
    let unknown = try await failure(of: settings)
    #expect(unknown.kind == .tls)
    #expect(!unknown.mayHaveBeenSent)
    #expect(
      unknown.message.hasPrefix(
        "there is no secure connection to https://127.0.0.1:\(server.port): SSL certificate problem"))
    #expect(unknown.hint?.contains("CA certificate") == true)

    settings.tls.authorities = .file(server.authority)
    #expect(try await status(settings) == 200)
    settings.tls.authorities = .text(try readFile(server.authority))
    #expect(try await status(settings) == 200)

    settings.tls.serverName = nil
    let wrongName = try await failure(of: settings)
    #expect(wrongName.kind == .tls)
    let advice = try #require(wrongName.hint)
    #expect(advice.contains("made out to gateway.test:") && advice.contains("--tls-server-name"), "\(advice)")
    settings.tls.skipsVerification = true
    #expect(try await status(settings) == 200)
  }

  @Test("an authority that is none is refused")
  func badAuthority() async throws {
    let server = try await TLSServer()
    var settings = settings(server)
    settings.tls.authorities = .text("no certificate")
    #expect(try await failure(of: settings).kind == .tls)
  }

  @Test("a client certificate may be given as text or file")
  func clientCertificate() async throws {
    let server = try await TLSServer(asksForClientCertificate: true)
    var settings = settings(server)
    settings.tls.authorities = .file(server.authority)
    let without = try await failure(of: settings)
    #expect(without.kind == .tls)
    #expect(without.hint?.contains("--tls-client-cert-file") == true, "\(without.message): \(without.hint ?? "")")
    settings.tls.clientCertificate = .file(server.clientCertificate)
    settings.tls.clientKey = .file(server.clientKey)
    #expect(try await status(settings) == 200)
    settings.tls.clientCertificate = .text(try readFile(server.clientCertificate))
    settings.tls.clientKey = .text(try readFile(server.clientKey))
    #expect(try await status(settings) == 200)
    settings.tls.clientKey = .text("no key")
    let broken = try await failure(of: settings)
    #expect(broken.kind == .tls)
    #expect(broken.hint == "check the TLS client certificate and its private key")
  }

  @Test("a certificate that is asked for and not given is no reason to try again")
  func noRetry() async throws {
    let server = try await TLSServer()
    let connection = try AdminConnection(settings(server), policy: quickPolicy())
    await #expect(throws: TransportError.self) {
      _ = try await connection.send(HTTPRequest(method: .get, target: "/"))
    }
    #expect(connection.counts.requests == 1)
  }
}
