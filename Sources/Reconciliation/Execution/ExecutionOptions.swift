package import StateFiles

/// How a plan is executed.
package struct ExecutionOptions: Sendable {
  /// What a failed change means for the others.
  package enum OnError: String, Sendable, CaseIterable {
    /// What does not depend on it goes on.
    case `continue`
    /// Nothing further is begun.
    case stop
  }

  /// How many changes are under way at a time; at least 1.
  package var parallelism = 10
  /// What a failed change means for the others.
  package var onError = OnError.continue
  /// Asked before each change is begun: once true, nothing further is, and what is under way is finished.
  package var isInterrupted: @Sendable () -> Bool = { false }
  /// The schemas that the plan was made with, to hold the gateway's answers against what was sent; nil to trust them.
  package var schemas: SchemaSet?
  /// What takes each write down; nil for nothing.
  package var scribe: JournalScribe?

  /// Ten at a time, going on after a failure.
  package init() {}
}
