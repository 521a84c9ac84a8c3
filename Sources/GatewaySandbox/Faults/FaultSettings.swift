import Documents

/// Everything that can be made to go wrong.
package struct FaultSettings: Sendable, Equatable {
  /// How long each answer waits, in milliseconds.
  package var latencyMilliseconds = 0
  /// How many requests a second are answered; the others get 429. Nil for no limit.
  package var rateLimit: Int?
  /// Whether everything but reading is refused.
  package var isReadOnly = false
  /// The collections that answer 403, by the first part of their path or the last of a nested one (`consumers`).
  package var forbidden: Set<String> = []
  /// A header that requests must carry: 401 without it, 403 with another value.
  package var requiredHeader: (name: String, value: String)?
  /// What happens to single requests; the first rule that matches counts.
  package var rules: [FaultRule] = []

  /// Nothing goes wrong.
  package init() {}

  /// Equal where everything goes wrong in the same way.
  package static func == (left: FaultSettings, right: FaultSettings) -> Bool { left.node == right.node }
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
      if let problem = result.take(member.key, member.node) { return problem }
    }
    self = result
    return nil
  }

  private mutating func take(_ name: String, _ value: Node) -> String? {
    let problem = "bad value for '\(name)'"
    switch name {
    case "latency_ms":
      guard let milliseconds = value.isNull ? 0 : value.integer, milliseconds >= 0 else { return problem }
      latencyMilliseconds = milliseconds
    case "rate_limit":
      guard value.isNull || value.integer ?? 0 > 0 else { return problem }
      rateLimit = value.integer
    case "read_only":
      guard let isOn = value.isNull ? false : value.bool else { return problem }
      isReadOnly = isOn
    case "forbidden":
      guard let names = value.isNull ? [] : value.array else { return problem }
      forbidden = Set(names.compactMap(\.string))
    case "require_header":
      let header = value.string.flatMap(FaultSettings.header)
      guard value.isNull || header != nil else { return problem }
      requiredHeader = header
    case "rules":
      guard let list = value.isNull ? [] : value.array else { return problem }
      let read = list.compactMap(FaultRule.init)
      guard read.count == list.count else { return problem }
      rules = read
    default:
      return "unknown fault '\(name)'"
    }
    return nil
  }

  /// Reads `NAME:VALUE`.
  package static func header(_ text: String) -> (name: String, value: String)? {
    let parts = text.split(separator: ":", maxSplits: 1).map(String.init)
    guard parts.count == 2 else { return nil }
    let value = parts[1].hasPrefix(" ") ? String(parts[1].dropFirst()) : parts[1]
    return (parts[0], value)
  }
}
