import Diagnostics
import Documents
import TestSupport
import Testing

@Suite struct YAMLWriterTests {
  static func write(_ node: Node) -> String { String(decoding: YAMLWriter.write(node), as: UTF8.self) }

  @Test func theLayoutIsThatOfDumps() {
    let node: Node = [
      "_format_version": "3.0",
      "services": [
        [
          "host": "example.com", "port": 80, "enabled": true, "path": .null, "tags": ["a", "b"], "empty": [],
          "config": [
            "none": [:], "price": Node(.decimal(DecimalNumber(text: "0.10"))), "list": [["x": 1], [2, [3]]],
          ],
        ]
      ],
      "cert": "-----BEGIN\nabc\n-----END\n",
    ]
    #expect(
      Self.write(node) == """
        _format_version: "3.0"
        services:
        - host: example.com
          port: 80
          enabled: true
          path: null
          tags:
          - a
          - b
          empty: []
          config:
            none: {}
            price: 0.10
            list:
            - x: 1
            - - 2
              - - 3
        cert: |
          -----BEGIN
          abc
          -----END

        """)
  }

  static let texts: [(String, String)] = [
    ("plain", "plain"), ("two words", "two words"), ("/api/v1", "/api/v1"), ("http://x:80/y", "http://x:80/y"),
    ("a#b", "a#b"), ("é€😀", "é€😀"), ("$(headers.x)", "$(headers.x)"), ("10.0.0.1", "10.0.0.1"),
    ("10.0.0.1:8000", "10.0.0.1:8000"),
    ("0cd1e5a2-1111-2222-3333-444455556666", "0cd1e5a2-1111-2222-3333-444455556666"),
    ("a:b", "a:b"), ("~/x", "~/x"), ("5s", "5s"), ("note", "note"),
    ("", #""""#), ("yes", #""yes""#), ("No", #""No""#), ("on", #""on""#), ("Off", #""Off""#), ("y", #""y""#),
    ("N", #""N""#), ("true", #""true""#), ("NULL", #""NULL""#), ("~", #""~""#), ("=", #""=""#), ("<<", #""<<""#),
    ("1", #""1""#), ("-1.5", #""-1.5""#), ("3.0", #""3.0""#), ("1e3", #""1e3""#), ("0x1F", #""0x1F""#),
    ("0o17", #""0o17""#), ("0b1", #""0b1""#), ("0777", #""0777""#), ("1_000", #""1_000""#), ("1,000", #""1,000""#),
    ("12:30:45", #""12:30:45""#), (".5", #"".5""#), (".inf", #"".inf""#), ("-.INF", #""-.INF""#), (".NaN", #"".NaN""#),
    ("2024-01-31", #""2024-01-31""#), ("2024-1-31T10:00:00Z", #""2024-1-31T10:00:00Z""#),
    ("2024-01-31 10:00", #""2024-01-31 10:00""#),
    (" a", "' a'"), ("a ", "'a '"), ("a: b", "'a: b'"), ("a:", "'a:'"), ("a #b", "'a #b'"), ("- a", "'- a'"),
    ("*", "'*'"), ("&a", "'&a'"), ("!a", "'!a'"), ("|", "'|'"), (">", "'>'"), ("%a", "'%a'"), ("@a", "'@a'"),
    ("`a`", "'`a`'"), ("{a}", "'{a}'"), ("[a]", "'[a]'"), ("#a", "'#a'"), ("'a'", "'''a'''"), ("\"a\"", "'\"a\"'"),
    ("?a", "'?a'"), (":a", "':a'"), (",a", "',a'"), ("...", "'...'"), ("---", "'---'"),
    ("a\tb", #""a\tb""#), ("\u{1}\u{7F}", #""\x01\x7F""#), ("a\u{85}\u{2028}", #""a\x85\u2028""#),
    ("\u{FEFF}a", #""\uFEFFa""#), ("\r\n", #""\r\n""#), ("\n", #""\n""#), (" \n", #"" \n""#),
    ("a\n \nb", #""a\n \nb""#),
    ("a\nb", "|-\n  a\n  b"), ("a\nb\n", "|\n  a\n  b"), ("a\n\n", "|+\n  a\n"), ("\na\n", "|\n\n  a"),
    ("  a\nb\n", "|2\n    a\n  b"), ("\ta\n", "|2\n  \ta"), ("a\n\tb", "|-\n  a\n  \tb"), ("a \nb", "|-\n  a \n  b"),
    ("# a\n---\n", "|\n  # a\n  ---"),
  ]

  @Test(arguments: texts) func textsAreQuotedWhereAReaderCouldMistakeThem(text: String, expected: String) {
    #expect(Self.write(Node(.string(text))) == expected + "\n")
  }

  @Test(arguments: texts.map(\.0)) func textsReadTheSameInEveryPosition(text: String) {
    let string = Node(.string(text))
    let object = Node(.object(Object([Object.Member(key: text, node: string)])))
    expectSame(string)
    expectSame([string, [string, [string]]])
    expectSame(object)
    expectSame(["a": [object, ["b": string, "c": object]], "d": [[object]]])
  }

  @Test func longKeysAreAnnounced() {
    for length in [999, 1000, 1001, 1023, 1024, 1025, 5000] {
      let key = String(repeating: "k", count: length)
      expectSame(
        Node(.object(Object([Object.Member(key: key, node: ["x": [1]]), Object.Member(key: "b", node: [2])]))))
      expectSame([Node(.object(Object([Object.Member(key: key, node: "a\nb\n"), Object.Member(key: "b", node: [2])])))])
    }
  }

  @Test func whateverIsWrittenReadsTheSame() {
    var generator = SeededGenerator(seed: 3)
    for _ in 0..<4_000 {
      expectSame(RandomTree.node(depth: 4, using: &generator))
    }
  }

  private func expectSame(_ node: Node, sourceLocation: SourceLocation = #_sourceLocation) {
    let bytes = YAMLWriter.write(node)
    var collector = DiagnosticCollector()
    let back = YAMLReader.read(bytes, source: .test, diagnostics: &collector)
    #expect(back == [node], "\(String(decoding: bytes, as: UTF8.self))", sourceLocation: sourceLocation)
    #expect(collector.diagnostics.isEmpty, sourceLocation: sourceLocation)
  }
}
