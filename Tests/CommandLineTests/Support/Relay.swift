import Foundation
import Glibc

/// Stands between a client and a gateway on a real socket, and is as unreliable as it is told to be.
///
/// Each connection carries one request: that is slow and simple.
final class Relay: @unchecked Sendable {
  /// Requests that are kept back until a test lets them go.
  struct Hold: Sendable {
    /// The method; `*` for all that write.
    var method: String
    /// How their paths begin.
    var path: String
    /// How many of them are let through before.
    var passing = 0

    func concerns(_ method: String, _ path: String) -> Bool {
      guard path.hasPrefix(self.path) else { return false }
      return self.method == method || self.method == "*" && method != "GET" && !path.hasSuffix("/validate")
    }
  }

  let address: String

  private let listener: Int32
  private let target: UInt16
  private let limit: Int
  private let forbidden: String?
  private let hold: Hold?
  private let page: String?
  private let replacement: (String, String)?
  private let refusedWrite: Int?
  /// Guards what follows.
  private let lock = NSCondition()
  private var served = 0
  private var onTheirWay = 0
  private var isStopped = false
  private var isOpen = false
  private var isFailing = false
  private var writes = 0
  private var matching = 0
  private var waiting = 0
  /// Of those that wait, how many have been let go.
  private var released = 0
  private var answers: [(method: String, path: String)] = []

  /// How many requests are kept back now.
  var held: Int { lock.withLock { waiting - released } }

  /// Whether no request is on its way.
  var isIdle: Bool { lock.withLock { onTheirWay == 0 } }

  /// How many requests have been answered.
  func answered(_ method: String, _ path: String? = nil) -> Int {
    lock.withLock { answers.count { $0.method == method && (path == nil || $0.path == path) } }
  }

  /// Lets those go that are kept back now.
  func release() {
    lock.withLock {
      released = waiting
      lock.broadcast()
    }
  }

  /// Keeps nothing back any more.
  func open() {
    lock.withLock {
      isOpen = true
      lock.broadcast()
    }
  }

