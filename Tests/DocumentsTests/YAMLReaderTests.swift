import Diagnostics
import Documents
import TestSupport
import Testing

@Suite struct YAMLReaderTests {
  static func decimal(_ text: String) -> Node { Node(.decimal(DecimalNumber(text: text))) }

  static func read(_ text: String, limits: DocumentLimits = .standard) -> (nodes: [Node], diagnostics: [Diagnostic]) {
    var collector = DiagnosticCollector()
    let nodes = YAMLReader.read(Array(text.utf8), source: .test, limits: limits, diagnostics: &collector)
    return (nodes, collector.diagnostics)
  }

  static let scalars: [(String, Node)] = [
    ("~", .null), ("null", .null), ("Null", .null), ("NULL", .null), ("nULL", "nULL"),
    ("true", true), ("True", true), ("TRUE", true), ("false", false), ("False", false), ("FALSE", false),
    ("yes", "yes"), ("no", "no"), ("on", "on"), ("off", "off"), ("y", "y"), ("N", "N"), ("tRue", "tRue"),
    ("0", 0), ("-0", 0), ("+12", 12), ("-7", -7), ("010", 10), ("0o17", 15), ("0x1F", 31), ("0o8", "0o8"),
    ("0xG", "0xG"), ("0x", "0x"), ("-0x1F", "-0x1F"), ("1_000", "1_000"), ("12:30", "12:30"), ("1e", "1e"),
    ("9223372036854775807", Node(.integer(.max))), ("9223372036854775808", decimal("9223372036854775808")),
    ("-9223372036854775808", Node(.integer(.min))), ("0xFFFFFFFFFFFFFFFF", decimal("18446744073709551615")),
    ("1.5", decimal("1.5")), ("1.50", decimal("1.50")), ("1.", decimal("1.0")), (".5", decimal("0.5")),
    ("-.5e+3", decimal("-0.5e+3")), ("+1.5", decimal("1.5")), ("1e3", decimal("1e3")), ("007.5", decimal("7.5")),
    (".", "."), ("-", [.null]), ("1.2.3", "1.2.3"), ("2024-01-31", "2024-01-31"), ("+", "+"), ("1.5x", "1.5x"),
    ("'true'", "true"), ("\"1\"", "1"), ("''", ""), ("!!str 1", "1"), ("! 1", "1"), ("!!int \"5\"", 5),
    ("!!float 1", 1), ("!!float '2.5'", decimal("2.5")), ("!!bool 'true'", true), ("!!null ''", .null),
    ("!!str", ""), ("!!seq [1]", [1]), ("!!map {a: 1}", ["a": 1]), ("! [1]", [1]),
    ("\"\\u00e9\\x41\\n\"", "éA\n"), ("'it''s'", "it's"), ("a b  c", "a b  c"), ("é€😀", "é€😀"),
    ("|\n  a\n   b\n", "a\n b\n"), ("|-\n  a\n", "a"), ("|+\n  a\n\n", "a\n\n"), (">\n  a\n  b\n", "a b\n"),
    ("[a, 1, [b, {c: d}], {}]", ["a", 1, ["b", ["c": "d"]], [:]]),
    ("a:\n- 1\n-   - 2\n    - 3\nb:\n  c: d\n", ["a": [1, [2, 3]], "b": ["c": "d"]]),
    ("a:\nb: ''\n", ["a": .null, "b": ""]),
    ("1: a\ntrue: b\n~: c\n1.50: d\n? e\n: f\n", ["1": "a", "true": "b", "~": "c", "1.50": "d", "e": "f"]),
    ("\u{FEFF}a: 1", ["a": 1]),
    ("# only\na: b # not this\n", ["a": "b"]),
    ("{\"a\": [1, true], \"b\": \"c\\/d\"}", ["a": [1, true], "b": "c/d"]),
  ]

  @Test(arguments: scalars) func valuesFollowTheCoreSchema(text: String, expected: Node) {
    let (nodes, diagnostics) = Self.read(text)
    #expect(nodes == [expected])
    #expect(diagnostics.isEmpty)
  }

