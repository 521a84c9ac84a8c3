/// Who moved something away from where the files had it before: told where these are known.
public enum DriftClass: String, Sendable, CaseIterable {
  /// The files moved; the target is where they were.
  case wanted
  /// The target moved; the files are what they were.
  case drift
  /// Both moved, and apart.
  case both
  /// It is fed from the environment as before, and the target has another value: a rotation or somebody's hand.
  case secret

  /// Whether the target moved, as far as that can be told.
  public var isDrift: Bool { self == .drift || self == .both }
}
