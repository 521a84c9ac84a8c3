/// How the rules of a gateway that are no part of its schemas differ from those of the book.
public struct RuleSwitches: Sendable, Hashable {
  /// The names of rules that it does not have.
  public var off: Set<String> = []
  /// Patterns that it asks of texts besides, in Lua's form, by schema and field: `services.name`.
  public var stricter: [String: String] = [:]

  /// Those of the book.
  public init() {}

  /// The rule that tells by a route's protocols what it may and must have.
  public static let routeProtocols = "route-protocols"
}
