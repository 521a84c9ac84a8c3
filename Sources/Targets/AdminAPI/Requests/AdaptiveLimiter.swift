/// Lets a number of requests through at a time, first come first served, and follows what the gateway can take.
///
/// The limit is halved when the gateway is overloaded, down to 1, and grows by one after a number of successes, up to
/// the ceiling. Of requests that were under way together, one halves it: they tell of the same overload.
final class AdaptiveLimiter: Sendable {
  /// The right to have one request under way, to be given back with its outcome.
  struct Permit: Sendable {
    fileprivate let generation: Int
  }

  /// What a request tells of the gateway.
  enum Outcome {
    /// It answered.
    case success
    /// It asked for fewer requests, or was too slow.
    case overload
    /// Neither.
    case neutral
  }

  fileprivate final class Waiter: @unchecked Sendable {
    enum State {
      case new, cancelled, done
      case waiting(CheckedContinuation<Permit?, Never>)
    }
    /// Guarded by the limiter's lock.
    var state = State.new
  }

  fileprivate struct State {
    var limit: Int
    var inUse = 0
    var generation = 0
    var successes = 0
    var queue: [Waiter] = []
    var queueStart = 0
  }

  private let ceiling: Int
  private let recovery: Int
  private let state: Lock<State>

  /// A limiter that starts at its ceiling, and grows by one after `recovery` successes in a row.
  init(ceiling: Int, recovery: Int = 20) {
    self.ceiling = max(1, ceiling)
    self.recovery = max(1, recovery)
    self.state = Lock(State(limit: max(1, ceiling)))
  }

  /// The number of requests that may be under way now.
  var limit: Int { state.withLock { $0.limit } }

  /// The number of tasks in the queue, those that were cancelled there included.
  var waiting: Int { state.withLock { $0.queue.count - $0.queueStart } }

  /// Waits for its turn; nil where the task was cancelled meanwhile.
  func acquire() async -> Permit? {
    if let permit = state.withLock({ $0.takeIfFree() }) { return permit }
    let waiter = Waiter()
    return await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let answer: Permit?? = state.withLock { state in
          if case .cancelled = waiter.state { return .some(nil) }
          if let permit = state.takeIfFree() { return permit }
          waiter.state = .waiting(continuation)
          state.queue.append(waiter)
          return .none
        }
        if let answer { continuation.resume(returning: answer) }
      }
    } onCancel: {
      let continuation: CheckedContinuation<Permit?, Never>? = state.withLock { _ in
        defer { waiter.state = .cancelled }
        if case .waiting(let continuation) = waiter.state { return continuation }
        return nil
      }
      continuation?.resume(returning: nil)
    }
  }

  /// Gives a permit back, adapts the limit and lets the next ones through.
  func release(_ permit: Permit, _ outcome: Outcome) {
    let next = state.withLock { state in
      state.inUse -= 1
      adapt(&state, permit, outcome)
      return state.admitWaiting()
    }
    for (continuation, permit) in next { continuation.resume(returning: permit) }
  }

  private func adapt(_ state: inout State, _ permit: Permit, _ outcome: Outcome) {
    switch outcome {
    case .neutral: break
    case .overload where permit.generation == state.generation:
      state.limit = max(1, state.limit / 2)
      state.generation += 1
      state.successes = 0
    case .overload: state.successes = 0
    case .success where state.limit < ceiling:
      state.successes += 1
      guard state.successes >= recovery else { break }
      state.limit += 1
      state.successes = 0
    case .success: break
    }
  }
}

extension AdaptiveLimiter.State {
  typealias Admission = (CheckedContinuation<AdaptiveLimiter.Permit?, Never>, AdaptiveLimiter.Permit)

  /// A permit where one is free and nobody came earlier.
  fileprivate mutating func takeIfFree() -> AdaptiveLimiter.Permit? {
    guard inUse < limit, queueStart == queue.count else { return nil }
    inUse += 1
    return AdaptiveLimiter.Permit(generation: generation)
  }

  /// Takes those out of the queue whose turn it is.
  fileprivate mutating func admitWaiting() -> [Admission] {
    var admitted: [Admission] = []
    while inUse < limit, queueStart < queue.count {
      let waiter = queue[queueStart]
      queueStart += 1
      guard case .waiting(let continuation) = waiter.state else { continue }
      waiter.state = .done
      inUse += 1
      admitted.append((continuation, AdaptiveLimiter.Permit(generation: generation)))
    }
    // Moving the rest up only once half is gone keeps each step cheap, however long the queue.
    if queueStart == queue.count {
      queue.removeAll(keepingCapacity: true)
      queueStart = 0
    } else if queueStart > 64, queueStart * 2 > queue.count {
      queue.removeFirst(queueStart)
      queueStart = 0
    }
    return admitted
  }
}