  static let streams: [(String, [Node])] = [
    ("", []), ("  \n\n", []), ("# nothing\n", []), ("---\n", []), ("---\n# nothing\n---\na: 1\n---\n", [["a": 1]]),
    ("a: 1\n---\nb: 2\n...\n---\n- c\n", [["a": 1], ["b": 2], ["c"]]), ("--- ''\n", [""]), ("--- ~\n", [.null]),
  ]

  @Test(arguments: streams) func allDocumentsOfAStreamAreRead(text: String, expected: [Node]) {
    let (nodes, diagnostics) = Self.read(text)
    #expect(nodes == expected)
    #expect(diagnostics.isEmpty)
  }

  @Test func everyValueAndKeyKnowsItsPlace() throws {
    let text = MarkedText(
      """
      # comment
      ¦é: ¦[¦1, ¦"x"]
      ¦list:
      ¦- ¦a: ¦|
          text
      - ¦plain
      ¦empty:¦
      ¦m: ¦{¦k: ¦'v'}
      """)
    var collector = DiagnosticCollector()
    let root = try #require(YAMLReader.read(text.bytes, source: .test, diagnostics: &collector).first)
    var found: [SourcePlace] = []
    func walk(_ node: Node) {
      switch node.value {
      case .object(let object):
        for member in object {
          found.append(member.keyPlace)
          if case .object = member.node.value {
          } else if member.key == "list" {
          } else {
            found.append(member.node.place)
          }
          if case .object = member.node.value { found.append(member.node.place) }
          if member.key == "list" { found.append(member.node.place) }
          walk(member.node)
        }
      case .array(let nodes):
        for node in nodes {
          if case .object = node.value {} else { found.append(node.place) }
          walk(node)
        }
      default: break
      }
    }
    walk(root)
    #expect(found == text.places)
    #expect(root.place == text.places[0])
  }

  static let anchors: [(String, Node)] = [
    ("a: &x 1\nb: *x\n", ["a": 1, "b": 1]),
    ("a: &x {k: [1]}\nb: [*x, *x]\n", ["a": ["k": [1]], "b": [["k": [1]], ["k": [1]]]]),
    ("a: &x 1\nb: &x 2\nc: *x\n", ["a": 1, "b": 2, "c": 2]),
    ("&k key: 1\nb: *k\n", ["key": 1, "b": "key"]),
    ("a: &x name\n*x : 1\n", ["a": "name", "name": 1]),
    ("base: &b {x: 1, y: 2}\nd:\n  <<: *b\n  y: 3\n", ["base": ["x": 1, "y": 2], "d": ["x": 1, "y": 3]]),
    ("d:\n  y: 3\n  <<: {x: 1, y: 2}\n", ["d": ["x": 1, "y": 3]]),
    (
      "a: &a {x: 1}\nb: &b {x: 2, z: 3}\nc:\n  <<: [*a, *b]\n",
      ["a": ["x": 1], "b": ["x": 2, "z": 3], "c": ["x": 1, "z": 3]]
    ),
    ("a: &a {x: 1}\nc:\n  <<: *a\n  <<: {y: 2}\n", ["a": ["x": 1], "c": ["x": 1, "y": 2]]),
    ("'<<': {x: 1}\n", ["<<": ["x": 1]]),
    ("<<: []\na: 1\n", ["a": 1]),
  ]

  @Test(arguments: anchors) func aliasesAndMergeKeysAreResolved(text: String, expected: Node) {
    let (nodes, diagnostics) = Self.read(text)
    #expect(nodes == [expected])
    #expect(diagnostics.isEmpty)
  }

  @Test func whatIsRepeatedKeepsThePlaceWhereItIsWritten() throws {
    let text = MarkedText("a: ¦&x {¦k: ¦1}\nb: *x\nc:\n  <<: *x\n")
    var collector = DiagnosticCollector()
    let root = try #require(YAMLReader.read(text.bytes, source: .test, diagnostics: &collector).first)
    #expect(root["b"]?.place == text.places[0])
    #expect(root["c"]?.object?.member("k")?.keyPlace == text.places[1])
    #expect(root["c"]?["k"]?.place == text.places[2])
  }

