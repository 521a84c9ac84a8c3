import Glibc

/// Times as certificates write them.
package enum CalendarTime {
  /// Now, in UTC: year, month, day, hours, minutes, seconds as digits.
  static var now: String { digits(time(nil)) }

  /// A time in seconds since 1970, in UTC: year, month, day, hours, minutes, seconds as digits.
  package static func digits(_ time: Int) -> String {
    var seconds = time
    var parts = tm()
    guard gmtime_r(&seconds, &parts) != nil else { return "" }
    func two(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "\(parts.tm_year + 1900)" + two(parts.tm_mon + 1) + two(parts.tm_mday) + two(parts.tm_hour)
      + two(parts.tm_min) + two(parts.tm_sec)
  }
}
