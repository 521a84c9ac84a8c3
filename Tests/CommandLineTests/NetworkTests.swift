import Documents
import Foundation
import Testing

@testable import GatewaySandbox

/// The ways to a gateway that is not simply at an address.
@Suite struct NetworkTests {
  private func ping(
    _ gateway: Gateway, _ arguments: [String], _ environment: [String: String] = [:]
  ) async throws -> Program.Run {
    try await Program.run(
      "fairlead", ["gateway", "ping"] + arguments, environment: environment, in: gateway.scratch.folder)
  }

  /// A name that only the proxy knows, so that nothing but the proxy can have led there.
  @Test(arguments: ["http_proxy", "HTTP_PROXY", "ALL_PROXY"])
  func plainRequestsGoThroughTheProxyOfTheEnvironment(variable: String) async throws {
    try await Gateway.run { gateway in
      let proxy = try Forwarder(.proxy, to: gateway.address)
      defer { proxy.stop() }
      let address = ["--kong-addr", "http://gateway.test:8001"]
      let through = try await ping(gateway, address, [variable: "http://127.0.0.1:\(proxy.port)"])
      #expect(through.status == 0, "\(through.errors)")
      #expect(proxy.requests.first?.hasPrefix("GET http://gateway.test:8001/ HTTP/1.1\r\n") == true)
      let count = proxy.requests.count
      let around = try await ping(
        gateway, address, [variable: "http://127.0.0.1:\(proxy.port)", "NO_PROXY": "gateway.test"])
      #expect(around.status == 1)
      #expect(around.errors.contains("gateway.test"), "\(around.errors)")
      #expect(proxy.requests.count == count)
    }
  }

  @Test func secureRequestsGoThroughATunnelOfTheProxy() async throws {
    var configuration = SandboxConfiguration()
    configuration.tls = TLSSettings()
    try await Gateway.run(configuration) { gateway in
      let proxy = try Forwarder(.proxy, to: gateway.address)
      defer { proxy.stop() }
      let arguments = [
        "--kong-addr", "https://gateway.test:8444", "--ca-cert-file", "ca.pem", "--tls-server-name", "localhost",
        "--kong-admin-token", "not-for-the-proxy",
      ]
      let run = try await ping(gateway, arguments, ["HTTPS_PROXY": "http://127.0.0.1:\(proxy.port)"])
      #expect(run.status == 0, "\(run.errors)")
      #expect(!proxy.requests.isEmpty && proxy.requests.allSatisfy { $0.hasPrefix("CONNECT gateway.test:8444 ") })
      #expect(!proxy.requests.joined().contains("not-for-the-proxy"))
    }
  }

  @Test func anAddressOfThisMachineIsSpokenToDirectly() async throws {
    try await Gateway.run { gateway in
      let run = try await ping(
        gateway, ["--kong-addr", gateway.address],
        ["http_proxy": "http://127.0.0.1:1", "ALL_PROXY": "http://127.0.0.1:1"])
      #expect(run.status == 0, "\(run.errors)")
    }
  }

  @Test func aProxyThatIsNotThereIsNamed() async throws {
    try await Gateway.run { gateway in
      let run = try await ping(
        gateway, ["--kong-addr", "http://gateway.test:8001"], ["http_proxy": "http://127.0.0.1:1"])
      #expect(run.status == 1)
      #expect(run.errors.lowercased().contains("proxy") || run.errors.contains("127.0.0.1"), "\(run.errors)")
    }
  }

  @Test func aUnixSocketTakesThePlaceOfAnAddress() async throws {
    try await Gateway.run { gateway in
      // The path of a socket has about a hundred characters at most.
      let path = "/tmp/fairlead-\(UInt32.random(in: 0 ... .max)).sock"
      let socket = try Forwarder(.unixSocket(path), to: gateway.address)
      defer {
        socket.stop()
        try? FileManager.default.removeItem(atPath: path)
      }
      let run = try await Program.run(
        "fairlead", ["gateway", "sync", try gateway.file("services: [{name: a, host: h}]\n")],
        environment: ["FAIRLEAD_KONG_ADDR": "unix://\(path)"], in: gateway.scratch.folder)
      #expect(run.status == 0, "\(run.everything)")
      #expect(try await gateway.list("services").count == 1)
      let none = try await ping(gateway, ["--kong-addr", "unix:///tmp/none.sock"])
      #expect(none.status == 1 && none.errors.contains("/tmp/none.sock"), "\(none.errors)")
    }
  }

