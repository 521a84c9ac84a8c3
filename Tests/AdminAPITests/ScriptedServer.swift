import Glibc
import Testing

@testable import Targets

/// An HTTP server on a real socket that answers, delays, breaks off and counts as a test asks for.
final class ScriptedServer: Sendable {
  /// A request as it came.
  struct Received: Sendable {
    var method: String
    var target: String
    var headers: [String: String]
    var body: [UInt8]
    var path: String { String(target.prefix { $0 != "?" }) }
    var text: String { String(decoding: body, as: UTF8.self) }
    /// A parameter of the query, as it was written.
    func parameter(_ name: String) -> String? {
      let query = target.drop { $0 != "?" }.dropFirst()
      for pair in query.split(separator: "&") where pair.hasPrefix("\(name)=") {
        return String(pair.dropFirst(name.count + 1))
      }
      return nil
    }
  }

  /// What to do with a request.
  enum Reply: Sendable {
    case answer(Int, [(String, String)], String)
    /// A head that promises more than the body that follows, and then the end of the connection.
    case truncated(promised: Int, String)
    /// Bytes as they are, and then the end of the connection.
    case raw(String)
    /// The end of the connection without a byte.
    case drop
    indirect case late(Duration, Reply)

    static func json(_ text: String, status: Int = 200) -> Reply {
      .answer(status, [("Content-Type", "application/json; charset=utf-8")], text)
    }
    static func status(_ status: Int) -> Reply { .json(#"{"message":"status \#(status)"}"#, status: status) }
  }

  struct Log: Sendable {
    var requests: [Received] = []
    var connections = 0
    var inFlight = 0
    var maximumInFlight = 0
    var sockets: Set<Int32> = []
    var isStopped = false
  }

  private let log = Lock(Log())
  private let listener: Int32
  let port: Int
  private let unread: Int
  private let greeting: String?
  private let mostRead: Int
  private let handler: @Sendable (Received, Int) -> Reply

  /// Starts a server; the handler gets each request with its number from 0.
  ///
  /// The first `unread` connections are closed before anything is read. A greeting is sent before anything is read, and
  /// nothing after it. Of a body only so many bytes are read before it is answered, and the rest after that. A Unix
  /// socket's path may stand in for a port.
  init(
    unread: Int = 0, greeting: String? = nil, mostRead: Int = .max, unixSocket: String? = nil,
    _ handler: @escaping @Sendable (Received, Int) -> Reply
  ) throws {
    self.handler = handler
    self.unread = unread
    self.greeting = greeting
    self.mostRead = mostRead
    (self.listener, self.port) = try unixSocket.map(Sockets.listen(path:)) ?? Sockets.listen()
    Thread.start { [self] in accept() }
  }

  /// Starts a server that gives the same answer to each request.
  convenience init(always reply: Reply) throws {
    try self.init { _, _ in reply }
  }

  var address: String { "http://127.0.0.1:\(port)" }
  var requests: [Received] { log.withLock { $0.requests } }
  var connections: Int { log.withLock { $0.connections } }
  var maximumInFlight: Int { log.withLock { $0.maximumInFlight } }

  /// Closes the port and all connections; the threads end by that.
  func stop() {
    log.withLock { log in
      if !log.isStopped { shutdown(listener, Int32(SHUT_RDWR)) }
      log.isStopped = true
      // Within the lock: who closes one takes it out before.
      for socket in log.sockets { shutdown(socket, Int32(SHUT_RDWR)) }
    }
  }

  private func accept() {
    defer {
      log.withLock { log in
        log.isStopped = true
        close(listener)
      }
    }
    while true {
      let socket = Glibc.accept(listener, nil, nil)
      guard socket >= 0 else { return }
      let (number, isStopped) = log.withLock { log in
        log.connections += 1
        log.sockets.insert(socket)
        return (log.connections, log.isStopped)
      }
      if isStopped || number <= unread {
        end(socket)
        continue
      }
      Thread.start { [self] in
        if let greeting {
          _ = Sockets.send(greeting, to: socket)
          shutdown(socket, Int32(SHUT_WR))
        }
        serve(socket)
        end(socket)
      }
    }
  }

  private func end(_ socket: Int32) {
    _ = log.withLock { $0.sockets.remove(socket) }
    close(socket)
  }

  private func serve(_ socket: Int32) {
    var input = Sockets.Input(socket)
    while let request = input.request(mostRead: mostRead) {
      let number = log.withLock { log in
        log.requests.append(request)
        log.inFlight += 1
        log.maximumInFlight = max(log.maximumInFlight, log.inFlight)
        return log.requests.count - 1
      }
      let goesOn = perform(handler(request, number), on: socket)
      log.withLock { $0.inFlight -= 1 }
      guard goesOn, input.readRest() else { return }
    }
  }

  private func perform(_ reply: Reply, on socket: Int32) -> Bool {
    switch reply {
    case .late(let time, let reply):
      usleep(UInt32(PreparedSettings.milliseconds(time)) * 1000)
      return perform(reply, on: socket)
    case .drop: return false
    case .raw(let text):
      _ = Sockets.send(text, to: socket)
      return false
    case .truncated(let promised, let body):
      _ = Sockets.send("HTTP/1.1 200 OK\r\nContent-Length: \(promised)\r\n\r\n\(body)", to: socket)
      return false
    case .answer(let status, let headers, let body):
      let lines = headers.map { "\($0.0): \($0.1)\r\n" }.joined()
      let length = status == 204 ? "" : "Content-Length: \(body.utf8.count)\r\n"
      return Sockets.send("HTTP/1.1 \(status) X\r\n\(lines)\(length)\r\n\(body)", to: socket)
    }
  }
}

/// Runs a test against a server and stops it afterwards.
func withServer<Result>(
  _ server: ScriptedServer, _ body: (ScriptedServer) async throws -> Result
) async throws -> Result {
  defer { server.stop() }
  return try await body(server)
}
