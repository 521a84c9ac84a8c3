import CLibYAML
import Diagnostics

/// One pass over the events of a YAML stream; owns libyaml's parser.
final class YAMLParser {
  /// An open list or mapping.
  private struct Level {
    var isObject: Bool
    var isFlow: Bool
    var anchor: String?
    /// Whether a mapping's next node is a key.
    var expectsKey: Bool
  }

  /// What an anchor names; open while its list or mapping is still being read.
  private enum Anchored {
    case open
    case complete(Node, nodes: Int, height: Int)
  }

  /// Lives as long as the parser, which `YAMLReader` makes within `withUnsafeBufferPointer` and lets go there.
  let bytes: UnsafeBufferPointer<UInt8>
  let source: SourceID
  let resolver: (any ScalarResolver)?
  let marker: [UInt8]
  let parser: UnsafeMutablePointer<yaml_parser_t>
  var diagnostics = DiagnosticCollector()

  private var builder: TreeBuilder
  private var keys = KeyTable()
  private var levels: [Level] = []
  private var anchors: [String: Anchored] = [:]
  private var documentIsEmpty = false
  /// Whether libyaml got the memory it needs to begin.
  private let isReady: Bool
  /// Takes down where everything stands, for who wants to change the text.
  private(set) var recorder: MarkRecorder?
  /// Whether scalars, tags and repeated keys are taken as decK takes them: where a text is read to be changed.
  private let readsAsDeck: Bool
  /// Whether a plain scalar without a tag may be more than it looks like.
  private let hasSpecialScalars: Bool
  /// Where reading stops, since a text this wrong is something else.
  private static let maximumDiagnostics = 1000

  init(
    _ bytes: UnsafeBufferPointer<UInt8>, source: SourceID, limits: DocumentLimits, resolver: (any ScalarResolver)?,
    recorder: MarkRecorder? = nil
  ) {
    self.recorder = recorder
    readsAsDeck = recorder != nil
    hasSpecialScalars = resolver != nil || readsAsDeck
    // libyaml would count a byte order mark as a column.
    let start = bytes.starts(with: TextPosition.byteOrderMark) ? 3 : 0
    self.bytes = UnsafeBufferPointer(rebasing: bytes[start...])
    self.source = source
    self.resolver = resolver
    self.marker = resolver?.marker ?? []
    self.builder = TreeBuilder(limits: limits, lastKeyWins: readsAsDeck)
    self.parser = .allocate(capacity: 1)
    parser.initialize(to: yaml_parser_t())
    isReady = yaml_parser_initialize(parser) == 1
    guard isReady else { return }
    yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    yaml_parser_set_input_string(parser, self.bytes.baseAddress, self.bytes.count)
  }

  deinit {
    yaml_parser_delete(parser)
    parser.deallocate()
  }

  /// Reads the documents up to the end or the first error that makes going on senseless.
  func documents() -> [Node] {
    guard isReady, !bytes.isEmpty else { return [] }
    var documents: [Node] = []
    do throws(DiagnosticError) {
      while try step(&documents) {
        guard diagnostics.diagnostics.count < Self.maximumDiagnostics else {
          throw DiagnosticError(Diagnostic(code: "too-many-errors", "reading stopped after so many errors"))
        }
      }
    } catch {
      diagnostics.add(contentsOf: builder.diagnostics)
      diagnostics.add(contentsOf: error.diagnostics)
    }
    return documents
  }

  private func step(_ documents: inout [Node]) throws(DiagnosticError) -> Bool {
    var event = yaml_event_t()
    var view = fairlead_yaml_view()
    guard fairlead_yaml_next(parser, &event, &view) == 1 else { throw DiagnosticError(syntaxProblem()) }
    defer { yaml_event_delete(&event) }
    recorder?.record(view, start: event.start_mark.index, end: event.end_mark.index)
    let place = SourcePlace(
      line: UInt32(truncatingIfNeeded: view.line &+ 1), column: UInt32(truncatingIfNeeded: view.column &+ 1),
      source: source)
    switch view.type {
    case YAML_SCALAR_EVENT: try scalar(view, at: place)
    case YAML_MAPPING_START_EVENT: try begin(view, object: true, at: place)
    case YAML_SEQUENCE_START_EVENT: try begin(view, object: false, at: place)
    case YAML_MAPPING_END_EVENT, YAML_SEQUENCE_END_EVENT: end()
    case YAML_ALIAS_EVENT: try alias(view, at: place)
    case YAML_DOCUMENT_START_EVENT:
      anchors.removeAll()
      documentIsEmpty = false
    case YAML_DOCUMENT_END_EVENT:
      diagnostics.add(contentsOf: builder.diagnostics)
      builder.diagnostics = []
      let root = builder.takeRoot()
      if let root, !documentIsEmpty { documents.append(root) }
      recorder?.endDocument(isEmpty: root == nil || documentIsEmpty)
    case YAML_STREAM_END_EVENT: return false
    default: break
    }
    return true
  }

  // MARK: Lists and mappings

