import Targets
import GatewayModel

/// Fetches the pages that the tool fetches, over the same transport and with the same concurrency, and throws them away.
enum PlainClient {
  static func run(_ address: String) async throws -> Measurement {
    let connection = try RawConnection(ConnectionSettings(address: address, version: "benchmark"))
    let start = ContinuousClock.now
    let cpu = Measurement.ownCPU()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for path in ["/services", "/routes", "/consumers", "/key-auths", "/plugins", "/certificates", "/snis"] {
        group.addTask { _ = try await list(path, connection) }
      }
      group.addTask {
        let upstreams = try await list("/upstreams", connection)
        try await withThrowingTaskGroup(of: Void.self) { targets in
          for id in upstreams.flatMap(ids) {
            targets.addTask { _ = try await list("/upstreams/\(id)/targets", connection) }
          }
          try await targets.waitForAll()
        }
      }
      try await group.waitForAll()
    }
    let measurement = Measurement(
      seconds: (ContinuousClock.now - start).inSeconds, cpuSeconds: Measurement.ownCPU() - cpu, peakMegabytes: 0)
    await connection.shutdown()
    return measurement
  }

  /// Fetches all pages; returns those of short listings, where ids are needed.
  private static func list(_ path: String, _ connection: RawConnection) async throws -> [[UInt8]] {
    var pages: [[UInt8]] = []
    var offset: String?
    repeat {
      let query = offset.map { "&offset=\($0)" } ?? ""
      let (status, body) = try await connection.send(.get, target: "\(path)?size=1000\(query)")
      guard status == 200 else { return [] }
      offset = text(after: "\"offset\":\"", in: body).first
      if path == "/upstreams" { pages.append(body) }
    } while offset != nil
    return pages
  }

  private static func ids(of page: [UInt8]) -> [String] { text(after: "\"id\":\"", in: page) }

  /// The strings that follow a mark.
  private static func text(after mark: String, in body: [UInt8]) -> [String] {
    let mark = Array(mark.utf8)
    var found: [String] = []
    var position = 0
    while position + mark.count < body.count {
      if body[position] == mark[0], body[position...].starts(with: mark) {
        let rest = body[(position + mark.count)...]
        let end = rest.firstIndex(of: UInt8(ascii: "\"")) ?? rest.endIndex
        found.append(String(decoding: rest[..<end], as: UTF8.self))
        position = end
      }
      position += 1
    }
    return found
  }
}