  static let failures: [(String, String)] = [
    ("a: b¦: c\n", "yaml-syntax"),
    ("a:\n¦\tb: c\n", "yaml-syntax"),
    ("a: ¦@b\n", "yaml-syntax"),
    ("a: ¦`b`\n", "yaml-syntax"),
    ("a: ¦\"b\nc: d\n", "yaml-syntax"),
    ("a: ¦'it\n", "yaml-syntax"),
    ("a: \"¦\\d\"\n", "yaml-syntax"),
    ("a: [1, 2\nb¦: 3\n", "yaml-syntax"),
    ("é: {¦{ x }}\n", "yaml-syntax"),
    ("a: ¦*x\n", "yaml-syntax"),
    ("a: &x [¦*x]\n", "yaml-syntax"),
    ("? ¦[1]\n: 2\n", "yaml-syntax"),
    ("a: ¦.inf\n", "invalid-number"),
    ("a: [¦-.Inf, 1]\n", "invalid-number"),
    ("a: ¦.nan\n", "invalid-number"),
    ("a: ¦!!binary aGk=\n", "unsupported-tag"),
    ("a: ¦!foo bar\n", "unsupported-tag"),
    ("a: ¦!!set {x}\n", "unsupported-tag"),
    ("a: ¦!!int x\n", "invalid-number"),
    ("a: ¦!!bool 1\n", "unsupported-tag"),
    ("¦<<: 1\na: 2\n", "merge-key"),
    ("a: b¦\u{1}\n", "yaml-syntax"),
  ]

  @Test(arguments: failures) func failuresPointAtTheirPlace(marked: String, code: String) {
    let text = MarkedText(marked)
    var collector = DiagnosticCollector()
    _ = YAMLReader.read(text.bytes, source: .test, diagnostics: &collector)
    #expect(collector.diagnostics.map(\.code) == [code])
    #expect(collector.diagnostics.map(\.place) == text.places)
  }

  static let hints: [(String, String)] = [
    ("a:\n\tb: c\n", "indent with spaces"),
    ("a: b: c\n", "into quotation marks"),
    ("a: @b\n", "begins with @"),
    ("a: {{ b }}\n", "begins with {{"),
    ("a: 'it's'\n", "check the indentation"),
    ("a: \"\\d\"\n", "backslash"),
  ]

  @Test(arguments: hints) func commonMistakesComeWithAHint(text: String, hint: String) throws {
    let (_, diagnostics) = Self.read(text)
    #expect(try #require(diagnostics.first?.hint).contains(hint))
  }

  @Test func duplicateKeysAreAllReportedWithBothPlaces() {
    let text = MarkedText("¦a: 1\nb:\n  ¦x: 1\n  y: 2\n  ¦x: 3\n¦a: 2\n---\na: 1\n")
    var collector = DiagnosticCollector()
    let nodes = YAMLReader.read(text.bytes, source: .test, diagnostics: &collector)
    #expect(nodes.count == 2)
    #expect(collector.diagnostics.map(\.code) == ["duplicate-key", "duplicate-key"])
    #expect(collector.diagnostics.map(\.place) == [text.places[2], text.places[3]])
    #expect(collector.diagnostics.flatMap(\.notes).map(\.place) == [text.places[1], text.places[0]])
  }

  @Test func documentsBeforeASyntaxErrorAreKept() {
    let (nodes, diagnostics) = Self.read("a: 1\n---\nb: [\n")
    #expect(nodes == [["a": 1]])
    #expect(diagnostics.map(\.code) == ["yaml-syntax"])
  }

  @Test func aliasesThatMultiplyAreRefused() {
    var text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
    for level in 1...9 {
      let items = Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
      text += "a\(level): &a\(level) [\(items)]\n"
    }
    #expect(Self.read(text).diagnostics.map(\.code) == ["alias-expansion"])
  }

