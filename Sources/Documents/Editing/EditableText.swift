public import Diagnostics

/// A text with its documents, and where everything in them stands.
public struct EditableText: Sendable {
  /// The text.
  public let bytes: [UInt8]
  /// The documents that hold something.
  public let documents: [Node]
  /// What the text was read as.
  public let notation: Notation
  /// Whether the documents are known to be those that the text has for who only reads it.
  public let isReadPlainly: Bool
  /// What the places of its nodes name.
  let source: SourceID
  let marks: TextMarks
  /// Whether any mapping has a key more than once.
  let repeatsKeys: Bool
  let lines: TextLines
  /// Where lines begin, as the reader counts them.
  let lineStarts: [UInt32]

  /// Reads a text.
  ///
  /// - Parameters:
  ///   - bytes: The text in UTF-8.
  ///   - parsed: The text with other characters in place of some, as many as those: what is parsed instead.
  ///   - source: What the places of the nodes name.
  ///   - limits: How large the text may be.
  ///   - resolver: Gives meaning to the other characters.
  ///   - diagnostics: Receives what is wrong with the text; the documents are not to be used then.
  public init(
    _ bytes: [UInt8], parsedAs parsed: [UInt8]? = nil, source: SourceID, limits: DocumentLimits = .standard,
    resolver: (any ScalarResolver)? = nil, diagnostics: inout DiagnosticCollector
  ) {
    var reading: MarkRecorder? = MarkRecorder()
    let faultsBefore = diagnostics.diagnostics.count
    documents = DocumentReader.read(
      parsed ?? bytes, source: source, limits: limits, resolver: resolver, recorder: &reading,
      diagnostics: &diagnostics)
    var recorder = reading.take() ?? MarkRecorder()
    self.bytes = bytes
    self.source = source
    repeatsKeys = diagnostics.diagnostics.contains { $0.code == "duplicate-key" }
    isReadPlainly =
      resolver == nil && !recorder.differsFromPlainReading && diagnostics.diagnostics.count == faultsBefore
    notation = recorder.notation
    lines = TextLines(bytes: bytes)
    // Where reading ended early, the marks are not complete.
    switch notation {
    case _ where diagnostics.hasErrors: marks = TextMarks()
    case .yaml: marks = recorder.marks(in: lines)
    case .json: marks = JSONMarker.marks(parsed: parsed ?? bytes, in: bytes)
    }
    lineStarts = Self.lineStarts(bytes, notation)
  }

  /// The documents of a text that is not going to be edited, as one that is would be read.
  public static func documents(
    parsedAs parsed: [UInt8], limits: DocumentLimits = .standard, resolver: (any ScalarResolver)? = nil,
    diagnostics: inout DiagnosticCollector
  ) -> [Node] {
    var recorder: MarkRecorder? = MarkRecorder(takesMarks: false)
    return DocumentReader.read(
      parsed, source: .none, limits: limits, resolver: resolver, recorder: &recorder, diagnostics: &diagnostics)
  }

  /// Which of the pairs of a mapping each of its members is, given the marks of its keys and values in turn; members
  /// that merge keys bring come after these.
  func pairs(of members: Object, _ children: [Int]) -> [Int] {
    let pairs = 0..<children.count / 2
    let own = marks.hasMerges ? pairs.filter { !marks[children[2 * $0]].isMerge } : Array(pairs)
    guard own.count > members.count || repeatsKeys else { return own }
    // Of a repeated key only the last one is a member.
    var next = 0
    return members.members.compactMap { member in
      guard let key = offset(of: member.keyPlace) else { return nil }
      while next < own.count, marks.start(children[2 * own[next]]) != key { next += 1 }
      guard next < own.count else { return nil }
      next += 1
      return own[next - 1]
    }
  }

  /// The byte at a place.
  func offset(of place: SourcePlace) -> Int? {
    let line = Int(place.line) - 1
    guard lineStarts.indices.contains(line) else { return nil }
    var offset = Int(lineStarts[line])
    for _ in 1..<max(1, place.column) {
      guard offset < bytes.count else { return nil }
      offset += 1
      while offset < bytes.count, bytes[offset] & 0xC0 == 0x80 { offset += 1 }
    }
    return offset
  }

  /// The first byte of a value, behind its anchor and tag.
  func contentStart(_ mark: Int) -> Int {
    var position = marks.start(mark)
    guard marks[mark].hasProperties else { return position }
    while lines[position] == UInt8(ascii: "&") || lines[position] == UInt8(ascii: "!") {
      while position < marks.end(mark), !TextLines.isBlank(bytes[position]), !TextLines.isBreak(bytes[position]) {
        position += 1
      }
      position = lines.skipTrivia(position)
    }
    return position
  }

  /// The byte behind the anchor and tag of a value; its first byte where it has none.
  func propertiesEnd(_ mark: Int) -> Int {
    var end = marks.start(mark)
    guard marks[mark].hasProperties else { return end }
    var position = end
    while lines[position] == UInt8(ascii: "&") || lines[position] == UInt8(ascii: "!") {
      while position < marks.end(mark), !TextLines.isBlank(bytes[position]), !TextLines.isBreak(bytes[position]) {
        position += 1
      }
      end = position
      position = lines.skipTrivia(position)
    }
    return end
  }

  /// Whether nothing stands for a value: it is null because there is none.
  func isAbsent(_ mark: Int) -> Bool { marks[mark].kind == .scalar && marks.start(mark) == marks.end(mark) }

  /// The anchor of a value or the name of an alias.
  func name(_ mark: Int) -> String? { marks.names.isEmpty ? nil : marks.names[mark] }

  private static func lineStarts(_ bytes: [UInt8], _ notation: Notation) -> [UInt32] {
    var starts: [UInt32] = [bytes.starts(with: TextPosition.byteOrderMark) ? 3 : 0]
    bytes.withUnsafeBufferPointer { bytes in
      for index in bytes.indices {
        let byte = bytes[index]
        // Most bytes are neither control characters nor the first of a longer character.
        if byte > 0x0D, byte < 0xC2 { continue }
        guard byte == 0x0A || (notation == .yaml && (byte == 0x0D || byte == 0xC2 || byte == 0xE2)) else { continue }
        let next = index + 1 < bytes.count ? bytes[index + 1] : 0
        let length: Int
        switch byte {
        case 0x0A: length = 1
        case 0x0D: length = next == 0x0A ? 0 : 1
        // YAML 1.1, which libyaml reads, breaks lines at three further characters.
        case 0xC2: length = next == 0x85 ? 2 : 0
        default:
          let third = index + 2 < bytes.count ? bytes[index + 2] : 0
          length = next == 0x80 && (third == 0xA8 || third == 0xA9) ? 3 : 0
        }
        if length > 0 { starts.append(UInt32(truncatingIfNeeded: index + length)) }
      }
    }
    return starts
  }
}

extension EditableText {
  /// The text with other documents in place of its own: only what differs is written anew.
  public func edited(to documents: [Node], with others: [EditableText] = []) -> [UInt8] {
    var editor = TextEditor(self, with: others)
    return editor.edited(to: documents)
  }
}
