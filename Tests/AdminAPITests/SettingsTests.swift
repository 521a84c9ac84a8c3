import Testing

@testable import Targets

@Suite("Connection settings")
struct SettingsTests {
  @Test(
    "addresses that have a meaning",
    arguments: [
      ("http://localhost:8001", "http://localhost:8001"),
      ("https://gw.example.com/admin///", "https://gw.example.com/admin"),
      ("HTTP://Example.com/", "http://Example.com"),
      ("http://[::1]:8001/", "http://[::1]:8001"),
      ("http://user:pass@host:1/x", "http://host:1/x"),
    ])
  func valid(address: String, shown: String) throws {
    #expect(try BaseAddress(address).text == shown)
  }

  @Test(
    "addresses that have none",
    arguments: [
      "", "localhost:8001", "/admin", "ftp://host", "http://", "http://host:99999", "http://ho st",
      "http://host\r\nX: y",
      "http://host/?a=b", "http://host/#f", "unix:///tmp/x", "http://host/\u{7f}",
    ])
  func invalid(address: String) throws {
    let error = try #require(throws: TransportError.self) {
      try CurlTransport(ConnectionSettings(address: address, version: "0"))
    }
    #expect(error.kind == .invalidAddress)
    #expect(error.hint != nil)
  }

  @Test(
    "an address that cannot be read does not show its password",
    arguments: [
      "http://user:geheim@host:99999", "user:geheim@host", "http://user:ge@heim@ho st",
    ])
  func noSecretShown(address: String) throws {
    let error = try #require(throws: TransportError.self) { try BaseAddress(address) }
    #expect(!error.message.contains("heim"))
    #expect(error.message.contains("host") || error.message.contains("ho st"))
  }

  @Test(
    "headers that would smuggle another line, or frame the body otherwise, are refused",
    arguments: [
      HTTPHeader("X-A", "b\r\nX-Evil: c"), HTTPHeader("X-A", "b\nc"), HTTPHeader("X-A\r\nX-Evil", "c"),
      HTTPHeader("", "x"),
      HTTPHeader("X A", "b"), HTTPHeader("X-A", "b\u{0}c"), HTTPHeader("Content-Length", "5"),
      HTTPHeader("transfer-encoding", "chunked"),
    ])
  func headerInjection(header: HTTPHeader) throws {
    var settings = ConnectionSettings(address: "http://localhost:1", version: "0")
    settings.headers = [header]
    let error = try #require(throws: TransportError.self) { try CurlTransport(settings) }
    #expect(error.kind == .invalidSettings)
    #expect(!error.message.contains("\n"))
  }

  @Test("a path with a line break or a blank is refused", arguments: ["/a b", "/a\r\nX: y", "a", "", "/a#b", "/ä"])
  func pathInjection(target: String) async throws {
    let transport = try CurlTransport(ConnectionSettings(address: "http://localhost:1", version: "0"))
    let error = await #expect(throws: TransportError.self) {
      _ = try await transport.send(HTTPRequest(method: .get, target: target))
    }
    #expect(error?.kind == .invalidAddress)
  }

  @Test("a client certificate without its key, and files that are not there")
  func incomplete() throws {
    var settings = ConnectionSettings(address: "https://localhost:1", version: "0")
    settings.tls.clientCertificate = .text("x")
    let half = try #require(throws: TransportError.self) { try CurlTransport(settings) }
    #expect(half.message == "a TLS client certificate and its private key must be given together")
    settings.tls.clientCertificate = nil
    settings.tls.authorities = .file("/nonexistent/ca.pem")
    let missing = try #require(throws: TransportError.self) { try CurlTransport(settings) }
    #expect(
      missing.message == "the CA certificate file '/nonexistent/ca.pem' cannot be read: No such file or directory")
  }

  @Test(
    "times",
    arguments: [
      (Duration.zero, 30_000), (.seconds(-1), 30_000), (.milliseconds(1500), 1500), (.nanoseconds(1), 1),
      (.seconds(Int64.max / 2), 1_000_000_000),
    ])
  func timeouts(time: Duration, milliseconds: Int) throws {
    var settings = ConnectionSettings(address: "http://localhost:1", version: "0")
    settings.timeout = time
    #expect(try PreparedSettings(settings).timeoutMilliseconds == milliseconds)
  }

  @Test("a user's header replaces the program's own of that name")
  func ownHeaders() throws {
    var settings = ConnectionSettings(address: "http://localhost:1", version: "0")
    settings.headers = [HTTPHeader("user-agent", "mine")]
    #expect(try PreparedSettings(settings).headers.map(\.line) == ["Accept: application/json", "user-agent: mine"])
  }

  @Test(
    "names become path segments that mean what they say",
    arguments: [
      (["services", "a"], "/services/a"),
      (["consumers", "al ice@x.y"], "/consumers/al%20ice%40x.y"),
      (["a/b", "50%", "é"], "/a%2Fb/50%25/%C3%A9"),
      (["a?b#c", "d&e=f+g"], "/a%3Fb%23c/d%26e%3Df%2Bg"),
      ([], "/"),
    ])
  func pathEncoding(path: [String], target: String) throws {
    #expect(try PathEncoding.target(path) == target)
  }

  @Test("queries are encoded too")
  func queryEncoding() throws {
    #expect(try PathEncoding.target(["a"], query: [("tags", "x,y z"), ("o", "a=&")]) == "/a?tags=x%2Cy%20z&o=a%3D%26")
  }

  @Test("names with a meaning of their own in a path are refused", arguments: ["", ".", ".."])
  func specialSegments(name: String) {
    #expect(throws: TransportError.self) { try PathEncoding.target(["services", name]) }
  }
}
