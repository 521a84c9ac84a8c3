/// Takes down where everything stands in a JSON text that a reader has found to be well-formed.
struct JSONMarker {
  private let bytes: [UInt8]
  private let offsets: CharacterOffsets
  private var position = 0
  /// How many characters lie before the position, a byte order mark not counted.
  private var characters = 0
  private var result = TextMarks()
  private var open: [Int] = []

  /// The marks in bytes of the text; the one that was parsed may have other characters, but as many.
  static func marks(parsed: [UInt8], in bytes: [UInt8]) -> TextMarks {
    var marker = JSONMarker(parsed: parsed, in: bytes)
    marker.run()
    return marker.result
  }

  private init(parsed: [UInt8], in bytes: [UInt8]) {
    self.bytes = parsed
    let base = parsed.starts(with: TextPosition.byteOrderMark) ? TextPosition.byteOrderMark.count : 0
    position = base
    offsets = CharacterOffsets(bytes, from: base)
  }

  private mutating func run() {
    while position < bytes.count {
      switch bytes[position] {
      case 0x20, 0x09, 0x0A, 0x0D, UInt8(ascii: ","), UInt8(ascii: ":"): step()
      case UInt8(ascii: "{"): begin(.mapping)
      case UInt8(ascii: "["): begin(.sequence)
      case UInt8(ascii: "}"), UInt8(ascii: "]"): end()
      case UInt8(ascii: "\""): string()
      default: word()
      }
    }
    if !result.marks.isEmpty { result.roots = [TextMarks.Root(mark: 0, dashesEnd: nil)] }
  }

  private mutating func step() {
    if bytes[position] & 0xC0 != 0x80 { characters += 1 }
    position += 1
  }

  private var here: UInt32 { UInt32(truncatingIfNeeded: offsets.byte(of: characters)) }

  private mutating func add(_ kind: TextMark.Kind, _ style: TextMark.Style, from start: UInt32) {
    let next = UInt32(truncatingIfNeeded: result.marks.count + 1)
    result.marks.append(TextMark(start: start, end: here, next: next, kind: kind, style: style))
  }

  private mutating func begin(_ kind: TextMark.Kind) {
    open.append(result.marks.count)
    add(kind, .flow, from: here)
    step()
  }

  private mutating func end() {
    step()
    guard let mark = open.popLast() else { return }
    result.marks[mark].end = here
    result.marks[mark].next = UInt32(truncatingIfNeeded: result.marks.count)
  }

  private mutating func string() {
    let start = here
    step()
    while position < bytes.count, bytes[position] != UInt8(ascii: "\"") {
      if bytes[position] == UInt8(ascii: "\\"), position + 1 < bytes.count { step() }
      step()
    }
    if position < bytes.count { step() }
    add(.scalar, .doubleQuoted, from: start)
  }

  /// A number, a word, or what stands for an expression.
  private mutating func word() {
    let start = here
    while position < bytes.count, !" \t\r\n,:{}[]\"".utf8.contains(bytes[position]) { step() }
    add(.scalar, .plain, from: start)
  }
}
