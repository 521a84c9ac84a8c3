import Diagnostics
import Documents
import TestSupport
import Testing

@Suite struct JSONReaderTests {
  static let values: [(String, Node)] = [
    ("null", .null),
    (" true ", true),
    ("false", false),
    ("0", 0),
    ("-0", 0),
    ("-12", -12),
    ("9223372036854775807", Node(.integer(.max))),
    ("-9223372036854775808", Node(.integer(.min))),
    ("9223372036854775808", Node(.decimal(DecimalNumber(text: "9223372036854775808")))),
    ("1.50", Node(.decimal(DecimalNumber(text: "1.50")))),
    ("-0.0", Node(.decimal(DecimalNumber(text: "-0.0")))),
    ("1e400", Node(.decimal(DecimalNumber(text: "1e400")))),
    ("0E+1", Node(.decimal(DecimalNumber(text: "0E+1")))),
    (#""""#, ""),
    (#""abcdefghijklmnopqrstuvwxyz""#, "abcdefghijklmnopqrstuvwxyz"),
    (#""a\"b\\c\/d\b\f\n\r\te""#, "a\"b\\c/d\u{8}\u{c}\n\r\te"),
    (#""\u00e9\u20AC\ud83d\ude00""#, "é€😀"),
    (#""\u0000""#, "\u{0}"),
    (#""é€😀 \n""#, "é€😀 \n"),
    ("[]", []),
    ("{}", [:]),
    ("[1, [2, []], {}]", [1, [2, []], [:]]),
    (#"{"a":{"b":[null]},"":1}"#, ["a": ["b": [.null]], "": 1]),
    ("\u{FEFF}[1]", [1]),
    ("\r\n\t[ \n]\n", []),
  ]

  @Test(arguments: values) func valuesAreRead(text: String, expected: Node) throws {
    #expect(try JSONReader.read(Array(text.utf8), source: .test) == expected)
    #expect(try JSONReader.read(Array(text.utf8)) == expected)
  }

  @Test func keysKeepTheirOrder() throws {
    let node = try JSONReader.read(Array(#"{"z":1,"a":2,"a_key_longer_than_fifteen":3}"#.utf8))
    #expect(node.object?.keys == ["z", "a", "a_key_longer_than_fifteen"])
  }

  @Test func everyValueAndKeyKnowsItsPlace() throws {
    let text = MarkedText("¦{¦\"é€😀\":¦\"ü\", ¦\"b\" : ¦[¦1,\n ¦true],\r\n ¦\"c\": ¦{}}")
    let node = try JSONReader.read(text.bytes, source: .test)
    let members = try #require(node.object?.members)
    let items = try #require(node["b"]?.array)
    let found =
      [node.place, members[0].keyPlace, members[0].node.place, members[1].keyPlace, members[1].node.place]
      + items.map(\.place) + [members[2].keyPlace, members[2].node.place]
    #expect(found == text.places)
  }

  @Test func answersWithoutASourceKeepNoPlaces() throws {
    let node = try JSONReader.read(Array(#"{"a": [1]}"#.utf8))
    #expect(node.place == .none)
    #expect(node["a"]?.array?.first?.place == SourcePlace.none)
    #expect(node.object?.member("a")?.keyPlace == SourcePlace.none)
  }

  static let failures: [(String, String)] = [
    ("¦", "json-syntax"),
    ("  ¦", "json-syntax"),
    ("¦nul", "json-syntax"),
    ("[1 ¦2]", "json-syntax"),
    ("[1,¦]", "json-syntax"),
    ("{\"a\":1,¦}", "json-syntax"),
    ("{\"a\" ¦1}", "json-syntax"),
    ("{¦a: 1}", "json-syntax"),
    ("{\"a\":¦'b'}", "json-syntax"),
    ("[\n¦// no\n1]", "json-syntax"),
    ("[1] ¦[2]", "json-syntax"),
    ("[¦\"abc", "json-syntax"),
    ("[\"ab¦\nc\"]", "json-syntax"),
    ("[\"é¦\\x\"]", "json-syntax"),
    ("[\"¦\\ud800\"]", "json-syntax"),
    ("[\"a¦\\ud800\\u0041\"]", "json-syntax"),
    ("[\"¦\\udc00\"]", "json-syntax"),
    ("[\"¦\\u12g4\"]", "json-syntax"),
    ("[\"¦\\u12\"]", "json-syntax"),
    ("[¦01]", "invalid-number"),
    ("[¦-]", "invalid-number"),
    ("[¦1.]", "invalid-number"),
    ("[¦1e]", "invalid-number"),
    ("[1,\n ¦}", "json-syntax"),
    ("{\"a\": [1, 2¦", "json-syntax"),
    ("[¦}", "json-syntax"),
  ]

  @Test(arguments: failures) func failuresPointAtTheirPlace(marked: String, code: String) throws {
    let text = MarkedText(marked)
    let error = try #require(throws: DiagnosticError.self) { try JSONReader.read(text.bytes, source: .test) }
    #expect(error.diagnostics.map(\.code) == [code])
    #expect(error.diagnostics.map(\.place) == text.places)
  }

  @Test func duplicateKeysAreAllReportedWithBothPlaces() throws {
    let text = MarkedText(
      "{¦\"a\":1, \"b\":{¦\"a_key_longer_than_fifteen\":1,\n¦\"a_key_longer_than_fifteen\":2}, ¦\"a\":3}")
    let error = try #require(throws: DiagnosticError.self) { try JSONReader.read(text.bytes, source: .test) }
    #expect(error.diagnostics.map(\.code) == ["duplicate-key", "duplicate-key"])
    #expect(error.diagnostics.map(\.place) == [text.places[2], text.places[3]])
    #expect(error.diagnostics.flatMap(\.notes).map(\.place) == [text.places[1], text.places[0]])
  }

  @Test(arguments: [2, 60, 64, 65, 66, 67, 300]) func duplicatesAreFoundInMappingsOfAnySize(count: Int) throws {
    let keys = (0..<count).map { "\"key\($0)\":\($0)" }
    #expect(try JSONReader.read(Array("{\(keys.joined(separator: ","))}".utf8)).object?.count == count)
    for doubled in [0, count / 2, count - 1] {
      let text = "{\((keys + [keys[doubled]]).joined(separator: ","))}"
      let error = try #require(throws: DiagnosticError.self) { try JSONReader.read(Array(text.utf8)) }
      #expect(error.diagnostics.map(\.code) == ["duplicate-key"])
    }
  }

  static let invalidUTF8: [[UInt8]] = [
    [0x80], [0xC0, 0x80], [0xC3], [0xE2, 0x82], [0xED, 0xA0, 0x80], [0xE0, 0x80, 0x80], [0xF0, 0x80, 0x80, 0x80],
    [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xFF],
  ]

  @Test(arguments: invalidUTF8) func invalidUTF8IsRefused(bytes: [UInt8]) throws {
    let text = Array("[\"é".utf8) + bytes + Array("\"]".utf8)
    let error = try #require(throws: DiagnosticError.self) { try JSONReader.read(text, source: .test) }
    #expect(error.diagnostics.map(\.code) == ["invalid-utf8"])
    #expect(error.diagnostics.map(\.place.column) == [4])
  }

  @Test func depthAndSizeAreBounded() throws {
    func nested(_ depth: Int) -> [UInt8] {
      Array(repeating: UInt8(ascii: "["), count: depth) + Array(repeating: UInt8(ascii: "]"), count: depth)
    }
    #expect(throws: Never.self) { try JSONReader.read(nested(200)) }
    #expect(code { try JSONReader.read(nested(201)) } == "too-deep")
    #expect(code { try JSONReader.read(nested(1_000_000)) } == "too-deep")
    #expect(code { try JSONReader.read(nested(6), limits: DocumentLimits(maximumBytes: 11)) } == "too-large")
    #expect(code { try JSONReader.read(Array("[1,2]".utf8), limits: DocumentLimits(maximumNodes: 2)) } == "too-large")
  }

  private func code(_ body: () throws -> Node) -> String? {
    do {
      _ = try body()
      return nil
    } catch {
      return (error as? DiagnosticError)?.diagnostics.first?.code
    }
  }

  @Test func anyBeginningOfATextIsReadOrRefused() throws {
    let sample = Array(#"{"a": [1.5e3, -2, true, null, "x\u00e9\ud83d\ude00é€😀"], "b": {"c": {}}}"#.utf8)
    for end in 0..<sample.count {
      let error = #expect(throws: DiagnosticError.self) { try JSONReader.read(Array(sample[..<end]), source: .test) }
      #expect(error?.diagnostics.isEmpty == false)
    }
    #expect(throws: Never.self) { try JSONReader.read(sample, source: .test) }
  }

  @Test func noiseIsReadOrRefused() {
    var generator = SeededGenerator(seed: 1)
    let alphabet = Array(#"{}[]",:\u0123456789eE+-. truefalsn"#.utf8) + [0, 10, 0x80, 0xC3, 0xE2, 0xFF]
    for _ in 0..<20_000 {
      let noise = (0..<Int.random(in: 0..<24, using: &generator)).map { _ in
        alphabet.randomElement(using: &generator) ?? 0
      }
      guard let node = try? JSONReader.read(noise, source: .test) else { continue }
      #expect((try? JSONReader.read(JSONWriter.write(node))) == node)
    }
  }
}
