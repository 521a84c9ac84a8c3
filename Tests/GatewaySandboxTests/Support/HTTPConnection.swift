import Documents
import Foundation
import Glibc

/// One connection to a server, to see from outside what a client would: answers, closed connections, cut bodies.
///
/// It blocks on a queue of its own, since the server shares this process. The queue guards what is mutable.
final class HTTPConnection: @unchecked Sendable {
  /// What went wrong on the way.
  enum Failure: Error, Equatable {
    case refused
    /// The connection ended before an answer began.
    case closed
    /// The connection ended within an answer.
    case truncated
  }

  struct Response: Sendable {
    var status: Int
    var headers: [String: String]
    var body: [UInt8]

    /// The body as a tree; null where it is none.
    var json: Node { (try? JSONReader.read(body)) ?? .null }
    var text: String { String(decoding: body, as: UTF8.self) }
  }

  private let queue = DispatchQueue(label: "connection")
  private let descriptor: Int32
  private var buffer: [UInt8] = []

  init(_ address: String) throws {
    let parts = address.split(separator: "/").last?.split(separator: ":") ?? []
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var target = sockaddr_in()
    target.sin_family = sa_family_t(AF_INET)
    target.sin_port = (parts.last.flatMap { UInt16($0) } ?? 0).bigEndian
    inet_pton(AF_INET, "127.0.0.1", &target.sin_addr)
    let status = withUnsafePointer(to: &target) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    // The end of the object closes the descriptor, also here: all of it is made.
    guard status == 0 else { throw Failure.refused }
    var limit = timeval(tv_sec: 120, tv_usec: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    var on: Int32 = 1
    setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size))
  }

  deinit { close(descriptor) }

  /// Sends a request and reads its answer.
  func send(
    _ method: String, _ path: String, body: [UInt8]? = nil, headers: [String: String] = [:]
  ) async throws -> Response {
    try await withCheckedThrowingContinuation { continuation in
      queue.async {
        continuation.resume(with: Result { try self.exchange(method, path, body, headers) })
      }
    }
  }

  private func exchange(
    _ method: String, _ path: String, _ body: [UInt8]?, _ headers: [String: String]
  ) throws -> Response {
    var head = "\(method) \(path) HTTP/1.1\r\nHost: localhost\r\n"
    for (name, value) in headers { head += "\(name): \(value)\r\n" }
    if let body { head += "Content-Length: \(body.count)\r\n" }
    try write(Array((head + "\r\n").utf8) + (body ?? []))
    return try response(hasBody: method != "HEAD")
  }

  /// Sends a JSON body.
  func send(
    _ method: String, _ path: String, json: Node, headers: [String: String] = [:]
  ) async throws -> Response {
    try await send(
      method, path, body: JSONWriter.write(json),
      headers: headers.merging(["Content-Type": "application/json"]) { own, _ in own })
  }

  private func write(_ bytes: [UInt8]) throws {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
      guard count > 0 else { throw Failure.closed }
      rest = rest.dropFirst(count)
    }
  }

  private func fill() -> Bool {
    var chunk = [UInt8](repeating: 0, count: 65536)
    let count = recv(descriptor, &chunk, chunk.count, 0)
    guard count > 0 else { return false }
    buffer += chunk.prefix(count)
    return true
  }

  private func response(hasBody: Bool) throws -> Response {
    let mark = Array("\r\n\r\n".utf8)
    var end = buffer.firstRange(of: mark)
    while end == nil {
      guard fill() else { throw buffer.isEmpty ? Failure.closed : Failure.truncated }
      end = buffer.firstRange(of: mark)
    }
    guard let end else { throw Failure.truncated }
    let lines = String(decoding: buffer[..<end.lowerBound], as: UTF8.self).components(separatedBy: "\r\n")
    buffer.removeSubrange(..<end.upperBound)
    var headers: [String: String] = [:]
    for line in lines.dropFirst() {
      let parts = line.split(separator: ":", maxSplits: 1)
      guard parts.count == 2 else { continue }
      headers[parts[0].lowercased()] = parts[1].trimmingCharacters(in: .whitespaces)
    }
    let status = lines[0].split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
    let length = hasBody ? headers["content-length"].flatMap { Int($0) } ?? 0 : 0
    while buffer.count < length {
      guard fill() else { throw Failure.truncated }
    }
    let body = Array(buffer.prefix(length))
    buffer.removeFirst(length)
    return Response(status: status, headers: headers, body: body)
  }
}
