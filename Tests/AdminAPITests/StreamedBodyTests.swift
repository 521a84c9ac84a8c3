import TestSupport
import Testing

@testable import Targets

/// A body that counts how much of it was asked for, and how often it was begun.
private final class Source: Sendable {
  private let count: Int
  private let step: Int
  private let asked = Lock((begun: 0, pieces: 0))
  /// What repeats has the length of a prime number, so that no piece is like the one before.
  private static let pattern = (0..<251).map { UInt8($0) }
  private let patterns: [UInt8]

  /// - Parameters:
  ///   - count: The size.
  ///   - step: The length of a piece; some are empty.
  init(_ count: Int, step: Int = 65_521) {
    self.count = count
    self.step = step
    self.patterns = Array(repeatElement(Source.pattern, count: step / 251 + 2).joined())
  }

  var begun: Int { asked.withLock { $0.begun } }
  var pieces: Int { asked.withLock { $0.pieces } }
  var whole: [UInt8] { Array(repeatElement(Source.pattern, count: count / 251 + 1).joined().prefix(count)) }

  /// The request; a size of its own says more or less than there is.
  func request(_ target: String = "/", size: Int? = nil, isRepeatable: Bool = true) -> HTTPRequest {
    let body = StreamedBody(count: size ?? count) { [self] in
      asked.withLock { $0.begun += 1 }
      var position = 0
      return AnyIterator { [self] in
        guard position < count else { return nil }
        let number = asked.withLock { asked in
          asked.pieces += 1
          return asked.pieces
        }
        if number % 7 == 3 { return [] }
        let start = position % 251
        let length = min(step, count - position)
        position += length
        return Array(patterns[start..<(start + length)])
      }
    }
    return HTTPRequest(method: .post, target: target, body: .streamed(body), isRepeatable: isRepeatable)
  }
}

@Suite("A body that is made while it is sent")
struct StreamedBodyTests {
  private func transport(_ server: ScriptedServer) throws -> CurlTransport {
    var settings = ConnectionSettings(address: server.address, version: "0")
    // However busy the machine is.
    settings.timeout = .seconds(1800)
    return try CurlTransport(settings)
  }

  @Test(
    "comes byte for byte, with its size before it",
    arguments: [1, 65_535, 65_536, 65_537, 3 << 20], [1 << 10, 65_536, 1 << 20])
  func whole(count: Int, step: Int) async throws {
    try await withServer(try ScriptedServer(always: .json("{}"))) { server in
      let source = Source(count, step: step)
      _ = try await transport(server).send(source.request())
      let request = try #require(server.requests.first)
      #expect(request.body == source.whole)
      #expect(request.headers["content-length"] == "\(count)")
      #expect(request.headers["transfer-encoding"] == nil && request.headers["expect"] == nil)
      #expect(source.begun == 1)
    }
  }

  @Test("leaves nothing behind for the next request on the same handle")
  func noLeftovers() async throws {
    try await withServer(try ScriptedServer(always: .json("{}"))) { server in
      let transport = try transport(server)
      let source = Source(100_000)
      let long = [UInt8](repeating: 7, count: 70_000)
      _ = try await transport.send(HTTPRequest(method: .post, target: "/0", body: [1, 2]))
      _ = try await transport.send(source.request("/1"))
      _ = try await transport.send(HTTPRequest(method: .get, target: "/2"))
      _ = try await transport.send(HTTPRequest(method: .post, target: "/3", body: []))
      _ = try await transport.send(HTTPRequest(method: .post, target: "/4", body: long))
      _ = try await transport.send(HTTPRequest(method: .delete, target: "/5"))
      #expect(server.requests.map(\.body) == [[1, 2], source.whole, [], [], long, []])
      #expect(server.requests.map { $0.headers["content-length"] } == ["2", "100000", nil, "0", "70000", nil])
      #expect(server.connections == 1)
    }
  }

