import TestSupport
import Testing

@testable import Targets

/// Sends one request that is to fail, and returns why.
func failure(
  of settings: ConnectionSettings, _ request: HTTPRequest = HTTPRequest(method: .get, target: "/")
) async throws -> TransportError {
  do throws(TransportError) {
    let response = try await CurlTransport(settings).send(request)
    Issue.record("answered with \(response.status)")
    return TransportError(.other, "")
  } catch {
    return error
  }
}

@Suite("What can go wrong on the way")
struct TransportFailureTests {
  @Test("a closed port: refused, surely not sent, with the address")
  func refused() async throws {
    let port = try Sockets.closedPort()
    let error = try await failure(of: ConnectionSettings(address: "http://u:geheim@127.0.0.1:\(port)", version: "0"))
    #expect(error.kind == .refused)
    #expect(!error.mayHaveBeenSent)
    #expect(error.message == "nothing accepts connections at http://127.0.0.1:\(port): Connection refused")
    #expect(error.hint != nil)
  }

  @Test("an unknown host")
  func unknownHost() async throws {
    var settings = ConnectionSettings(address: "http://nonexistent.invalid:8001", version: "0")
    settings.proxy = ""
    let error = try await failure(of: settings)
    #expect(error.kind == .unknownHost)
    #expect(!error.mayHaveBeenSent)
    #expect(error.message.contains("the host 'nonexistent.invalid'"))
  }

  @Test("an unknown proxy is told apart from an unknown host")
  func unknownProxy() async throws {
    var settings = ConnectionSettings(address: "http://127.0.0.1:8001", version: "0")
    settings.proxy = "http://user:geheim@nonexistent.invalid:3128"
    let error = try await failure(of: settings)
    #expect(error.kind == .proxy)
    #expect(!error.message.contains("geheim"))
  }

  @Test("no answer in time")
  func timeout() async throws {
    try await withServer(try ScriptedServer(always: .late(.seconds(1800), .json("{}")))) { server in
      var settings = ConnectionSettings(address: server.address, version: "0")
      settings.timeout = .seconds(2)
      let error = try await failure(of: settings)
      #expect(error.kind == .timeout)
      #expect(error.mayHaveBeenSent)
      #expect(error.message == "no complete answer from \(server.address) within 2 s")
    }
  }

  @Test(
    "a connection that ends early",
    arguments: [
      ScriptedServer.Reply.drop, .truncated(promised: 100, "{"),
      .raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab"),
      .raw("HTTP/1.1 20"),
    ])
  func dropped(reply: ScriptedServer.Reply) async throws {
    try await withServer(try ScriptedServer(always: reply)) { server in
      let error = try await failure(of: ConnectionSettings(address: server.address, version: "0"))
      #expect(error.kind == .dropped)
      #expect(error.mayHaveBeenSent)
      #expect(error.message == "the connection to \(server.address) ended before the answer was complete")
    }
  }

  @Test("a connection that ends before anything was read")
  func droppedUnread() async throws {
    try await withServer(try ScriptedServer(unread: 10) { _, _ in .json("{}") }) { server in
      let error = try await failure(of: ConnectionSettings(address: server.address, version: "0"))
      #expect(error.kind == .dropped)
      #expect(server.requests.isEmpty)
    }
  }