  /// Passes requests on to a gateway.
  ///
  /// - Parameters:
  ///   - gateway: The gateway's address.
  ///   - refusingAfter: How many requests are served before the relay stops listening.
  ///   - forbidding: The path that is answered with 403.
  ///   - holding: The requests that are kept back.
  ///   - page: A web page to answer with, whatever is asked.
  ///   - replacement: A text of requests, and one of the same length that takes its place.
  ///   - refusedWrite: The number of the one request among those that write which is answered with 400, from 0.
  init(
    to gateway: String, refusingAfter: Int = .max, forbidding: String? = nil, holding hold: Hold? = nil,
    answering page: String? = nil, replacing replacement: (String, String)? = nil,
    refusingWrite refusedWrite: Int? = nil
  ) throws {
    target = UInt16(gateway.split(separator: ":").last ?? "") ?? 0
    limit = refusingAfter
    forbidden = forbidding
    self.hold = hold
    self.page = page
    self.replacement = replacement
    self.refusedWrite = refusedWrite
    let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    self.listener = listener
    var own = sockaddr_in(loopback: 0)
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isListening = withUnsafeMutablePointer(to: &own) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        bind(listener, address, length) == 0 && listen(listener, 64) == 0
          && getsockname(listener, address, &length) == 0
      }
    }
    guard isListening else { throw CocoaError(.fileReadUnknown) }
    address = "http://127.0.0.1:\(UInt16(bigEndian: own.sin_port))"
    Thread.detachNewThread { self.serve() }
  }

  /// Drops what is kept back, and every request from here on.
  func fail() {
    lock.withLock {
      isFailing = true
      lock.broadcast()
    }
  }

  /// Stops listening, and drops what is kept back.
  func stop() {
    lock.withLock {
      lock.broadcast()
      if !isStopped { shutdown(listener, Int32(SHUT_RDWR)) }
      isStopped = true
    }
  }

  private func serve() {
    // Closed by nobody else: its number is anybody's afterwards.
    defer {
      lock.withLock {
        isStopped = true
        close(listener)
      }
    }
    while true {
      let client = accept(listener, nil, nil)
      guard client >= 0 else { return }
      let isLast = lock.withLock {
        served += 1
        onTheirWay += 1
        return served >= limit
      }
      if isLast { stop() }
      Thread.detachNewThread {
        self.pass(client)
        close(client)
        self.lock.withLock { self.onTheirWay -= 1 }
      }
      if isLast { return }
    }
  }

  private func pass(_ client: Int32) {
    guard var request = read(from: client), !lock.withLock({ isFailing }) else { return }
    if let replacement { request = request.replacingOccurrences(of: replacement.0, with: replacement.1) }
    if let page {
      return send(
        "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: \(page.utf8.count)\r\nConnection: close\r\n\r\n\(page)",
        to: client)
    }
    let words = request.split(separator: " ", maxSplits: 2).map(String.init)
    let method = words.first ?? ""
    let path = words.dropFirst().first.map { String($0.prefix { $0 != "?" }) } ?? ""
    if method != "GET", !path.hasSuffix("/validate"), isRefused() {
      return answer("400 Bad Request", "{\"message\":\"not this one\"}", to: client)
    }
    let isHeld = hold?.concerns(method, path) ?? false
    guard !isHeld || mayPass() else { return }
    if let forbidden, path == forbidden {
      return answer(
        "403 Forbidden", "{\"message\":\"You do not have permissions to read this resource\"}", to: client)
    }
    let server = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(server) }
    var address = sockaddr_in(loopback: target)
    let connected = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(server, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard connected == 0 else { return }
    send(request.replacingOccurrences(of: "\r\nHost:", with: "\r\nConnection: close\r\nHost:"), to: server)
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    // Said to the client, too: one that asked again over this connection would be asking nobody.
    var missing: String? = "\r\nConnection: close"
    while true {
      let count = recv(server, &buffer, buffer.count, 0)
      guard count > 0 else { break }
      // Where the client has gone, the gateway is let finish all the same.
      let end = missing == nil ? nil : buffer[..<count].firstIndex(of: UInt8(ascii: "\r"))
      if let end, let words = missing {
        send(buffer[..<end] + Array(words.utf8) + buffer[end..<count], to: client)
        missing = nil
      } else {
        send(buffer[..<count], to: client)
      }
    }
    lock.withLock { answers.append((method, path)) }
  }

  /// Waits until a request that is to be kept back may go on; false where it never may.
  private func mayPass() -> Bool {
    lock.withLock {
      matching += 1
      guard matching > hold?.passing ?? 0 else { return true }
      waiting += 1
      while released == 0, !isOpen, !isStopped, !isFailing { lock.wait() }
      waiting -= 1
      if released > 0 {
        released -= 1
        return true
      }
      return isOpen
    }
  }

  /// Whether a write is the one that is refused.
  private func isRefused() -> Bool {
    lock.withLock {
      writes += 1
      return writes - 1 == refusedWrite
    }
  }

  private func answer(_ status: String, _ body: String, to client: Int32) {
    send(
      "HTTP/1.1 \(status)\r\nContent-Type: application/json\r\nContent-Length: \(body.utf8.count)\r\n"
        + "Connection: close\r\n\r\n\(body)", to: client)
  }

  /// One request, header and body.
  private func read(from client: Int32) -> String? {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = recv(client, &buffer, buffer.count, 0)
      guard count > 0 else { return nil }
      bytes += buffer[..<count]
      let text = String(decoding: bytes, as: UTF8.self)
      guard let end = text.range(of: "\r\n\r\n") else { continue }
      let length =
        text[..<end.lowerBound].split(separator: "\r\n").lazy
        .compactMap { $0.lowercased().hasPrefix("content-length:") ? Int($0.dropFirst(15).drop { $0 == " " }) : nil }
        .first ?? 0
      if text[end.upperBound...].utf8.count >= length { return text }
    }
  }

  private func send(_ text: String, to socket: Int32) { send(Array(text.utf8)[...], to: socket) }

  private func send(_ bytes: ArraySlice<UInt8>, to socket: Int32) {
    var rest = bytes
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
      guard count > 0 else { return }
      rest.removeFirst(count)
    }
  }
}
