import Documents
import Synchronization

/// Counts requests, and how many were in flight at once.
final class Counters: Sendable {
  private struct State {
    var byMethod: [String: Int] = [:]
    var byStatus: [Int: Int] = [:]
    var writes = 0
    var inFlight = 0
    var maximumInFlight = 0
  }

  private let state = Mutex(State())

  func begin(_ request: AdminRequest) {
    state.withLock { state in
      state.byMethod[request.method, default: 0] += 1
      if !request.isRead { state.writes += 1 }
      state.inFlight += 1
      state.maximumInFlight = max(state.maximumInFlight, state.inFlight)
    }
  }

  func end(_ status: Int?) {
    state.withLock { state in
      state.inFlight -= 1
      if let status { state.byStatus[status, default: 0] += 1 }
    }
  }

  func reset() {
    state.withLock { state in
      state = State(inFlight: state.inFlight, maximumInFlight: state.inFlight)
    }
  }

  var node: Node {
    state.withLock { state in
      let methods = state.byMethod.sorted { $0.key < $1.key }
      let statuses = state.byStatus.sorted { $0.key < $1.key }
      return [
        "requests": Node(.integer(state.byMethod.values.reduce(0, +))),
        "writes": Node(.integer(state.writes)),
        "by_method": Node(.object(Object(methods.map { Object.Member(key: $0.key, node: Node(.integer($0.value))) }))),
        "by_status": Node(
          .object(Object(statuses.map { Object.Member(key: "\($0.key)", node: Node(.integer($0.value))) }))),
        "in_flight": Node(.integer(state.inFlight)),
        "max_in_flight": Node(.integer(state.maximumInFlight)),
      ]
    }
  }
}
