import GatewayRules
import Glibc

/// Times as journals write them.
enum JournalTime {
  /// Seconds since 1970.
  static var now: Int { time(nil) }

  /// What a journal's times lie in: all that has four digits for its year.
  static let range = 0...253_402_300_799

  /// A time in UTC, such as `2026-03-01T09:30:00Z`.
  static func text(_ seconds: Int) -> String {
    let digits = Array(CalendarTime.digits(seconds))
    guard digits.count == 14 else { return "\(seconds)" }
    func part(_ range: Range<Int>) -> String { String(digits[range]) }
    return "\(part(0..<4))-\(part(4..<6))-\(part(6..<8))T\(part(8..<10)):\(part(10..<12)):\(part(12..<14))Z"
  }
}
