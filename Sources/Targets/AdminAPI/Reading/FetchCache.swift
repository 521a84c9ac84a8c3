import Gathering

/// Keeps what was fetched, so that each thing is fetched once, also when several ask at the same time.
///
/// A fetch belongs to all who wait for it: it is cancelled when the last of them is.
final class FetchCache<Value: Sendable>: Sendable {
  typealias Outcome = Result<Value, AdminError>

  private struct Entry {
    let task: Task<Outcome, Never>
    var waiting = 0
    var isDone = false
  }

  private let entries = Lock<[String: Entry]>([:])

  /// What was fetched under a key before, or is now.
  ///
  /// An answer of the gateway is kept, a refusal too; a failure to get one is not.
  func value(
    _ key: String, fetch: @escaping @Sendable () async throws(AdminError) -> Value
  ) async throws(AdminError) -> Value {
    let task = join(key, fetch: fetch)
    let outcome = await withTaskCancellationHandler {
      await task.value
    } onCancel: {
      leave(key, task: task)
    }
    settle(key, task: task, outcome: outcome)
    return try outcome.get()
  }

  /// How many wait for what is fetched under a key.
  func waiting(_ key: String) -> Int { entries.withLock { $0[key]?.waiting ?? 0 } }

  private func join(_ key: String, fetch: @escaping @Sendable () async throws(AdminError) -> Value) -> Task<
    Outcome, Never
  > {
    entries.withLock { entries in
      var entry = entries[key] ?? Entry(task: Task { await outcome(of: fetch) })
      entry.waiting += 1
      entries[key] = entry
      return entry.task
    }
  }

  /// One who waited was cancelled.
  private func leave(_ key: String, task: Task<Outcome, Never>) {
    entries.withLock { entries in
      guard var entry = entries[key], entry.task == task, !entry.isDone else { return }
      entry.waiting -= 1
      entries[key] = entry.waiting > 0 ? entry : nil
      if entry.waiting <= 0 { task.cancel() }
    }
  }

  private func settle(_ key: String, task: Task<Outcome, Never>, outcome: Outcome) {
    entries.withLock { entries in
      guard let entry = entries[key], entry.task == task, !entry.isDone else { return }
      switch outcome {
      case .failure(.transport): entries[key] = nil
      default: entries[key]?.isDone = true
      }
    }
  }
}
