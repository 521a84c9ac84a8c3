import Foundation
import Glibc

/// Passes bytes on to a server of this machine: from a Unix socket, or as an HTTP proxy that knows every host as that
/// server.
final class Forwarder: @unchecked Sendable {
  /// Where it listens.
  enum Place {
    case unixSocket(String)
    case proxy
  }

  /// The port, where it is a proxy.
  private(set) var port = 0

  private let listener: Int32
  private let target: UInt16
  private let isProxy: Bool
  private let lock = NSLock()
  private var heads: [String] = []

  /// The heads of the requests that came to the proxy itself.
  var requests: [String] { lock.withLock { heads } }

  /// Listens and passes on to the port of an address.
  init(_ place: Place, to address: String) throws {
    target = UInt16(address.split(separator: ":").last ?? "") ?? 0
    let isBound: Bool
    switch place {
    case .unixSocket(let path):
      isProxy = false
      listener = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
      var own = sockaddr_un()
      own.sun_family = sa_family_t(AF_UNIX)
      withUnsafeMutableBytes(of: &own.sun_path) { $0.copyBytes(from: path.utf8.prefix($0.count - 1)) }
      let descriptor = listener
      isBound = withUnsafePointer(to: &own) {
        $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
          bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) == 0
        }
      }
    case .proxy:
      isProxy = true
      listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
      var own = sockaddr_in(loopback: 0)
      var length = socklen_t(MemoryLayout<sockaddr_in>.size)
      let descriptor = listener
      isBound = withUnsafeMutablePointer(to: &own) {
        $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
          bind(descriptor, $0, length) == 0 && getsockname(descriptor, $0, &length) == 0
        }
      }
      port = Int(UInt16(bigEndian: own.sin_port))
    }
    guard isBound, listen(listener, 64) == 0 else { throw POSIXError(.EADDRINUSE) }
    Thread.detachNewThread { self.serve() }
  }

  /// Stops listening. The thread that accepts closes the descriptor: nobody may use a number that somebody else has got.
  func stop() { shutdown(listener, Int32(SHUT_RDWR)) }

  private func serve() {
    defer { close(listener) }
    while true {
      let client = accept(listener, nil, nil)
      guard client >= 0 else { return }
      Thread.detachNewThread {
        self.pass(client)
        close(client)
      }
    }
  }

  private func pass(_ client: Int32) {
    let server = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(server) }
    var address = sockaddr_in(loopback: target)
    let isConnected = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(server, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
      }
    }
    guard isConnected, !isProxy || open(client, server) else { return }
    let way = DispatchGroup()
    way.enter()
    Thread.detachNewThread {
      Forwarder.copy(from: server, to: client)
      shutdown(client, Int32(SHUT_RDWR))
      way.leave()
    }
    Forwarder.copy(from: client, to: server) { isProxy ? self.withoutAuthority($0) : $0 }
    shutdown(server, Int32(SHUT_RDWR))
    // Both sockets are closed next, and their numbers are anybody's.
    way.wait()
  }

  /// Takes a proxy's first request: a tunnel is answered, a plain request is passed on with its path alone.
  private func open(_ client: Int32, _ server: Int32) -> Bool {
    var head: [UInt8] = []
    while !String(decoding: head, as: UTF8.self).contains("\r\n\r\n") {
      var part = [UInt8](repeating: 0, count: 4096)
      let count = recv(client, &part, part.count, 0)
      guard count > 0 else { return false }
      head += part[..<count]
    }
    let text = String(decoding: head, as: UTF8.self)
    if text.hasPrefix("CONNECT ") {
      lock.withLock { heads.append(text) }
      return Forwarder.send(Array("HTTP/1.1 200 Connection established\r\n\r\n".utf8), to: client)
    }
    return Forwarder.send(withoutAuthority(head), to: server)
  }

  /// `GET http://host/path` to a proxy is `GET /path` to the server.
  private func withoutAuthority(_ bytes: [UInt8]) -> [UInt8] {
    let text = String(decoding: bytes, as: UTF8.self)
    let words = text.split(separator: " ", maxSplits: 2, omittingEmptySubsequences: false)
    guard words.count == 3, words[1].hasPrefix("http://") else { return bytes }
    lock.withLock { heads.append(text) }
    let path = words[1].dropFirst(7).drop { $0 != "/" }
    return Array("\(words[0]) \(path) \(words[2])".utf8)
  }

  private static func copy(from: Int32, to: Int32, _ change: ([UInt8]) -> [UInt8] = { $0 }) {
    var part = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = recv(from, &part, part.count, 0)
      guard count > 0, send(change(Array(part[..<count])), to: to) else { return }
    }
  }

  private static func send(_ bytes: [UInt8], to socket: Int32) -> Bool {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
      guard count > 0 else { return false }
      rest = rest.dropFirst(count)
    }
    return true
  }
}
