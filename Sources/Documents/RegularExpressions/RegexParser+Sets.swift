extension RegexParser {
  /// Reads the set in brackets at the position.
  mutating func bracketSet() throws(RegularExpressionError) -> RegexSet {
    let start = position
    position += 1
    var set = RegexSet()
    set.isNegated = take("^")
    var isFirst = true
    while isFirst || current != "]" {
      guard current != nil else {
        throw RegularExpressionError(reason: .missingBracket, part: text(start, scalars.count))
      }
      isFirst = false
      if let named = try namedSet() {
        set.add(named)
        continue
      }
      let itemStart = position
      let lower = try item()
      guard let first = lower.ranges.first, lower.isSingle, current == "-", position + 1 < scalars.count,
        scalars[position + 1] != "]"
      else {
        set.add(lower)
        continue
      }
      position += 1
      let upper = try item()
      guard upper.isSingle, let last = upper.ranges.first, first.lowerBound <= last.lowerBound else {
        throw RegularExpressionError(reason: .range, part: text(itemStart, position))
      }
      set.ranges.append(first.lowerBound...last.lowerBound)
    }
    position += 1
    return set
  }

  /// Reads a name such as `[:alpha:]`, if there is one.
  private mutating func namedSet() throws(RegularExpressionError) -> RegexSet? {
    guard scalars[position...].starts(with: "[:".unicodeScalars) else { return nil }
    let start = position
    guard
      let end = scalars.indices.dropLast().first(where: {
        $0 > start + 1 && scalars[$0] == ":" && scalars[$0 + 1] == "]"
      })
    else { return nil }
    var name = text(start + 2, end)
    let isNegated = name.hasPrefix("^")
    if isNegated { name.removeFirst() }
    guard var set = RegexSet.posix(name) else {
      throw RegularExpressionError(reason: .range, part: text(start, end + 2))
    }
    set.isNegated = isNegated
    position = end + 2
    return set
  }

  private mutating func item() throws(RegularExpressionError) -> RegexSet {
    guard let scalar = current, scalar != "\\" else { return try escapedSet() }
    position += 1
    return .single(scalar)
  }

  /// Reads an escape that stands for characters.
  mutating func escapedSet() throws(RegularExpressionError) -> RegexSet {
    let start = position
    position += 1
    guard let scalar = current else { throw RegularExpressionError(reason: .trailingBackslash, part: "") }
    position += 1
    if let set = RegexSet.escape(scalar) { return set }
    switch scalar {
    case "a": return .single("\u{7}")
    case "f": return .single("\u{C}")
    case "n": return .single("\n")
    case "r": return .single("\r")
    case "t": return .single("\t")
    case "v": return .single("\u{B}")
    case "x": if let set = hexadecimal() { return set }
    case "p", "P": return try category(isNegated: scalar == "P", from: start)
    case "0"..."7": if let set = octal(scalar) { return set }
    case _ where scalar.isASCII && !(RegexSet.word.contains(scalar) && scalar != "_"): return .single(scalar)
    default: break
    }
    throw RegularExpressionError(reason: .escape, part: text(start, position))
  }

  private mutating func hexadecimal() -> RegexSet? {
    let isBraced = take("{")
    var value: UInt32 = 0
    var count = 0
    while let scalar = current, scalar.isASCII, let digit = Character(scalar).hexDigitValue, isBraced || count < 2 {
      value = min(value << 4 | UInt32(digit), 0x200000)
      count += 1
      position += 1
    }
    guard isBraced ? take("}") && count > 0 : count == 2 else { return nil }
    return Unicode.Scalar(value).map { .single($0) }
  }

  /// Up to three octal digits; a single one other than zero would be a back reference.
  private mutating func octal(_ first: Unicode.Scalar) -> RegexSet? {
    var value = first.value - 0x30
    var count = 1
    while count < 3, let scalar = current, ("0"..."7").contains(scalar) {
      value = value << 3 | (scalar.value - 0x30)
      count += 1
      position += 1
    }
    guard count > 1 || first == "0" else { return nil }
    return Unicode.Scalar(value).map { .single($0) }
  }

  private mutating func category(isNegated: Bool, from start: Int) throws(RegularExpressionError) -> RegexSet {
    var name = ""
    if take("{") {
      while let scalar = current, scalar != "}" {
        name.unicodeScalars.append(scalar)
        position += 1
      }
      guard take("}") else { throw RegularExpressionError(reason: .range, part: text(start, scalars.count)) }
    } else if let scalar = current {
      name.unicodeScalars.append(scalar)
      position += 1
    }
    let isInverted = name.hasPrefix("^")
    if isInverted { name.removeFirst() }
    if name == "Any" { return isNegated != isInverted ? RegexSet() : .any }
    guard let category = RegexCategory(name) else {
      throw RegularExpressionError(reason: .range, part: text(start, position))
    }
    return RegexSet(categories: [(category, isNegated != isInverted)])
  }
}

extension RegexSet {
  /// Whether the set is one character, which alone can begin or end a range.
  fileprivate var isSingle: Bool {
    ranges.count == 1 && ranges[0].count == 1 && categories.isEmpty && !isNegated
  }
}
