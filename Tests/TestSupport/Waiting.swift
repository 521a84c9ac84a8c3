/// Why a test gave up waiting.
public struct NeverHappened: Error, CustomStringConvertible {
  /// What was waited for, and what came instead.
  public let description: String
}

/// Waits until something has happened.
///
/// - Parameters:
///   - event: What is waited for, as the end of "waited in vain for".
///   - condition: Whether it has happened.
/// - Throws: `NeverHappened` where the task is cancelled before, since what was to bring it about has ended, or after five
///   minutes, which only end a hang; and what the condition throws.
public func wait(
  for event: String, isolation: isolated (any Actor)? = #isolation, until condition: () async throws -> Bool
) async throws {
  let end = ContinuousClock.now + .seconds(300)
  while try await !condition() {
    guard !Task.isCancelled else {
      throw NeverHappened(description: "waited in vain for \(event): what was to bring it about has ended")
    }
    guard ContinuousClock.now < end else {
      throw NeverHappened(description: "waited in vain for \(event), for five minutes")
    }
    try? await Task.sleep(for: .milliseconds(5))
  }
}