  @Test(
    "an answer above the limit, with its length announced or not",
    arguments: [
      ScriptedServer.Reply.json(String(repeating: "x", count: 1001)),
      .raw("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + String(repeating: "x", count: 1001)),
    ])
  func tooLarge(reply: ScriptedServer.Reply) async throws {
    try await withServer(try ScriptedServer(always: reply)) { server in
      var settings = ConnectionSettings(address: server.address, version: "0")
      settings.responseLimit = 1000
      let error = try await failure(of: settings)
      #expect(error.kind == .tooLarge)
      #expect(error.message.contains("larger than 1000 bytes"))
    }
  }

  @Test("an answer of exactly the limit passes")
  func justSmallEnough() async throws {
    try await withServer(try ScriptedServer(always: .json(String(repeating: "x", count: 1000)))) { server in
      var settings = ConnectionSettings(address: server.address, version: "0")
      settings.responseLimit = 1000
      let response = try await CurlTransport(settings).send(HTTPRequest(method: .get, target: "/"))
      #expect(response.body.count == 1000)
    }
  }

  @Test("something that is not HTTP")
  func notHTTP() async throws {
    try await withServer(try ScriptedServer(always: .raw("220 mail.example.com ESMTP\r\n"))) { server in
      let error = try await failure(of: ConnectionSettings(address: server.address, version: "0"))
      #expect(error.kind == .other)
      #expect(error.message.contains("HTTP/0.9"))
    }
  }

  @Test("TLS spoken to a server that does not speak it")
  func noTLS() async throws {
    let server = try ScriptedServer(greeting: "HTTP/1.1 400 Bad Request\r\n\r\n") { _, _ in .drop }
    try await withServer(server) { server in
      let error = try await failure(
        of: ConnectionSettings(address: "https://127.0.0.1:\(server.port)", version: "0"))
      #expect(error.kind == .tls)
      #expect(error.message.contains("https://127.0.0.1:\(server.port)"))
    }
  }

  /// A client that does not give up before the test has seen the request, however busy the machine is.
  private static func patient(_ server: ScriptedServer) -> ConnectionSettings {
    var settings = ConnectionSettings(address: server.address, version: "0")
    settings.timeout = .seconds(1800)
    return settings
  }

  @Test("cancelling the task ends the wait at once, and the transport goes on")
  func cancellation() async throws {
    let server = try ScriptedServer { request, _ in
      request.target == "/slow" ? .late(.seconds(1800), .json("{}")) : .json("{}")
    }
    try await withServer(server) { server in
      let transport = try CurlTransport(Self.patient(server))
      let task = Task { () -> TransportError.Kind? in
        do throws(TransportError) {
          _ = try await transport.send(HTTPRequest(method: .get, target: "/slow"))
          return nil
        } catch {
          return error.kind
        }
      }
      try await wait(for: "the request") { !server.requests.isEmpty }
      task.cancel()
      #expect(await task.value == .cancelled)
      #expect(try await transport.send(HTTPRequest(method: .get, target: "/")).status == 200)
    }
  }

  @Test("a task that is cancelled already sends nothing")
  func cancelledBefore() async throws {
    try await withServer(try ScriptedServer(always: .json("{}"))) { server in
      let transport = try CurlTransport(ConnectionSettings(address: server.address, version: "0"))
      let task = Task { () -> TransportError.Kind? in
        withUnsafeCurrentTask { $0?.cancel() }
        do throws(TransportError) {
          _ = try await transport.send(HTTPRequest(method: .get, target: "/"))
          return nil
        } catch {
          return error.kind
        }
      }
      #expect(await task.value == .cancelled)
      #expect(server.requests.isEmpty)
    }
  }

  @Test("closing the transport ends what is under way, and nothing is sent afterwards")
  func shutdown() async throws {
    try await withServer(try ScriptedServer(always: .late(.seconds(1800), .json("{}")))) { server in
      let transport = try CurlTransport(Self.patient(server))
      async let outcome = kind(of: transport)
      try await wait(for: "the request") { !server.requests.isEmpty }
      await transport.shutdown()
      await transport.shutdown()
      #expect(await outcome == .cancelled)
      #expect(await kind(of: transport) == .cancelled)
      #expect(server.requests.count == 1)
    }
  }

  private func kind(of transport: CurlTransport) async -> TransportError.Kind? {
    do throws(TransportError) {
      _ = try await transport.send(HTTPRequest(method: .get, target: "/"))
      return nil
    } catch {
      return error.kind
    }
  }
}
