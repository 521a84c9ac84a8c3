import Glibc

/// Times as texts.
enum TimeText {
  /// A time as headers have it.
  ///
  /// - Parameter seconds: How far off it is, at most a year.
  static func text(in seconds: Int = 0) -> String {
    formatted("%a, %d %b %Y %H:%M:%S GMT", time(nil) + max(0, min(seconds, 31_536_000)))
  }

  /// A time as documents have it: `2026-01-31T10:20:30.000Z`.
  static func timestamp(_ seconds: Double) -> String { formatted("%Y-%m-%dT%H:%M:%S.000Z", time_t(seconds)) }

  private static func formatted(_ format: String, _ seconds: time_t) -> String {
    var seconds = seconds
    var parts = tm()
    gmtime_r(&seconds, &parts)
    var text = [CChar](repeating: 0, count: 32)
    let length = strftime(&text, text.count, format, &parts)
    return String(decoding: text.prefix(length).map(UInt8.init(bitPattern:)), as: UTF8.self)
  }
}
