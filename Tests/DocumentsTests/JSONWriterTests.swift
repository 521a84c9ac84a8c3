import Documents
import Testing

@Suite struct JSONWriterTests {
  let sample: Node = [
    "name": "é\u{1}\n\"\\\t\u{8}\u{c}\r\u{7f}", "list": [1, [], [:], .null, true],
    "price": Node(.decimal(DecimalNumber(text: "0.10"))),
  ]

  @Test func compactHasNoBlanks() {
    #expect(
      String(decoding: JSONWriter.write(sample), as: UTF8.self)
        == #"{"name":"é\u0001\n\"\\\t\b\f\r"# + "\u{7f}" + #"","list":[1,[],{},null,true],"price":0.10}"#)
  }

  @Test func prettyIndentsEachLevel() {
    let node: Node = ["a": ["b": [1, 2], "c": [:], "d": []]]
    let expected = """
      {
        "a": {
          "b": [
            1,
            2
          ],
          "c": {},
          "d": []
        }
      }
      """
    #expect(String(decoding: JSONWriter.write(node, indent: 2), as: UTF8.self) == expected)
    #expect(
      String(decoding: JSONWriter.write(node, layout: .tabs), as: UTF8.self)
        == expected.replacing("  ", with: "\t"))
  }

  @Test func appendingKeepsWhatIsThere() {
    var bytes = Array("x=".utf8)
    JSONWriter.append(["a": false], to: &bytes)
    #expect(String(decoding: bytes, as: UTF8.self) == #"x={"a":false}"#)
  }

  @Test func whatIsWrittenReadsTheSame() throws {
    for layout in [JSONWriter.Layout.compact, .spaces(4), .tabs] {
      #expect(try JSONReader.read(JSONWriter.write(sample, layout: layout)) == sample)
    }
  }
}
