/// Takes Lua source apart into tokens.
struct LuaLexer {
  enum Token: Equatable {
    case name(String)
    case keyword(String)
    case text
    case number
    case symbol(String)
    case end

    var text: String {
      switch self {
      case .name(let text), .keyword(let text), .symbol(let text): text
      case .text: "<string>"
      case .number: "<number>"
      case .end: "<eof>"
      }
    }
  }

  /// What is wrong with the source, as the compiler says it: the line and a sentence.
  struct Problem: Error {
    let line: Int
    let message: String
  }

  static let keywords: Set<String> = [
    "and", "break", "do", "else", "elseif", "end", "false", "for", "function", "goto", "if", "in", "local", "nil",
    "not",
    "or", "repeat", "return", "then", "true", "until", "while",
  ]
  private static let symbols = [
    "...", "..", "==", "~=", "<=", ">=", "::", "+", "-", "*", "/", "%", "^", "#", "<", ">", "=", "(", ")", "{", "}",
    "[",
    "]", ";", ":", ",", ".",
  ].map { Array($0.utf8) }

  private let bytes: [UInt8]
  private var position = 0
  private(set) var line = 1

  init(_ source: String) {
    bytes = Array(source.utf8)
  }

  mutating func next() throws(Problem) -> Token {
    try skipBlanks()
    guard position < bytes.count else { return .end }
    let byte = bytes[position]
    if Self.isLetter(byte) { return word() }
    if Self.isDigit(byte)
      || byte == UInt8(ascii: ".") && position + 1 < bytes.count && Self.isDigit(bytes[position + 1])
    {
      return try number()
    }
    if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") { return try quoted(byte) }
    if byte == UInt8(ascii: "["), let level = longBracket() {
      try skipLong(level)
      return .text
    }
    for symbol in Self.symbols where bytes[position...].starts(with: symbol) {
      position += symbol.count
      return .symbol(String(decoding: symbol, as: UTF8.self))
    }
    throw Problem(line: line, message: "unexpected symbol near '\(String(decoding: [byte], as: UTF8.self))'")
  }

  private mutating func skipBlanks() throws(Problem) {
    while position < bytes.count {
      let byte = bytes[position]
      if byte == 0x0A {
        line += 1
        position += 1
      } else if byte == 0x20 || (0x09...0x0D).contains(byte) {
        position += 1
      } else if byte == UInt8(ascii: "-"), position + 1 < bytes.count, bytes[position + 1] == byte {
        position += 2
        if position < bytes.count, bytes[position] == UInt8(ascii: "["), let level = longBracket() {
          try skipLong(level)
        } else {
          while position < bytes.count, bytes[position] != 0x0A { position += 1 }
        }
      } else {
        return
      }
    }
  }

  private mutating func word() -> Token {
    let start = position
    while position < bytes.count, Self.isLetter(bytes[position]) || Self.isDigit(bytes[position]) { position += 1 }
    let word = String(decoding: bytes[start..<position], as: UTF8.self)
    return Self.keywords.contains(word) ? .keyword(word) : .name(word)
  }

  private mutating func number() throws(Problem) -> Token {
    let start = position
    while position < bytes.count {
      let byte = bytes[position]
      let isSign = byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-")
      let afterExponent = position > start && [0x65, 0x70].contains(bytes[position - 1] | 0x20)
      guard Self.isLetter(byte) || Self.isDigit(byte) || byte == UInt8(ascii: ".") || isSign && afterExponent else {
        break
      }
      position += 1
    }
    var text = String(decoding: bytes[start..<position], as: UTF8.self).lowercased()
    for suffix in ["ull", "ll", "i"] where text.hasSuffix(suffix) {
      text.removeLast(suffix.count)
      break
    }
    if Double(text) == nil, !(text.hasSuffix(".") && Double(text + "0") != nil),
      !text.hasPrefix(".")
        || Double("0" + text) == nil
    {
      throw Problem(line: line, message: "malformed number near '\(text)'")
    }
    return .number
  }

  private mutating func quoted(_ quote: UInt8) throws(Problem) -> Token {
    let start = line
    position += 1
    while position < bytes.count {
      let byte = bytes[position]
      position += 1
      if byte == quote { return .text }
      if byte == 0x0A { break }
      if byte == UInt8(ascii: "\\"), position < bytes.count {
        if bytes[position] == 0x0A { line += 1 }
        position += 1
      }
    }
    throw Problem(line: start, message: "unfinished string near '<string>'")
  }

  /// The level of a long bracket that begins here: the number of `=` within it.
  private func longBracket() -> Int? {
    var index = position + 1
    while index < bytes.count, bytes[index] == UInt8(ascii: "=") { index += 1 }
    guard index < bytes.count, bytes[index] == UInt8(ascii: "[") else { return nil }
    return index - position - 1
  }

  private mutating func skipLong(_ level: Int) throws(Problem) {
    let close = [UInt8(ascii: "]")] + Array(repeating: UInt8(ascii: "="), count: level) + [UInt8(ascii: "]")]
    let start = line
    position += level + 2
    while position < bytes.count {
      if bytes[position] == close[0], bytes[position...].starts(with: close) {
        position += close.count
        return
      }
      if bytes[position] == 0x0A { line += 1 }
      position += 1
    }
    throw Problem(line: start, message: "unfinished long string/comment near '<eof>'")
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (0x61...0x7A).contains(byte | 0x20) || byte == UInt8(ascii: "_") || byte >= 0x80
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}
