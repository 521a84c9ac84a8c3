import Documents

/// Everything that can be made to go wrong.
public struct FaultSettings: Sendable, Equatable {
  /// How long each answer waits, in milliseconds.
  public var latencyMilliseconds = 0
  /// How many requests a second are answered; the others get 429. Nil for no limit.
  public var rateLimit: Int?
  /// Whether everything but reading is refused.
  public var isReadOnly = false
  /// The collections that answer 403, by the first part of their path or the last of a nested one (`consumers`).
  public var forbidden: Set<String> = []
  /// A header that requests must carry: 401 without it, 403 with another value.
  public var requiredHeader: (name: String, value: String)?
  /// What happens to single requests; the first rule that matches counts.
  public var rules: [FaultRule] = []

  /// Nothing goes wrong.
  public init() {}

  /// Equal where everything goes wrong in the same way.
  public static func == (left: FaultSettings, right: FaultSettings) -> Bool { left.node == right.node }
}

extension FaultSettings {
  /// The settings in the control path's form.
  var node: Node {
    [
      "latency_ms": Node(.integer(latencyMilliseconds)),
      "rate_limit": rateLimit.map { Node(.integer($0)) } ?? .null,
      "read_only": Node(.bool(isReadOnly)),
      "forbidden": Node(.array(forbidden.sorted().map { Node(.string($0)) })),
      "require_header": requiredHeader.map { Node(.string("\($0.name):\($0.value)")) } ?? .null,
      "rules": Node(.array(rules.map(\.node))),
    ]
  }

  /// Takes over what a request to the control path says; null takes a fault back.
  ///
  /// - Parameter changes: The members to change.
  /// - Returns: What is wrong with it; nil if nothing is, and then everything was taken over.
  mutating func apply(_ changes: Object) -> String? {
    var result = self
    for member in changes {
      let value = member.node
      let isTaken: Bool
      switch member.key {
      case "latency_ms": isTaken = Self.take(value, value.integer, into: &result.latencyMilliseconds, or: 0)
      case "rate_limit": isTaken = Self.take(value, value.integer.map(Optional.some), into: &result.rateLimit, or: nil)
      case "read_only": isTaken = Self.take(value, value.bool, into: &result.isReadOnly, or: false)
      case "forbidden":
        let names = value.array.map { Set($0.compactMap(\.string)) }
        isTaken = Self.take(value, names, into: &result.forbidden, or: [])
      case "require_header":
        let header = value.string.flatMap(FaultSettings.header).map(Optional.some)
        isTaken = Self.take(value, header, into: &result.requiredHeader, or: nil)
      case "rules":
        let rules = value.array?.compactMap(FaultRule.init)
        isTaken = Self.take(value, rules?.count == value.array?.count ? rules : nil, into: &result.rules, or: [])
      default: return "unknown fault '\(member.key)'"
      }
      if !isTaken { return "bad value for '\(member.key)'" }
    }
    self = result
    return nil
  }

  private static func take<Setting>(
    _ value: Node, _ setting: Setting?, into place: inout Setting, or none: Setting
  ) -> Bool {
    guard let new = value.isNull ? none : setting else { return false }
    place = new
    return true
  }

  /// Reads `NAME:VALUE`.
  public static func header(_ text: String) -> (name: String, value: String)? {
    let parts = text.split(separator: ":", maxSplits: 1).map(String.init)
    guard parts.count == 2 else { return nil }
    let value = parts[1].hasPrefix(" ") ? String(parts[1].dropFirst()) : parts[1]
    return (parts[0], value)
  }
}
