/// A Lua pattern, the notation in which gateway schemas write what a text must look like (`^[a-z][%w-]+$`).
///
/// Works on bytes, as Lua does. Matching is bounded: a pattern that takes more than a million steps does not match.
public struct LuaPattern: Sendable, Hashable {
  /// The pattern as the schema writes it.
  public let text: String

  private let pattern: [UInt8]
  private let anchored: Bool

  /// Takes a pattern; a malformed one matches nothing.
  public init(_ text: String) {
    self.text = text
    let bytes = Array(text.utf8)
    self.anchored = bytes.first == UInt8(ascii: "^")
    self.pattern = anchored ? Array(bytes.dropFirst()) : bytes
  }

  /// Whether the pattern is found in the text: anywhere, unless it begins with `^`.
  public func matches(_ subject: String) -> Bool {
    var matcher = LuaMatcher(pattern: pattern, subject: Array(subject.utf8))
    var start = 0
    repeat {
      if matcher.match(start, 0, depth: 0) != nil { return true }
      start += 1
    } while !anchored && start <= matcher.subject.count && matcher.steps < LuaMatcher.maximumSteps
    return false
  }
}

/// One attempt at matching, after the C implementation's `lstrlib.c`: captures only group here.
private struct LuaMatcher {
  static let maximumSteps = 1_000_000
  static let maximumDepth = 200

  let pattern: [UInt8]
  let subject: [UInt8]
  var steps = 0

  /// The position in the subject after a match of the pattern from `p`, or nil.
  mutating func match(_ start: Int, _ patternStart: Int, depth: Int) -> Int? {
    var s = start
    var p = patternStart
    guard depth < Self.maximumDepth else { return nil }
    while true {
      steps += 1
      guard steps < Self.maximumSteps else { return nil }
      guard p < pattern.count else { return s }
      switch pattern[p] {
      case UInt8(ascii: "("), UInt8(ascii: ")"):
        p += 1
        continue
      case UInt8(ascii: "$") where p + 1 == pattern.count:
        return s == subject.count ? s : nil
      case UInt8(ascii: "%") where p + 1 < pattern.count && pattern[p + 1] == UInt8(ascii: "b"):
        guard let end = balanced(s, p + 2) else { return nil }
        s = end
        p += 4
        continue
      case UInt8(ascii: "%") where p + 1 < pattern.count && pattern[p + 1] == UInt8(ascii: "f"):
        guard let setEnd = classEnd(p + 2) else { return nil }
        let previous = s == 0 ? 0 : subject[s - 1]
        let next = s < subject.count ? subject[s] : 0
        guard !matchesSet(previous, p + 2, setEnd - 1), matchesSet(next, p + 2, setEnd - 1) else { return nil }
        p = setEnd
        continue
      default:
        break
      }
      guard let end = classEnd(p) else { return nil }
      let suffix = end < pattern.count ? pattern[end] : 0
      switch suffix {
      case UInt8(ascii: "?"):
        if single(s, p, end), let result = match(s + 1, end + 1, depth: depth + 1) { return result }
        p = end + 1
      case UInt8(ascii: "+"):
        guard single(s, p, end) else { return nil }
        return longest(s + 1, p, end, depth: depth)
      case UInt8(ascii: "*"):
        return longest(s, p, end, depth: depth)
      case UInt8(ascii: "-"):
        while true {
          if let result = match(s, end + 1, depth: depth + 1) { return result }
          guard single(s, p, end) else { return nil }
          s += 1
        }
      default:
        guard single(s, p, end) else { return nil }
        s += 1
        p = end
      }
    }
  }

  private mutating func longest(_ s: Int, _ p: Int, _ end: Int, depth: Int) -> Int? {
    var count = 0
    while single(s + count, p, end) { count += 1 }
    steps += count
    while count >= 0 {
      if let result = match(s + count, end + 1, depth: depth + 1) { return result }
      count -= 1
    }
    return nil
  }

  private func balanced(_ s: Int, _ p: Int) -> Int? {
    guard p + 1 < pattern.count, s < subject.count, subject[s] == pattern[p] else { return nil }
    var open = 1
    var position = s + 1
    while position < subject.count {
      if subject[position] == pattern[p + 1] {
        open -= 1
        if open == 0 { return position + 1 }
      } else if subject[position] == pattern[p] {
        open += 1
      }
      position += 1
    }
    return nil
  }

  /// The position after the single-character class at `p`.
  private func classEnd(_ p: Int) -> Int? {
    guard p < pattern.count else { return nil }
    switch pattern[p] {
    case UInt8(ascii: "%"):
      return p + 1 < pattern.count ? p + 2 : nil
    case UInt8(ascii: "["):
      var position = p + 1
      if position < pattern.count, pattern[position] == UInt8(ascii: "^") { position += 1 }
      repeat {
        guard position < pattern.count else { return nil }
        position += pattern[position] == UInt8(ascii: "%") ? 2 : 1
      } while position >= pattern.count || pattern[position] != UInt8(ascii: "]")
      return position + 1
    default:
      return p + 1
    }
  }

  private func single(_ s: Int, _ p: Int, _ end: Int) -> Bool {
    guard s < subject.count else { return false }
    let character = subject[s]
    switch pattern[p] {
    case UInt8(ascii: "."): return true
    case UInt8(ascii: "%"): return Self.matchesClass(character, pattern[p + 1])
    case UInt8(ascii: "["): return matchesSet(character, p, end - 1)
    default: return pattern[p] == character
    }
  }

  /// Whether a character is in the set from `[` at `p` to `]` at `end`.
  private func matchesSet(_ character: UInt8, _ p: Int, _ end: Int) -> Bool {
    var position = p + 1
    var found = true
    if position < end, pattern[position] == UInt8(ascii: "^") {
      found = false
      position += 1
    }
    while position < end {
      if pattern[position] == UInt8(ascii: "%"), position + 1 < end {
        if Self.matchesClass(character, pattern[position + 1]) { return found }
        position += 2
      } else if position + 2 < end, pattern[position + 1] == UInt8(ascii: "-") {
        if pattern[position] <= character, character <= pattern[position + 2] { return found }
        position += 3
      } else {
        if pattern[position] == character { return found }
        position += 1
      }
    }
    return !found
  }

  private static func matchesClass(_ character: UInt8, _ name: UInt8) -> Bool {
    let lower = name | 0x20
    let isLetter = (0x61...0x7A).contains(character | 0x20)
    let isDigit = (0x30...0x39).contains(character)
    let result: Bool
    switch lower {
    case UInt8(ascii: "a"): result = isLetter
    case UInt8(ascii: "d"): result = isDigit
    case UInt8(ascii: "l"): result = (0x61...0x7A).contains(character)
    case UInt8(ascii: "u"): result = (0x41...0x5A).contains(character)
    case UInt8(ascii: "w"): result = isLetter || isDigit
    case UInt8(ascii: "x"): result = isDigit || (0x61...0x66).contains(character | 0x20)
    case UInt8(ascii: "s"): result = character == 0x20 || (0x09...0x0D).contains(character)
    case UInt8(ascii: "c"): result = character < 0x20 || character == 0x7F
    case UInt8(ascii: "p"): result = (0x21...0x7E).contains(character) && !isLetter && !isDigit
    case UInt8(ascii: "z"): result = character == 0
    default: return name == character
    }
    let isNegated = (0x41...0x5A).contains(name)
    return result != isNegated
  }
}
