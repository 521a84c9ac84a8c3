/// The 64 characters of Unicode's private use area that stand in for the expressions of one text.
///
/// They share the first two of their three UTF-8 bytes. The first character begins a placeholder, four more say which
/// expression it is, and the second one fills it up to the expression's length.
struct PlaceholderAlphabet {
  /// What placeholders are made of: the bytes that all characters have in common.
  let first: UInt8
  let second: UInt8

  private static let base = 62
  /// The characters before the filling: the beginning and the digits.
  static let minimumLength = 5
  /// How many expressions four digits can tell apart.
  static let capacity = base * base * base * base

  /// An alphabet whose characters a text does not use; nil where it uses some of each.
  init?(unusedIn bytes: [UInt8]) {
    var used = Set<[UInt8]>()
    for index in bytes.indices.dropLast() where bytes[index] == 0xEE || bytes[index] == 0xEF {
      used.insert([bytes[index], bytes[index + 1]])
    }
    // The private use area is U+E000 to U+F8FF.
    let candidates = (UInt8(0x80)...0xBF).map { [0xEE, $0] } + (UInt8(0x80)...0xA3).map { [0xEF, $0] }
    guard let free = candidates.first(where: { !used.contains($0) }) else { return nil }
    first = free[0]
    second = free[1]
  }

  /// The beginning of every placeholder.
  var marker: [UInt8] { [first, second, 0x80] }

  /// Appends the placeholder of an expression, as long as the expression is.
  func append(index: Int, length: Int, to bytes: inout [UInt8]) {
    append(0, to: &bytes)
    var rest = index
    for _ in 1..<Self.minimumLength {
      append(2 + rest % Self.base, to: &bytes)
      rest /= Self.base
    }
    for _ in Self.minimumLength..<max(Self.minimumLength, length) { append(1, to: &bytes) }
  }

  private func append(_ number: Int, to bytes: inout [UInt8]) {
    bytes.append(first)
    bytes.append(second)
    bytes.append(0x80 | UInt8(truncatingIfNeeded: number))
  }

  /// A stretch of a scalar.
  enum Segment: Equatable {
    case text(String)
    case expression(Int)
  }

  /// Takes a scalar apart into what was written and the expressions between.
  func segments(of text: String) -> [Segment] {
    var segments: [Segment] = []
    var written: [UInt8] = []
    let bytes = Array(text.utf8)
    var index = 0
    while index < bytes.count {
      guard let number = number(at: index, in: bytes) else {
        written.append(bytes[index])
        index += 1
        continue
      }
      if number == 0 {
        if !written.isEmpty { segments.append(.text(String(decoding: written, as: UTF8.self))) }
        written = []
        var expression = 0
        for digit in (1..<Self.minimumLength).reversed() {
          expression = expression * Self.base + (self.number(at: index + 3 * digit, in: bytes) ?? 2) - 2
        }
        segments.append(.expression(expression))
        index += 3 * Self.minimumLength
      } else {
        index += 3
      }
    }
    if !written.isEmpty { segments.append(.text(String(decoding: written, as: UTF8.self))) }
    return segments
  }

  private func number(at index: Int, in bytes: [UInt8]) -> Int? {
    guard index + 2 < bytes.count, bytes[index] == first, bytes[index + 1] == second else { return nil }
    return Int(bytes[index + 2] & 0x3F)
  }
}