  private func begin(_ view: fairlead_yaml_view, object: Bool, at place: SourcePlace) throws(DiagnosticError) {
    if expectsKey {
      throw DiagnosticError(
        Diagnostic(
          code: "yaml-syntax", "a \(object ? "mapping" : "list") stands where a key is expected", at: place,
          hint: lineHint(place) ?? "keys are plain texts; put a text that begins with a bracket into quotation marks"))
    }
    if let tag = view.tag.map({ String(cString: $0) }) {
      recorder?.differsFromPlainReading = true
      checkTag(tag, isAllowed: tag == "!" || tag == YAMLTag.prefix + (object ? "map" : "seq"), at: place)
    }
    try builder.begin(object: object, at: place)
    let anchor = view.anchor.map { String(cString: $0) }
    if let anchor { anchors[anchor] = .open }
    let isFlow = view.is_flow != 0 || levels.last?.isFlow == true
    levels.append(Level(isObject: object, isFlow: isFlow, anchor: anchor, expectsKey: object))
  }

  private func end() {
    let level = levels.popLast()
    let (node, nodes, height) = builder.end()
    if let anchor = level?.anchor { anchors[anchor] = .complete(node, nodes: nodes, height: height) }
    valueDone()
  }

  private var expectsKey: Bool { levels.last?.expectsKey ?? false }

  /// After a value of a mapping comes a key.
  @inline(__always)
  private func valueDone() {
    let top = levels.count - 1
    if top >= 0, levels[top].isObject { levels[top].expectsKey = true }
  }

  @inline(__always)
  private func keyDone() {
    levels[levels.count - 1].expectsKey = false
  }

  private func alias(_ view: fairlead_yaml_view, at place: SourcePlace) throws(DiagnosticError) {
    let name = view.anchor.map { String(cString: $0) } ?? ""
    guard case .complete(let node, let nodes, let height)? = anchors[name] else {
      let isOpen = anchors[name] != nil
      throw DiagnosticError(
        Diagnostic(
          code: "yaml-syntax",
          isOpen
            ? "the alias *\(name) stands within what it repeats" : "nothing before this alias has the anchor &\(name)",
          at: place, hint: isOpen ? nil : "put a text that begins with an asterisk into quotation marks"))
    }
    if expectsKey {
      guard let key = node.string ?? Self.text(of: node.value) else {
        throw DiagnosticError(
          Diagnostic(code: "yaml-syntax", "the alias *\(name) is no text and cannot be a key", at: place))
      }
      addKey(key, at: place)
    } else {
      try builder.addAlias(node, nodes: nodes, height: height, at: place)
      valueDone()
    }
  }

  private static func text(of value: Value) -> String? {
    switch value {
    case .null: ""
    case .bool(let bool): String(bool)
    case .integer(let integer): String(integer)
    case .decimal(let decimal): decimal.text
    case .string(let string): string
    case .array, .object: nil
    }
  }

  // MARK: Scalars

  @inline(__always)
  private func scalar(_ view: fairlead_yaml_view, at place: SourcePlace) throws(DiagnosticError) {
    let text = UnsafeBufferPointer(start: view.value, count: view.length)
    let node: Node
    if expectsKey {
      if isMerge(view, text) {
        builder.mergeKey(at: place)
        recorder?.noteMerge()
        return keyDone()
      }
      node = key(view, text, at: place)
    } else {
      documentIsEmpty =
        levels.isEmpty && text.isEmpty && view.style == YAML_PLAIN_SCALAR_STYLE && view.tag == nil
      node = value(view, text, at: place)
      try builder.add(node)
      valueDone()
    }
    if let anchor = view.anchor { anchors[String(cString: anchor)] = .complete(node, nodes: 1, height: 0) }
  }

  private func isMerge(_ view: fairlead_yaml_view, _ text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard text.count == 2, text[0] == UInt8(ascii: "<"), text[1] == UInt8(ascii: "<") else { return false }
    guard let tag = view.tag else { return view.style == YAML_PLAIN_SCALAR_STYLE }
    return String(cString: tag) == YAMLTag.prefix + "merge"
  }

  /// Adds the key of the open mapping; whatever its type, it counts as text.
  @inline(__always)
  private func key(
    _ view: fairlead_yaml_view, _ text: UnsafeBufferPointer<UInt8>, at place: SourcePlace
  ) -> Node {
    if let tag = view.tag.map({ String(cString: $0) }) {
      recorder?.differsFromPlainReading = true
      checkTag(tag, isAllowed: tag == "!" || YAMLTag(tag) != nil, at: place)
    }
    if let resolver, holdsMarker(text) {
      // A key is a text whatever it looks like, as if it were quoted.
      let scalar = Scalar(
        text: String(decoding: text, as: UTF8.self), style: .doubleQuoted, isInFlow: isInFlow, place: place)
      let node = resolver.resolve(scalar, diagnostics: &diagnostics)
      addKey(node.string ?? "", at: node.place)
      return node
    }
    if readsAsDeck, view.style == YAML_PLAIN_SCALAR_STYLE, let key = DeckSchema.key(text) {
      recorder?.differsFromPlainReading = true
      addKey(key, at: place)
      return Node(.string(key), at: place)
    }
    let (key, hash) = keys.string(text)
    builder.key(key, hash: hash, at: place)
    keyDone()
    return Node(.string(key), at: place)
  }

