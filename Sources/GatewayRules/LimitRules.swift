import Documents
import GatewaySchemas

/// Rules on the limits of the rate-limiting plugins.
enum LimitRules {
  private static let periods = ["second", "minute", "hour", "day", "month", "year"]

  /// A longer period allows at least as much as a shorter one.
  static let order = CustomRule(
    "limits-in-order",
    value: { value in
      guard let limits = value.object else { return nil }
      for (index, shorter) in periods.enumerated() {
        guard let low = limits[shorter]?.double else { continue }
        for longer in periods[(index + 1)...] {
          guard let high = limits[longer]?.double, high < low else { continue }
          return .message(
            "The limit for \(longer)(\(oneDigit(high))) cannot be lower than the limit for \(shorter)(\(oneDigit(low)))"
          )
        }
      }
      return nil
    })

  private static func oneDigit(_ number: Double) -> String {
    let tenths = (number * 10).rounded()
    let text = LuaNumber.text(tenths / 10)
    return text.contains(".") ? text : text + ".0"
  }
}
