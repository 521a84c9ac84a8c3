import Synchronization

/// A process-wide table of names that are referred to by a small index.
///
/// Entering is rare (once a file or variable), so one lock serves; index 0 is reserved for "none".
final class InternTable: Sendable {
  static let sources = InternTable()
  static let origins = InternTable()

  private struct State {
    var values: [String] = [""]
    var indices: [String: Int] = [:]
  }

  private let state = Mutex(State())

  func index(of value: String) -> Int {
    state.withLock { state in
      if let index = state.indices[value] { return index }
      if state.values.count > Int(UInt16.max) {
        return Int(UInt16.max)
      }
      let index = state.values.count
      state.values.append(value)
      state.indices[value] = index
      return index
    }
  }

  func value(at index: Int) -> String? {
    state.withLock { state in
      state.values.indices.contains(index) ? state.values[index] : nil
    }
  }
}