  @Test func depthIsBoundedAlsoThroughAliases() {
    func nested(_ depth: Int) -> String { String(repeating: "[", count: depth) + String(repeating: "]", count: depth) }
    #expect(Self.read(nested(200)).diagnostics.isEmpty)
    #expect(Self.read(nested(201)).diagnostics.map(\.code) == ["too-deep"])
    #expect(Self.read(nested(100_000)).diagnostics.map(\.code) == ["too-deep"])
    #expect(Self.read(String(repeating: "- ", count: 1000) + "x").diagnostics.map(\.code) == ["too-deep"])
    #expect(Self.read("a: &x \(nested(100))\nb: [*x]\n").diagnostics.isEmpty)
    let chain = (1...3).map { "a\($0): &x\($0) \(nested(99).replacing("[]", with: "[*x\($0 - 1)]"))\n" }.joined()
    #expect(Self.read("a0: &x0 [1]\n" + chain).diagnostics.map(\.code) == ["too-deep"])
  }

  @Test func sizeIsBounded() {
    #expect(Self.read("a: 1", limits: DocumentLimits(maximumBytes: 3)).diagnostics.map(\.code) == ["too-large"])
    #expect(Self.read("[1, 2]", limits: DocumentLimits(maximumNodes: 2)).diagnostics.map(\.code) == ["too-large"])
  }

  @Test func errorsAreBoundedToo() {
    let keys = Self.read(String(repeating: "a: 1\n", count: 50_000)).diagnostics
    #expect(keys.count == 100)
    let values = Self.read(String(repeating: "- .nan\n", count: 50_000)).diagnostics
    #expect(values.count == 1001)
    #expect(values.last?.code == "too-many-errors")
  }

  @Test func otherEncodingsAreRefused() {
    var collector = DiagnosticCollector()
    let latin1 = Array("ä: gr".utf8) + [0xFC] + Array("n\n".utf8)
    #expect(YAMLReader.read(latin1, source: .test, diagnostics: &collector).isEmpty)
    #expect(YAMLReader.read([0xFF, 0xFE, 0x61, 0], source: .test, diagnostics: &collector).isEmpty)
    #expect(collector.diagnostics.map(\.code) == ["invalid-utf8", "invalid-utf8"])
    #expect(collector.diagnostics.first?.place == SourcePlace(line: 1, column: 6, source: .test))
  }

  static let sample = """
    # services
    services:
    - name: &n "a\\u00e9"
      port: 8080
      <<: {host: é€😀}
      tags: [x, 'y''s', *n]
      cert: |
        -----BEGIN
        x
      folded: >-
        a
        b
    ---
    ? key
    : !!str 1
    """

  @Test func anyBeginningOfATextIsReadOrRefused() {
    let bytes = Array(Self.sample.utf8)
    for end in 0...bytes.count {
      var collector = DiagnosticCollector()
      let nodes = YAMLReader.read(Array(bytes[..<end]), source: .test, diagnostics: &collector)
      #expect(!nodes.isEmpty || collector.hasErrors || end <= 11)
    }
    #expect(Self.read(Self.sample).nodes.count == 2)
  }

  @Test func noiseIsReadOrRefused() {
    var generator = SeededGenerator(seed: 2)
    let alphabet = Array("{}[]\",:#&*!|>'-? \n\t<%@`\\ab01.~".utf8) + [0, 1, 13, 0x80, 0xC3, 0xA9, 0xEF, 0xFF]
    for _ in 0..<20_000 {
      let noise = (0..<Int.random(in: 0..<24, using: &generator)).map { _ in
        alphabet.randomElement(using: &generator) ?? 0
      }
      var collector = DiagnosticCollector()
      let nodes = YAMLReader.read(noise, source: .test, diagnostics: &collector)
      guard !collector.hasErrors else { continue }
      for node in nodes {
        #expect(YAMLReader.read(YAMLWriter.write(node), source: .test, diagnostics: &collector) == [node])
      }
      #expect(!collector.hasErrors)
    }
  }
}
