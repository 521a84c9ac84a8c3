import AdminAPI
import Synchronization

/// Sends bodies that were encoded before, over the same transport and with the same concurrency.
struct PlainWriter {
  struct Write: Sendable {
    var method: HTTPMethod
    var target: String
    var body: [UInt8]
  }

  /// The writes in groups; a group refers only to groups before it.
  private(set) var groups: [[Write]] = []

  /// Takes writes in the order in which they were seen, and groups them by the kind that their paths name.
  init(_ writes: [Write]) {
    var order: [String: Int] = [:]
    for write in writes {
      let kind = write.target.split(separator: "/").filter { $0.utf8.count != 36 }.joined(separator: "/")
      if let index = order[kind] {
        groups[index].append(write)
      } else {
        order[kind] = groups.count
        groups.append([write])
      }
    }
  }

  var count: Int { groups.reduce(0) { $0 + $1.count } }

  func run(_ address: String, inFlight: Int = 10) async throws -> Measurement {
    let connection = try RawConnection(ConnectionSettings(address: address, version: "benchmark"))
    let start = ContinuousClock.now
    let cpu = Measurement.ownCPU()
    for group in groups {
      let counter = Counter()
      try await withThrowingTaskGroup(of: Void.self) { tasks in
        for _ in 0..<inFlight {
          tasks.addTask {
            while true {
              let index = counter.next()
              guard index < group.count else { return }
              let write = group[index]
              let (status, _) = try await connection.send(write.method, target: write.target, body: write.body)
              guard status < 300 else { throw Failure("\(write.target) was answered with \(status)") }
            }
          }
        }
        try await tasks.waitForAll()
      }
    }
    let measurement = Measurement(
      seconds: (ContinuousClock.now - start).inSeconds, cpuSeconds: Measurement.ownCPU() - cpu, peakMegabytes: 0)
    await connection.shutdown()
    return measurement
  }
}

/// Hands out positions, each once.
private final class Counter: Sendable {
  private let value = Atomic(0)

  func next() -> Int { value.wrappingAdd(1, ordering: .relaxed).oldValue }
}
