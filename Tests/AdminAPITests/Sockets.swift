import Glibc

/// What the scripted server needs of the system.
enum Sockets {
  struct Failure: Error, CustomStringConvertible {
    let description: String
    init(_ call: String) { description = "\(call): \(String(cString: strerror(errno)))" }
  }

  /// Listens at a free port of the loopback interface.
  static func listen() throws -> (socket: Int32, port: Int) {
    let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = in_addr_t(0x7f00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isBound = withUnsafeMutablePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(socket, $0, length) == 0 && getsockname(socket, $0, &length) == 0
      }
    }
    guard isBound, Glibc.listen(socket, 128) == 0 else { throw Failure("listen") }
    return (socket, Int(UInt16(bigEndian: address.sin_port)))
  }

  /// Listens at a Unix socket.
  static func listen(path: String) throws -> (socket: Int32, port: Int) {
    let socket = Glibc.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8.prefix($0.count - 1)) }
    let isBound = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(socket, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) == 0
      }
    }
    guard isBound, Glibc.listen(socket, 128) == 0 else { throw Failure("listen") }
    return (socket, 0)
  }

  /// A port at which nothing listens: it was free a moment ago.
  static func closedPort() throws -> Int {
    let (socket, port) = try listen()
    close(socket)
    return port
  }

  static func send(_ text: String, to socket: Int32) -> Bool {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let sent = bytes.withUnsafeBytes { Glibc.send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
      guard sent > 0 else { return false }
      bytes = bytes.dropFirst(sent)
    }
    return true
  }

  /// Reads requests from a connection.
  struct Input {
    private let socket: Int32
    private var buffer: [UInt8] = []
    /// How much of the last body is still to come.
    private var rest = 0

    init(_ socket: Int32) {
      self.socket = socket
    }

    /// The next request, with no more of its body than is to be read; nil at the end of the connection.
    mutating func request(mostRead: Int) -> ScriptedServer.Received? {
      var end = headEnd
      while end == nil {
        guard fill() else { return nil }
        end = headEnd
      }
      guard let end else { return nil }
      let lines = String(decoding: buffer[..<end], as: UTF8.self).split(
        separator: "\r\n", omittingEmptySubsequences: true)
      buffer.removeFirst(end + 4)
      let words = (lines.first ?? "").split(separator: " ")
      guard words.count == 3 else { return nil }
      var headers: [String: String] = [:]
      for line in lines.dropFirst() {
        let parts = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        headers[parts[0].lowercased()] = String(parts.last?.drop { $0 == " " } ?? "")
      }
      let whole = Int(headers["content-length"] ?? "0") ?? 0
      let length = min(whole, mostRead)
      while buffer.count < length { guard fill() else { return nil } }
      rest = whole - length
      defer { buffer.removeFirst(length) }
      return ScriptedServer.Received(
        method: String(words[0]), target: String(words[1]), headers: headers, body: Array(buffer[..<length]))
    }

    /// Reads what was left of the last body; false at the end of the connection.
    mutating func readRest() -> Bool {
      while rest > 0 {
        let count = min(rest, buffer.count)
        buffer.removeFirst(count)
        rest -= count
        if rest > 0 { guard fill() else { return false } }
      }
      return true
    }

    private var headEnd: Int? {
      let mark = Array("\r\n\r\n".utf8)
      guard buffer.count >= 4 else { return nil }
      return (0...(buffer.count - 4)).first { buffer[$0..<($0 + 4)].elementsEqual(mark) }
    }

    private mutating func fill() -> Bool {
      var part = [UInt8](repeating: 0, count: 65536)
      let count = recv(socket, &part, part.count, 0)
      guard count > 0 else { return false }
      buffer += part[..<count]
      return true
    }
  }
}

/// A thread that nobody waits for.
enum Thread {
  private final class Body {
    let run: @Sendable () -> Void
    init(_ run: @escaping @Sendable () -> Void) { self.run = run }
  }

  static func start(_ run: @escaping @Sendable () -> Void) {
    var thread = pthread_t()
    let context = Unmanaged.passRetained(Body(run)).toOpaque()
    pthread_create(
      &thread, nil,
      { context in
        guard let context else { return nil }
        Unmanaged<Body>.fromOpaque(context).takeRetainedValue().run()
        return nil
      }, context)
    pthread_detach(thread)
  }
}
