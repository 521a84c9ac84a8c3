import CLibCurl

/// The way from the callers' tasks to the transfer thread.
final class TransferInbox: Sendable {
  /// What came in since the last look.
  struct Delivery {
    var submitted: [Transfer] = []
    var cancelled: [Transfer] = []
    var isStopping = false
  }

  /// Sendable by discipline: the handle serves for wake-ups alone, which libcurl allows from any thread.
  private struct State: @unchecked Sendable {
    /// The handle to wake the thread through; nil once the thread has ended.
    var multi: UnsafeMutableRawPointer?
    var delivery = Delivery()
    var waitingForEnd: [CheckedContinuation<Void, Never>] = []

    /// Wakes the thread for the first of the things that it will take together.
    mutating func add(_ change: (inout Delivery) -> Void) {
      let isFirst = delivery.submitted.isEmpty && delivery.cancelled.isEmpty
      change(&delivery)
      if isFirst, let multi { curl_multi_wakeup(multi) }
    }
  }

  private let state: Lock<State>

  init(multi: UnsafeMutableRawPointer) {
    self.state = Lock(State(multi: multi))
  }

  /// Hands a transfer over; false where it was cancelled before, or the thread takes no more.
  func submit(_ transfer: Transfer) -> Bool {
    state.withLock { state in
      guard !transfer.isCancelled, !state.delivery.isStopping, state.multi != nil else { return false }
      state.add { $0.submitted.append(transfer) }
      return true
    }
  }

  func cancel(_ transfer: Transfer) {
    state.withLock { state in
      transfer.isCancelled = true
      state.add { $0.cancelled.append(transfer) }
    }
  }

  func stop() {
    state.withLock { state in
      state.delivery.isStopping = true
      if let multi = state.multi { curl_multi_wakeup(multi) }
    }
  }

  /// Returns when the thread has ended.
  func waitForEnd() async {
    await withCheckedContinuation { continuation in
      let hasEnded = state.withLock { state in
        if state.multi == nil { return true }
        state.waitingForEnd.append(continuation)
        return false
      }
      if hasEnded { continuation.resume() }
    }
  }

  /// For the thread: takes what came in.
  func take() -> Delivery {
    state.withLock { state in
      defer { state.delivery = Delivery(isStopping: state.delivery.isStopping) }
      return state.delivery
    }
  }

  /// For the thread at its end: nothing is handed over and no wake-up is sent from here on.
  func close() -> Delivery {
    state.withLock { state in
      state.multi = nil
      defer { state.delivery = Delivery(isStopping: true) }
      return state.delivery
    }
  }

  /// For the thread at its very end.
  func announceEnd() {
    let waiting = state.withLock { state in
      defer { state.waitingForEnd = [] }
      return state.waitingForEnd
    }
    for continuation in waiting { continuation.resume() }
  }
}