  /// libcurl repeats a request by itself where a kept connection ends before any answer came.
  @Test("begins anew where libcurl sends it over another connection")
  func rewound() async throws {
    let server = try ScriptedServer { _, number in number == 1 ? .drop : .json("{}") }
    try await withServer(server) { server in
      let transport = try transport(server)
      let source = Source(1 << 20)
      _ = try await transport.send(HTTPRequest(method: .get, target: "/"))
      let response = try await transport.send(source.request())
      #expect(response.status == 200)
      #expect(server.requests.map(\.body.count) == [0, 1 << 20, 1 << 20])
      #expect(server.requests.last?.body == source.whole)
      #expect(source.begun == 2)
    }
  }

  @Test("begins anew with each attempt")
  func retried() async throws {
    let server = try ScriptedServer { _, number in number < 2 ? .status(503) : .json("{}") }
    try await withServer(server) { server in
      let source = Source(200_000)
      var policy = RequestPolicy()
      policy.surroundings.sleep = { _ in true }
      let connection = try AdminConnection(ConnectionSettings(address: server.address, version: "0"), policy: policy)
      let response = try await connection.send(source.request())
      #expect(response.status == 200 && response.attempts == 3)
      #expect(server.requests.map(\.body) == Array(repeating: source.whole, count: 3))
    }
  }

  @Test("a connection that is cut in the middle: dropped, and the transport goes on")
  func cut() async throws {
    let server = try ScriptedServer(mostRead: 300_000) { request, _ in request.method == "POST" ? .drop : .json("{}") }
    try await withServer(server) { server in
      let transport = try transport(server)
      weak var released: Source?
      do {
        let source = Source(64 << 20)
        released = source
        let error = await #expect(throws: TransportError.self) {
          _ = try await transport.send(source.request(isRepeatable: false))
        }
        #expect(error?.kind == .dropped)
        #expect(error?.mayHaveBeenSent == true)
        #expect(source.pieces < 1000, "what nobody takes is not made")
      }
      #expect(try await transport.send(HTTPRequest(method: .get, target: "/")).status == 200)
      #expect(released == nil)
    }
  }

  @Test("an answer that comes before everything was sent is the answer")
  func tooLarge() async throws {
    let server = try ScriptedServer(mostRead: 1000) { request, _ in
      request.method == "POST" ? .status(413) : .json("{}")
    }
    try await withServer(server) { server in
      let transport = try transport(server)
      let source = Source(64 << 20)
      for _ in 0..<3 {
        #expect(try await transport.send(source.request(isRepeatable: false)).status == 413)
      }
      #expect(source.pieces < 3000, "what nobody takes is not made")
      #expect(try await transport.send(HTTPRequest(method: .get, target: "/")).status == 200)
    }
  }

  @Test("cancelling the task in the middle ends the transfer at once and lets go of the body")
  func cancelled() async throws {
    let server = try ScriptedServer(mostRead: 1000) { request, _ in
      request.method == "POST" ? .late(.seconds(1800), .drop) : .json("{}")
    }
    try await withServer(server) { server in
      let transport = try transport(server)
      weak var released: Source?
      do {
        let source = Source(64 << 20)
        released = source
        let task = Task { [request = source.request(isRepeatable: false)] in
          do throws(TransportError) {
            _ = try await transport.send(request)
            return nil as TransportError?
          } catch {
            return error
          }
        }
        try await wait(for: "the request") { !server.requests.isEmpty }
        task.cancel()
        let error = await task.value
        #expect(error?.kind == .cancelled && error?.mayHaveBeenSent == true)
        #expect(source.pieces < 1000)
      }
      #expect(try await transport.send(HTTPRequest(method: .get, target: "/")).status == 200)
      #expect(released == nil)
    }
  }

  @Test("a body that turns out shorter than was said fails, and one that is longer is cut")
  func wrongSize() async throws {
    try await withServer(try ScriptedServer(always: .json("{}"))) { server in
      let transport = try transport(server)
      let source = Source(100_000)
      let error = await #expect(throws: TransportError.self) {
        _ = try await transport.send(source.request(size: 100_001))
      }
      #expect(error?.kind == .other)
      #expect(try await transport.send(source.request(size: 99_999)).status == 200)
      #expect(server.requests.last?.body == Array(source.whole.dropLast()))
    }
  }
}
