import Glibc

/// Numbers as the gateway holds them: doubles, answered with 14 significant digits.
enum GatewayNumber {
  /// Whether the gateway would answer the wanted number with the one it has.
  ///
  /// Integers beyond 2^53 and fractions beyond 14 digits are rounded on the way through the gateway (recorded), so that
  /// a wanted 0.12345678901234567 equals an answered 0.12345678901235.
  static func equal(wanted: Double, answered: Double) -> Bool {
    wanted == answered || rounded(wanted) == answered
  }

  /// The number with 14 significant digits.
  static func rounded(_ number: Double) -> Double {
    guard number.isFinite else { return number }
    return withUnsafeTemporaryAllocation(of: CChar.self, capacity: 32) { buffer in
      _ = withVaList([number]) { vsnprintf(buffer.baseAddress, buffer.count, "%.14g", $0) }
      return buffer.baseAddress.map { strtod($0, nil) } ?? number
    }
  }
}
