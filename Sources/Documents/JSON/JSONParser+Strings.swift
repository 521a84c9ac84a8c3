import Diagnostics

extension JSONParser {
  /// Reads the string at the position as a value.
  @inline(__always)
  mutating func stringNode(at place: SourcePlace) throws(DiagnosticError) -> Node {
    let (range, isPlain) = try scanString(at: place)
    if isPlain {
      return Node(.string(String(decoding: UnsafeBufferPointer(rebasing: bytes[range]), as: UTF8.self)), at: place)
    }
    let text = try richText(range, at: place)
    if holdsMarker(range), let resolver {
      let scalar = Scalar(text: text, style: .doubleQuoted, isInFlow: true, place: place)
      return resolver.resolve(scalar, diagnostics: &resolverDiagnostics)
    }
    return Node(.string(text), at: place)
  }

  /// Reads the string at the position as a key of the open mapping.
  @inline(__always)
  mutating func keyString(at place: SourcePlace) throws(DiagnosticError) {
    let (range, isPlain) = try scanString(at: place)
    if isPlain {
      let (key, hash) = keys.string(UnsafeBufferPointer(rebasing: bytes[range]))
      builder.key(key, hash: hash, at: place)
      return
    }
    var text = try richText(range, at: place)
    var place = place
    if holdsMarker(range), let resolver {
      let scalar = Scalar(text: text, style: .doubleQuoted, isInFlow: true, place: place)
      let node = resolver.resolve(scalar, diagnostics: &resolverDiagnostics)
      text = node.string ?? text
      place = node.place
    }
    let hash = text.withUTF8 { KeyTable.hash($0) }
    builder.key(text, hash: hash, at: place)
  }

  /// Finds the end of the string at the position and steps behind it.
  ///
  /// - Returns: The range between the quotes, and whether it is free of escapes and of characters beyond ASCII.
  @inline(__always)
  private mutating func scanString(at place: SourcePlace) throws(DiagnosticError) -> (Range<Int>, Bool) {
    let raw = UnsafeRawBufferPointer(bytes)
    let start = position + 1
    var index = start
    var isPlain = true
    while index < bytes.count {
      if index + 8 <= bytes.count {
        let word = raw.loadUnaligned(fromByteOffset: index, as: UInt64.self)
        if Self.isPlainText(word) {
          index &+= 8
          continue
        }
      }
      let byte = bytes[index]
      if byte == UInt8(ascii: "\"") {
        position = index + 1
        return (start..<index, isPlain)
      }
      if byte >= 0x80 {
        isPlain = false
        if byte & 0xC0 == 0x80 { continuationBytes &+= 1 }
        index &+= 1
      } else if byte == UInt8(ascii: "\\") {
        isPlain = false
        index &+= 2
      } else if byte < 0x20 {
        position = index
        throw controlCharacter(byte)
      } else {
        index &+= 1
      }
    }
    position = bytes.count
    throw failure("this string has no closing quotation mark", at: place)
  }

  /// Whether eight bytes are all printable ASCII other than quotation mark and backslash.
  @inline(__always)
  private static func isPlainText(_ word: UInt64) -> Bool {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let quotes = word ^ (ones &* 0x22)
    let slashes = word ^ (ones &* 0x5C)
    let found =
      word | (word &- ones &* 0x20) | ((quotes &- ones) & ~quotes) | ((slashes &- ones) & ~slashes)
    return found & (ones &* 0x80) == 0
  }

  /// The text of a string that has escapes or characters beyond ASCII.
  private mutating func richText(_ range: Range<Int>, at place: SourcePlace) throws(DiagnosticError) -> String {
    let slice = UnsafeBufferPointer(rebasing: bytes[range])
    if let invalid = TextPosition.firstInvalidByte(slice) {
      throw DiagnosticError(
        Diagnostic(
          code: "invalid-utf8", "this byte is not part of valid UTF-8",
          at: placeInString(range.lowerBound + invalid, stringAt: place, from: range.lowerBound),
          hint: "save the text in UTF-8"))
    }
    guard slice.contains(UInt8(ascii: "\\")) else { return String(decoding: slice, as: UTF8.self) }
    scratch.removeAll(keepingCapacity: true)
    var index = range.lowerBound
    while index < range.upperBound {
      let byte = bytes[index]
      guard byte == UInt8(ascii: "\\") else {
        scratch.append(byte)
        index += 1
        continue
      }
      guard appendEscape(at: &index, end: range.upperBound) else {
        throw failure(
          "this escape sequence is none that JSON knows",
          at: placeInString(index, stringAt: place, from: range.lowerBound),
          hint: #"JSON knows \" \\ \/ \b \f \n \r \t and \uXXXX, surrogates in pairs; write \\ for a backslash."#)
      }
    }
    return String(decoding: scratch, as: UTF8.self)
  }

  /// Undoes one escape and steps behind it; false, and nothing moved, where it is malformed.
  private mutating func appendEscape(at index: inout Int, end: Int) -> Bool {
    guard index + 1 < end else { return false }
    let plain: UInt8
    switch bytes[index + 1] {
    case UInt8(ascii: "\""): plain = 0x22
    case UInt8(ascii: "\\"): plain = 0x5C
    case UInt8(ascii: "/"): plain = 0x2F
    case UInt8(ascii: "b"): plain = 0x08
    case UInt8(ascii: "f"): plain = 0x0C
    case UInt8(ascii: "n"): plain = 0x0A
    case UInt8(ascii: "r"): plain = 0x0D
    case UInt8(ascii: "t"): plain = 0x09
    case UInt8(ascii: "u"): return appendUnicodeEscape(at: &index, end: end)
    default: return false
    }
    scratch.append(plain)
    index += 2
    return true
  }

  private mutating func appendUnicodeEscape(at index: inout Int, end: Int) -> Bool {
    guard let first = codeUnit(at: index, end: end) else { return false }
    var length = 6
    var value = first
    if (0xD800..<0xDC00).contains(first) {
      guard let second = codeUnit(at: index + 6, end: end), (0xDC00..<0xE000).contains(second) else { return false }
      value = 0x10000 + (first - 0xD800) << 10 + (second - 0xDC00)
      length = 12
    }
    guard let character = Unicode.Scalar(value) else { return false }
    scratch.append(contentsOf: UTF8.encode(character) ?? UTF8.encodedReplacementCharacter)
    index += length
    return true
  }

  /// The four hexadecimal digits of the `\u` at an index.
  private func codeUnit(at index: Int, end: Int) -> UInt32? {
    guard index + 6 <= end, bytes[index] == UInt8(ascii: "\\"), bytes[index + 1] == UInt8(ascii: "u") else {
      return nil
    }
    var value: UInt32 = 0
    for byte in bytes[index + 2..<index + 6] {
      guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { return nil }
      value = value << 4 | UInt32(digit)
    }
    return value
  }

  private func holdsMarker(_ range: Range<Int>) -> Bool {
    guard let marker, range.count >= 3 else { return false }
    return range.dropLast(2).contains { index in
      bytes[index] == marker.0 && bytes[index + 1] == marker.1 && bytes[index + 2] == marker.2
    }
  }

  private func placeInString(_ index: Int, stringAt place: SourcePlace, from start: Int) -> SourcePlace {
    guard place.isKnown else { return .none }
    var place = place
    let characters = bytes[start..<index].count { $0 & 0xC0 != 0x80 }
    place.column &+= UInt32(truncatingIfNeeded: characters + 1)
    return place
  }
}
