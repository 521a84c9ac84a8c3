import Glibc
import Testing

@testable import Targets

@Suite("The transport")
struct TransportTests {
  @Test("sends method, path, headers and body, and brings back status, headers and body")
  func roundTrip() async throws {
    let server = try ScriptedServer(
      always: .answer(201, [("Content-Type", "application/json"), ("X-Other", "y")], #"{"id":"1"}"#))
    try await withServer(server) { server in
      var settings = ConnectionSettings(address: server.address + "/admin//", version: "1.2.3")
      settings.headers = [HTTPHeader("Kong-Admin-Token", "s3cret"), HTTPHeader("Empty", "")]
      let transport = try CurlTransport(settings)
      let response = try await transport.send(
        HTTPRequest(
          method: .put, target: "/services/a?b=c", headers: [HTTPHeader("Content-Type", "application/json")],
          body: Array(#"{"name":"é"}"#.utf8)))
      #expect(response.status == 201)
      #expect(response.header("CONTENT-TYPE") == "application/json")
      #expect(String(decoding: response.body, as: UTF8.self) == #"{"id":"1"}"#)
      let request = try #require(server.requests.first)
      #expect(request.method == "PUT")
      #expect(request.target == "/admin/services/a?b=c")
      #expect(request.text == #"{"name":"é"}"#)
      #expect(request.headers["content-type"] == "application/json")
      #expect(request.headers["kong-admin-token"] == "s3cret")
      #expect(request.headers["empty"] == "")
      #expect(request.headers["user-agent"] == "fairlead/1.2.3")
      #expect(request.headers["host"] == "127.0.0.1:\(server.port)")
    }
  }

  @Test("a request leaves nothing behind for the next one on the same handle")
  func noLeftovers() async throws {
    try await withServer(try ScriptedServer(always: .json("{}"))) { server in
      let transport = try CurlTransport(ConnectionSettings(address: server.address, version: "0"))
      let header = [HTTPHeader("Content-Type", "application/json")]
      _ = try await transport.send(HTTPRequest(method: .put, target: "/1", headers: header, body: Array("body".utf8)))
      _ = try await transport.send(HTTPRequest(method: .get, target: "/2"))
      _ = try await transport.send(HTTPRequest(method: .post, target: "/3", headers: header, body: []))
      _ = try await transport.send(HTTPRequest(method: .delete, target: "/4"))
      let requests = server.requests
      #expect(requests.map(\.method) == ["PUT", "GET", "POST", "DELETE"])
      #expect(requests.map(\.text) == ["body", "", "", ""])
      #expect(requests.map { $0.headers["content-length"] } == ["4", nil, "0", nil])
      #expect(requests[1].headers["content-type"] == nil)
    }
  }

  @Test("a connection is kept and used again")
  func keepAlive() async throws {
    try await withServer(try ScriptedServer(always: .json("{}"))) { server in
      let transport = try CurlTransport(ConnectionSettings(address: server.address, version: "0"))
      for _ in 0..<50 { _ = try await transport.send(HTTPRequest(method: .get, target: "/")) }
      #expect(server.requests.count == 50)
      // A machine that is held up for long may outlast what the transport takes a kept connection to be good for.
      #expect((1...3).contains(server.connections), "\(server.connections)")
    }
  }

  @Test("a kept connection that turns out to be closed is replaced without a failure")
  func closedMeanwhile() async throws {
    let server = try ScriptedServer(always: .raw("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"))
    try await withServer(server) { server in
      let transport = try CurlTransport(ConnectionSettings(address: server.address, version: "0"))
      for _ in 0..<20 {
        #expect(try await transport.send(HTTPRequest(method: .get, target: "/")).status == 200)
      }
      #expect(server.connections >= 20)
    }
  }

  @Test("what may not be sent twice goes over a connection of its own")
  func freshConnection() async throws {
    try await withServer(try ScriptedServer(always: .json("{}"))) { server in
      let transport = try CurlTransport(ConnectionSettings(address: server.address, version: "0"))
      _ = try await transport.send(HTTPRequest(method: .get, target: "/"))
      _ = try await transport.send(HTTPRequest(method: .post, target: "/", body: [], isRepeatable: false))
      #expect(server.connections == 2)
    }
  }

  @Test("many requests at once are all answered, each with its own answer")
  func manyAtOnce() async throws {
    let server = try ScriptedServer { request, _ in .json("\"\(request.target)\"") }
    try await withServer(server) { server in
      let transport = try CurlTransport(ConnectionSettings(address: server.address, version: "0"))
      try await withThrowingTaskGroup(of: Bool.self) { group in
        for number in 0..<300 {
          group.addTask {
            let response = try await transport.send(HTTPRequest(method: .get, target: "/\(number)"))
            return String(decoding: response.body, as: UTF8.self) == "\"/\(number)\""
          }
        }
        for try await isRight in group { #expect(isRight) }
      }
      #expect(server.requests.count == 300)
      #expect(server.connections <= 32)
    }
  }

  @Test("a large body goes out without waiting for leave")
  func largeBody() async throws {
    try await withServer(try ScriptedServer(always: .json("{}"))) { server in
      let transport = try CurlTransport(ConnectionSettings(address: server.address, version: "0"))
      let body = [UInt8](repeating: UInt8(ascii: "x"), count: 3 << 20)
      _ = try await transport.send(HTTPRequest(method: .post, target: "/", body: body))
      #expect(server.requests.first?.body == body)
      #expect(server.requests.first?.headers["expect"] == nil)
    }
  }

  @Test("a redirect is an answer and is not followed")
  func redirect() async throws {
    let server = try ScriptedServer(always: .answer(302, [("Location", "http://example.invalid/")], ""))
    try await withServer(server) { server in
      let transport = try CurlTransport(ConnectionSettings(address: server.address, version: "0"))
      let response = try await transport.send(HTTPRequest(method: .get, target: "/"))
      #expect(response.status == 302)
      #expect(response.header("Location") == "http://example.invalid/")
      #expect(server.requests.count == 1)
    }
  }

  @Test("user and password of the address are sent as they are meant, not in the path")
  func userInfo() async throws {
    try await withServer(try ScriptedServer(always: .json("{}"))) { server in
      let transport = try CurlTransport(
        ConnectionSettings(address: "http://me:p%40ss@127.0.0.1:\(server.port)", version: "0"))
      _ = try await transport.send(HTTPRequest(method: .get, target: "/"))
      // Base64 of "me:p@ss".
      #expect(server.requests.first?.headers["authorization"] == "Basic bWU6cEBzcw==")
      #expect(transport.address == server.address)
    }
  }

  @Test("a Unix socket stands in for the host")
  func unixSocket() async throws {
    let path = "/tmp/fairlead-test-\(UInt64.random(in: 0 ... .max)).sock"
    defer { unlink(path) }
    try await withServer(try ScriptedServer(unixSocket: path) { _, _ in .json("{}") }) { server in
      var settings = ConnectionSettings(address: "http://gateway.invalid:8001", version: "0")
      settings.unixSocket = path
      let response = try await CurlTransport(settings).send(HTTPRequest(method: .get, target: "/x"))
      #expect(response.status == 200)
      #expect(server.requests.first?.headers["host"] == "gateway.invalid:8001")
    }
  }

  @Test("cookies of a cookie file are sent with every request, over every handle")
  func cookies() async throws {
    let path = "/tmp/fairlead-test-\(UInt64.random(in: 0 ... .max)).cookies"
    try writeFile(path, "# Netscape HTTP Cookie File\n127.0.0.1\tFALSE\t/\tFALSE\t0\tsession\tabc\n")
    defer { unlink(path) }
    try await withServer(try ScriptedServer { _, _ in .late(.milliseconds(30), .json("{}")) }) { server in
      var settings = ConnectionSettings(address: server.address, version: "0")
      settings.cookieFile = path
      let transport = try CurlTransport(settings)
      await withTaskGroup(of: Void.self) { group in
        for _ in 0..<4 {
          group.addTask { _ = try? await transport.send(HTTPRequest(method: .get, target: "/")) }
        }
      }
      #expect(server.requests.map { $0.headers["cookie"] } == Array(repeating: "session=abc", count: 4))
    }
  }
}