  private func addKey(_ key: String, at place: SourcePlace) {
    var copy = key
    let hash = copy.withUTF8 { KeyTable.hash($0) }
    builder.key(key, hash: hash, at: place)
    keyDone()
  }

  @inline(__always)
  private func value(
    _ view: fairlead_yaml_view, _ text: UnsafeBufferPointer<UInt8>, at place: SourcePlace
  ) -> Node {
    if hasSpecialScalars || view.tag != nil { return specialValue(view, text, at: place) }
    guard view.style == YAML_PLAIN_SCALAR_STYLE else {
      return Node(.string(String(decoding: text, as: UTF8.self)), at: place)
    }
    return plainValue(text, at: place, as: CoreSchema.meaning(of: text))
  }

  private func specialValue(
    _ view: fairlead_yaml_view, _ text: UnsafeBufferPointer<UInt8>, at place: SourcePlace
  ) -> Node {
    var style = Self.style(view)
    if let tag = view.tag.map({ String(cString: $0) }) {
      recorder?.differsFromPlainReading = true
      let known = YAMLTag(tag)
      checkTag(tag, isAllowed: tag == "!" || known != nil, at: place)
      if readsAsDeck, tag == YAMLTag.prefix + "binary",
        let decoded = Base64.text(String(decoding: text, as: UTF8.self))
      {
        return Node(.string(decoded), at: place)
      }
      if tag == "!" || known == .string || (readsAsDeck && known == nil) {
        style = style == .plain ? .doubleQuoted : style
      } else if let known, !holdsMarker(text) {
        return typedValue(text, known, at: place)
      }
    }
    if let resolver, holdsMarker(text) {
      let scalar = Scalar(text: String(decoding: text, as: UTF8.self), style: style, isInFlow: isInFlow, place: place)
      return resolver.resolve(scalar, diagnostics: &diagnostics)
    }
    return style == .plain
      ? plainValue(text, at: place, as: readsAsDeck ? deckMeaning(of: text) : CoreSchema.meaning(of: text))
      : Node(.string(String(decoding: text, as: UTF8.self)), at: place)
  }

  /// What a plain scalar is to decK.
  private func deckMeaning(of text: UnsafeBufferPointer<UInt8>) -> CoreSchema.Meaning {
    guard let meaning = DeckSchema.ownMeaning(of: text) else { return CoreSchema.meaning(of: text) }
    recorder?.differsFromPlainReading = true
    return meaning
  }

  @inline(__always)
  private func plainValue(
    _ text: UnsafeBufferPointer<UInt8>, at place: SourcePlace, as meaning: CoreSchema.Meaning
  ) -> Node {
    switch meaning {
    case .value(let value): return Node(value, at: place)
    case .text: return Node(.string(String(decoding: text, as: UTF8.self)), at: place)
    case .notFinite:
      diagnostics.add(CoreSchema.notFinite(at: place))
      return Node(.null, at: place)
    }
  }

  private func typedValue(_ text: UnsafeBufferPointer<UInt8>, _ tag: YAMLTag, at place: SourcePlace) -> Node {
    let meaning = CoreSchema.meaning(of: text)
    if case .value(let value) = meaning, tag.admits(value) { return Node(value, at: place) }
    if case .notFinite = meaning, tag == .float {
      diagnostics.add(CoreSchema.notFinite(at: place))
    } else {
      diagnostics.error(
        code: tag.isNumber ? "invalid-number" : "unsupported-tag",
        "this value is not what its tag !!\(tag.rawValue) says", at: place)
    }
    return Node(.null, at: place)
  }

  private func checkTag(_ tag: String, isAllowed: Bool, at place: SourcePlace) {
    guard !isAllowed, !readsAsDeck else { return }
    diagnostics.error(
      code: "unsupported-tag", "the tag \(YAMLTag.display(tag)) has no meaning here", at: place,
      hint: "known are !!str, !!int, !!float, !!bool, !!null, !!map and !!seq; put a text that begins with an "
        + "exclamation mark into quotation marks.")
  }

  private var isInFlow: Bool { levels.last?.isFlow ?? false }

  private func holdsMarker(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard marker.count == 3, text.count >= 3 else { return false }
    return text.indices.dropLast(2).contains {
      text[$0] == marker[0] && text[$0 + 1] == marker[1] && text[$0 + 2] == marker[2]
    }
  }

  private static func style(_ view: fairlead_yaml_view) -> Scalar.Style {
    switch view.style {
    case YAML_SINGLE_QUOTED_SCALAR_STYLE: .singleQuoted
    case YAML_DOUBLE_QUOTED_SCALAR_STYLE: .doubleQuoted
    case YAML_LITERAL_SCALAR_STYLE: .literal
    case YAML_FOLDED_SCALAR_STYLE: .folded
    default: .plain
    }
  }
}