  /// A handshake in which the server demands a certificate: as file and as text, from flag, variable and file.
  @Test func aClientCertificateIsShownToAServerThatDemandsOne() async throws {
    let server = try OwnCertificate(now: SystemClock.now())
    let client = try OwnCertificate(now: SystemClock.now())
    var configuration = SandboxConfiguration()
    configuration.tls = TLSSettings()
    configuration.tls?.identity = (server.certificate, server.key)
    configuration.tls?.clientAuthorities = client.certificate
    let sandbox = try await Sandbox.start(configuration)
    let scratch = try Scratch()
    try scratch.write("ca.pem", server.certificate)
    try scratch.write("client.pem", client.certificate)
    try scratch.write("client.key", client.key)
    try scratch.write("settings.yaml", "tls-client-cert-file: client.pem\ntls-client-key-file: client.key\n")
    let files = ["--tls-client-cert-file", "client.pem", "--tls-client-key-file", "client.key"]
    let texts = ["--tls-client-cert", client.certificate, "--tls-client-key", client.key]
    let accepted: [([String], [String: String])] = [
      (files, [:]), (texts, [:]), (["--config", "settings.yaml"], [:]),
      ([], ["DECK_TLS_CLIENT_CERT": client.certificate, "DECK_TLS_CLIENT_KEY": client.key]),
      ([], ["FAIRLEAD_TLS_CLIENT_CERT_FILE": "client.pem", "FAIRLEAD_TLS_CLIENT_KEY_FILE": "client.key"]),
      (["--tls-client-cert-file", "client.pem", "--tls-client-key", client.key], [:]),
    ]
    for (arguments, environment) in accepted {
      let run = try await Program.run(
        "fairlead",
        ["gateway", "ping", "--kong-addr", sandbox.address, "--ca-cert-file", "ca.pem", "--timeout", "60"] + arguments,
        environment: environment, in: scratch.folder)
      #expect(run.status == 0, "\(arguments.first ?? "") \(environment.keys.sorted()) \(run.errors)")
      #expect(!run.everything.contains("PRIVATE KEY"))
    }
    for arguments in [[], ["--tls-client-cert-file", "ca.pem", "--tls-client-key-file", "client.key"]] {
      let refused = try await Program.run(
        "fairlead",
        ["gateway", "ping", "--kong-addr", sandbox.address, "--ca-cert-file", "ca.pem", "--timeout", "60"] + arguments,
        in: scratch.folder)
      #expect(refused.status == 1)
      #expect(refused.errors.contains("error:"), "\(refused.errors)")
    }
    await sandbox.stop()
    scratch.remove()
  }

  /// Over TLS the tool speaks HTTP/2 where the gateway can: ten requests under way at a time share a connection, which a
  /// proxy can count.
  @Test func manyRequestsShareAConnectionOverTLS() async throws {
    var configuration = SandboxConfiguration()
    configuration.tls = TLSSettings()
    configuration.faults.latencyMilliseconds = 5
    try await Gateway.run(configuration) { gateway in
      let proxy = try Forwarder(.proxy, to: gateway.address)
      defer { proxy.stop() }
      let names = (1...60).map { "- {username: c\($0)}\n" }
      let file = try gateway.file("consumers:\n" + names.joined())
      let run = try await Program.run(
        "fairlead",
        [
          "gateway", "sync", "--kong-addr", "https://gateway.test:8444", "--ca-cert-file", "ca.pem",
          "--tls-server-name",
          "localhost", "--timeout", "60", file,
        ], environment: ["HTTPS_PROXY": "http://127.0.0.1:\(proxy.port)"], in: gateway.scratch.folder)
      #expect(run.status == 0, "\(run.everything)")
      #expect(try await gateway.list("consumers").count == 60)
      #expect(proxy.requests.count <= 2, "\(proxy.requests.count) connections")
    }
  }

  /// Cookies of the file go to their host alone; what the gateway sets counts for the rest of the run, and the file stays
  /// as it is.
  @Test func cookiesAreSentAndKept() async throws {
    try await Gateway.run { gateway in
      let host = "gateway.test"
      let jar = """
        # Netscape HTTP Cookie File
        \(host)\tFALSE\t/\tFALSE\t0\tsession\tmine
        other.test\tFALSE\t/\tFALSE\t0\tsession\tnot-mine
        \(host)\tFALSE\t/\tTRUE\t0\tsecure\tnot-in-clear

        """
      try gateway.scratch.write("jar", jar)
      try gateway.scratch.write("home/.deck.yaml", "kong-cookie-jar-path: jar\n")
      let forms: [([String], [String: String])] = [
        (["--kong-cookie-jar-path", "jar"], [:]), ([], ["DECK_KONG_COOKIE_JAR_PATH": "jar"]),
        ([], ["FAIRLEAD_KONG_COOKIE_JAR_PATH": "jar"]), ([], ["HOME": gateway.scratch.url("home").path]),
      ]
      for (arguments, environment) in forms {
        let proxy = try Forwarder(.proxy, to: gateway.address)
        defer { proxy.stop() }
        let run = try await ping(
          gateway, ["--kong-addr", "http://\(host):8001"] + arguments,
          environment.merging(["http_proxy": "http://127.0.0.1:\(proxy.port)"]) { $1 })
        #expect(run.status == 0, "\(run.errors)")
        #expect(!proxy.requests.isEmpty)
        for request in proxy.requests { #expect(request.contains("\r\nCookie: session=mine\r\n"), "\(request)") }
      }
      #expect(try gateway.scratch.read("jar") == jar)
    }
  }
}
