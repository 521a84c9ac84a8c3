import Diagnostics

/// How large a document may be before a reader refuses it.
public struct DocumentLimits: Sendable {
  /// The size of the text in bytes.
  public var maximumBytes: Int
  /// How deep lists and mappings may nest.
  public var maximumDepth: Int
  /// How many values a text may hold, counting those that aliases repeat.
  public var maximumNodes: Int

  /// The largest text that is read, in bytes: 512 MiB.
  public static let maximumBytes = 512 << 20

  /// Limits far above what any gateway holds, and far below what would exhaust a machine.
  public static let standard = DocumentLimits()

  /// Makes limits; by default 512 MiB, 200 levels and 10 million values.
  public init(maximumBytes: Int = DocumentLimits.maximumBytes, maximumDepth: Int = 200, maximumNodes: Int = 10_000_000)
  {
    self.maximumBytes = maximumBytes
    self.maximumDepth = maximumDepth
    self.maximumNodes = maximumNodes
  }

  /// The diagnostic for a text of too many bytes, if it is one.
  func oversize(_ count: Int, source: SourceID) -> Diagnostic? {
    guard count > maximumBytes else { return nil }
    return Diagnostic(
      code: "too-large", "the text has \(count) bytes, more than the \(maximumBytes) that are allowed",
      at: source == .none ? .none : SourcePlace(line: 1, column: 1, source: source))
  }
}
