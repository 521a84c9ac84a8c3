import Synchronization

/// Counts what a piece of work does, in debug builds alone, so that a test can tell work that grows faster than the data
/// without looking at a clock.
public final class OperationTally: Sendable {
  /// What is counted.
  public enum Operation: Sendable {
    /// A member of a mapping was looked for.
    case lookUp
    /// A record was compared with another.
    case comparison
    /// An entry of an index was looked at.
    case probe
  }

  /// The tally of the work that is under way; nil where nobody counts.
  @TaskLocal public static var current: OperationTally?

  private let lookUps = Atomic<Int>(0)
  private let comparisons = Atomic<Int>(0)
  private let probes = Atomic<Int>(0)

  /// Makes an empty tally.
  public init() {}

  /// Counts an operation.
  public func add(_ operation: Operation) {
    switch operation {
    case .lookUp: lookUps.add(1, ordering: .relaxed)
    case .comparison: comparisons.add(1, ordering: .relaxed)
    case .probe: probes.add(1, ordering: .relaxed)
    }
  }

  /// How often each was counted.
  public var counts: [Operation: Int] {
    [
      .lookUp: lookUps.load(ordering: .relaxed), .comparison: comparisons.load(ordering: .relaxed),
      .probe: probes.load(ordering: .relaxed),
    ]
  }
}
