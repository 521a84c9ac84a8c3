public import Diagnostics
public import Documents
import GatewayModel

/// One field that the gateway has otherwise than the files want it.
public struct FieldDifference: Sendable {
  /// Where in the entity.
  public var path: DocumentPath
  /// What the gateway has; nil where it has nothing.
  public var old: Node?
  /// What the files want, the schema's default included; nil for nothing.
  public var new: Node?
  /// Where the file says so; `.none` where the new value is a default.
  public var place: SourcePlace
  /// Whether neither value may be shown, or what may be shown of them is the same.
  public var isSecret: Bool
  /// Why there is a difference, where the values alone do not tell it.
  public var reason: Reason?
  /// Who moved; nil where it is not known what the files were.
  public var drift: DriftClass?

  /// What is to be said besides the two values; the raw value is a code that stays.
  public enum Reason: String, Sendable {
    /// The file leaves the field out, so that the gateway's own default comes back.
    case defaultReturns = "default-returns"
    /// The file leaves the field out, and it has no default.
    case leftOut = "left-out"
    /// The items are the same, in another order, and the order matters.
    case reordered
    /// The value stands only until another entity has taken over the old one.
    case temporary

    /// The reason in a few words.
    public var words: String {
      switch self {
      case .defaultReturns: "the file leaves it out: the default returns"
      case .leftOut: "the file leaves it out"
      case .reordered: "same items in another order"
      case .temporary: "for a time: another entity needs the old value"
      }
    }
  }

  /// Makes a difference.
  public init(
    path: DocumentPath, old: Node?, new: Node?, place: SourcePlace = .none, isSecret: Bool = false,
    reason: Reason? = nil
  ) {
    self.path = path
    self.old = old
    self.new = new
    self.place = place
    self.isSecret = isSecret
    self.reason = reason
  }
}

extension FieldDifference {
  /// The same difference with both values hidden.
  public func masked() -> FieldDifference {
    var copy = self
    copy.old = old.map { $0.isNull ? $0 : Node(.string(Secrets.mask)) }
    copy.new = new.map { $0.isNull ? $0 : Node(.string(Secrets.mask)) }
    copy.isSecret = true
    return copy
  }
}
