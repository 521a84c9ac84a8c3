import Diagnostics

/// One pass over a JSON text. Every access to the buffer is preceded by a check against its end.
struct JSONParser: ~Copyable {
  /// Lives as long as the parser: `JSONReader` makes one within `withUnsafeBufferPointer`, and it cannot be copied out.
  let bytes: UnsafeBufferPointer<UInt8>
  let source: SourceID
  let keepsPlaces: Bool
  let resolver: (any ScalarResolver)?
  let marker: (UInt8, UInt8, UInt8)?

  var position = 0
  var line: UInt32 = 1
  var lineStart = 0
  /// Bytes of the current line that continue a character, which columns do not count.
  var continuationBytes = 0
  var builder: TreeBuilder
  var keys = KeyTable()
  /// Reused for strings with escapes.
  var scratch: [UInt8] = []
  var resolverDiagnostics = DiagnosticCollector()

  init(
    _ bytes: UnsafeBufferPointer<UInt8>, source: SourceID, limits: DocumentLimits, resolver: (any ScalarResolver)?
  ) {
    self.bytes = bytes
    self.source = source
    self.keepsPlaces = source != .none
    self.resolver = resolver
    let marker = resolver?.marker ?? []
    self.marker = marker.count == 3 ? (marker[0], marker[1], marker[2]) : nil
    self.builder = TreeBuilder(limits: limits)
  }

  /// The byte at the position; 0, which no JSON text holds outside an error, at the end.
  @inline(__always)
  var current: UInt8 { position < bytes.count ? bytes[position] : 0 }

  @inline(__always)
  var here: SourcePlace {
    guard keepsPlaces else { return .none }
    let column = UInt32(truncatingIfNeeded: position &- lineStart &- continuationBytes &+ 1)
    return SourcePlace(line: line, column: column, source: source)
  }

  @inline(__always)
  mutating func skipBlanks() {
    while position < bytes.count {
      switch bytes[position] {
      case 0x20, 0x09, 0x0D:
        position &+= 1
      case 0x0A:
        position &+= 1
        line &+= 1
        lineStart = position
        continuationBytes = 0
      default:
        return
      }
    }
  }

  /// Reads the whole text.
  mutating func document() throws(DiagnosticError) -> Node {
    if bytes.starts(with: TextPosition.byteOrderMark) {
      position = 3
      lineStart = 3
    }
    try values()
    skipBlanks()
    guard position == bytes.count else {
      throw failure("there is more text after the end of the value", hint: "a JSON text holds one value")
    }
    guard builder.diagnostics.isEmpty else { throw DiagnosticError(builder.diagnostics) }
    return builder.takeRoot() ?? .null
  }

  /// Reads one value with all that is in it; a loop instead of recursion, so that depth costs no stack.
  private mutating func values() throws(DiagnosticError) {
    while true {
      skipBlanks()
      switch current {
      case UInt8(ascii: "{"):
        try builder.begin(object: true, at: here)
        position &+= 1
        skipBlanks()
        if current == UInt8(ascii: "}") { break }
        try key()
        continue
      case UInt8(ascii: "["):
        try builder.begin(object: false, at: here)
        position &+= 1
        skipBlanks()
        if current == UInt8(ascii: "]") { break }
        continue
      case UInt8(ascii: "\""):
        let place = here
        try builder.add(stringNode(at: place))
      default:
        try bareValue()
      }
      if try closeAndSeparate() { return }
    }
  }

  /// Closes what ends here and steps over the comma to the next value; true when the outermost value is complete.
  @inline(__always)
  private mutating func closeAndSeparate() throws(DiagnosticError) -> Bool {
    while builder.depth > 0 {
      skipBlanks()
      let isObject = builder.isInObject
      switch current {
      case UInt8(ascii: ","):
        position &+= 1
        if isObject {
          skipBlanks()
          try key()
        } else {
          skipBlanks()
          if current == UInt8(ascii: "]") { throw trailingComma() }
        }
        return false
      case UInt8(ascii: "}") where isObject, UInt8(ascii: "]") where !isObject:
        position &+= 1
        builder.end()
      default:
        throw expectedSeparator(isObject: isObject)
      }
    }
    return true
  }

  private mutating func key() throws(DiagnosticError) {
    let place = here
    guard current == UInt8(ascii: "\"") else { throw expectedKey() }
    try keyString(at: place)
    skipBlanks()
    guard current == UInt8(ascii: ":") else {
      throw failure("a colon is missing between a key and its value")
    }
    position &+= 1
  }

  private mutating func bareValue() throws(DiagnosticError) {
    let place = here
    switch current {
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
      try builder.add(Node(number(), at: place))
    case UInt8(ascii: "t") where take("true"):
      try builder.add(Node(.bool(true), at: place))
    case UInt8(ascii: "f") where take("false"):
      try builder.add(Node(.bool(false), at: place))
    case UInt8(ascii: "n") where take("null"):
      try builder.add(Node(.null, at: place))
    default:
      guard let node = barePlaceholder(at: place) else { throw expectedValue() }
      try builder.add(node)
    }
  }

  private mutating func take(_ word: StaticString) -> Bool {
    let count = word.utf8CodeUnitCount
    guard position + count <= bytes.count else { return false }
    let found = word.withUTF8Buffer { $0.elementsEqual(bytes[position..<position + count]) }
    if found { position += count }
    return found
  }

  /// Characters that the caller put in place of an expression, where a value is expected.
  private mutating func barePlaceholder(at place: SourcePlace) -> Node? {
    guard let resolver else { return nil }
    let start = position
    while position + 3 <= bytes.count, resolver.isPlaceholder(bytes[position], bytes[position + 1]) {
      position += 3
      continuationBytes += 2
    }
    guard position > start else { return nil }
    let text = String(decoding: UnsafeBufferPointer(rebasing: bytes[start..<position]), as: UTF8.self)
    let scalar = Scalar(text: text, style: .plain, isInFlow: true, place: place)
    return resolver.resolve(scalar, diagnostics: &resolverDiagnostics)
  }
}
