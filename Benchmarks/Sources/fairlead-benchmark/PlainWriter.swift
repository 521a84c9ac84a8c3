import Targets
import GatewayModel
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

  /// Takes writes as they were seen, and groups them by the kind that their paths name, each after those it refers to.
  init(_ writes: [Write]) {
    var groups: [[String]: [Write]] = [:]
    for write in writes {
      let kind = write.target.split(separator: "/").filter { $0.utf8.count != 36 }.map(String.init)
      groups[kind, default: []].append(write)
    }
    func rank(_ kind: [String]) -> Int {
      EntityKind.all.firstIndex { $0.pathWords.contains(kind.first ?? "") } ?? EntityKind.all.count
    }
    let order = groups.keys.sorted { (rank($0), $0.count) < (rank($1), $1.count) }
    self.groups = order.compactMap { groups[$0] }
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
