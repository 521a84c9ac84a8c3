import Diagnostics
import Documents
import Testing

@Suite struct DocumentReaderTests {
  static let readable: [(String, String, [Node])] = [
    ("a.json", "{\"a\": 1}", [["a": 1]]),
    ("a.yaml", " {\"a\": \"\\ud83d\\ude00\"}", [["a": "😀"]]),
    ("a.JSON", "a: 1\n", [["a": 1]]),
    ("a.json", "{a: 1, b: [2,],}\n", [["a": 1, "b": [2]]]),
    ("a.yaml", "[1]\n---\n[2]\n", [[1], [2]]),
    ("-", "\u{FEFF}\n[1]", [[1]]),
    ("a.json", "", []),
    ("a.yaml", " # nothing\n", []),
  ]

  @Test(arguments: readable) func bothNotationsWorkUnderEveryName(name: String, text: String, expected: [Node]) {
    var collector = DiagnosticCollector()
    let nodes = DocumentReader.read(Array(text.utf8), source: SourceID(name: name), diagnostics: &collector)
    #expect(nodes == expected)
    #expect(collector.diagnostics.isEmpty)
  }

  static let malformed: [(String, String, String)] = [
    ("a.json", "{\"a\": [}", "json-syntax"),
    ("a.yaml", "{\"a\": [}", "yaml-syntax"),
    ("-", "{\"a\": [}", "json-syntax"),
    ("-", "{a: [}", "yaml-syntax"),
    ("a.json", "a: [\n", "yaml-syntax"),
    ("a.yaml", "{\"a\": 1, \"a\": 2}", "duplicate-key"),
  ]

  @Test(arguments: malformed) func errorsAreThoseOfTheNotationMeant(name: String, text: String, code: String) {
    var collector = DiagnosticCollector()
    _ = DocumentReader.read(Array(text.utf8), source: SourceID(name: name), diagnostics: &collector)
    #expect(collector.diagnostics.map(\.code) == [code])
  }
}
