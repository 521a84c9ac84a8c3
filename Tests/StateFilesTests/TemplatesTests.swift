import Diagnostics
import Documents
import StateFiles
import Testing

@Suite struct TemplatesTests {
  static let variables: [String: String] = [
    "DECK_HOST": "example.com", "DECK_PORT": "8080", "DECK_ON": "true", "DECK_RATE": "0.50", "DECK_EMPTY": "",
    "DECK_QUOTES": #"a"b'c\d"#, "DECK_COLON": "a: b", "DECK_HASH": "a #b", "DECK_LIST": "[1, 2]",
    "DECK_ITEMS": "a, b", "DECK_JSON": #"{"kty": "oct"}"#, "DECK_DASH": "- a", "DECK_STAR": "*x", "DECK_BRACE": "{a",
    "DECK_LINES": "one\ntwo\n\nfour", "DECK_PEM": "-----BEGIN X-----\nMIIB+/==\n-----END X-----\n",
    "DECK_CRLF": "one\r\ntwo\r\n", "DECK_SPACED": " 8080\n", "DECK_B64": "aMOp\n", "DECK_INJECT": "x\nadmin: true",
    "DECK_YES": "yes", "DECK_ZEROS": "0755", "DECK_INF": ".inf", "FAIRLEAD_X": "ours", "DECK_UNICODE": "é😀",
    "DECK_BRACES": "}}", "OTHER": "no",
  ]

  static func read(
    _ text: String, name: String = "kong.yaml", _ environment: TemplateEnvironment = .expand { variables[$0] }
  ) -> (nodes: [Node], diagnostics: [Diagnostic]) {
    var collector = DiagnosticCollector()
    let nodes = TemplatedDocument.read(
      Array(text.utf8), source: SourceID(name: name), environment: environment, diagnostics: &collector)
    return (nodes, collector.diagnostics)
  }

  static func decimal(_ text: String) -> Node { Node(.decimal(DecimalNumber(text: text))) }

  static let wholeScalars: [(String, Node)] = [
    // Without quotes: typed as the text would be.
    (#"${{ env "DECK_HOST" }}"#, "example.com"),
    (#"${{env "DECK_HOST"}}"#, "example.com"),
    (#"${{- env "DECK_HOST" -}}"#, "example.com"),
    ("${{ env `DECK_HOST` }}", "example.com"),
    (#"${{ env "FAIRLEAD_X" }}"#, "ours"),
    (#"${{ env "DECK_PORT" }}"#, 8080),
    (#"${{ env "DECK_SPACED" }}"#, 8080),
    (#"${{ env "DECK_ON" }}"#, true),
    (#"${{ env "DECK_RATE" }}"#, decimal("0.50")),
    (#"${{ env "DECK_EMPTY" }}"#, .null),
    (#"${{ env "DECK_YES" }}"#, "yes"),
    (#"${{ env "DECK_INF" }}"#, ".inf"),
    (#"${{ env "DECK_QUOTES" }}"#, #"a"b'c\d"#),
    (#"${{ env "DECK_HASH" }}"#, "a #b"),
    (#"${{ env "DECK_STAR" }}"#, "*x"),
    (#"${{ env "DECK_INJECT" }}"#, "x\nadmin: true"),
    (#"${{ env "DECK_BRACE" }}"#, "{a"),
    (#"${{ env "DECK_UNICODE" }}"#, "é😀"),
    (#"${{ env "DECK_PEM" }}"#, "-----BEGIN X-----\nMIIB+/==\n-----END X-----"),
    (#"${{ env "DECK_PORT" | toInt }}"#, 8080),
    (#"${{ toInt (env "DECK_PORT") }}"#, 8080),
    (#"${{ env "DECK_ZEROS" | toInt }}"#, 755),
    (#"${{ env "DECK_ON" | toBool }}"#, true),
    (#"${{ env "DECK_RATE" | toFloat }}"#, decimal("0.50")),
    (#"${{ env "DECK_PORT" | toFloat }}"#, 8080),
    (#"${{ env "DECK_NONE" | default "text" }}"#, "text"),
    (#"${{ env "DECK_NONE" | default "}} \"x\"" }}"#, #"}} "x""#),
    (#"${{ env "DECK_NONE" | default 80 | toInt }}"#, 80),
    (#"${{ env "DECK_NONE" | default (env "DECK_HOST") }}"#, "example.com"),
    (#"${{ env "DECK_HOST" | default "text" }}"#, "example.com"),
    (#"${{ env "DECK_EMPTY" | default "text" }}"#, "text"),
    (#"${{ env "DECK_B64" | b64decode }}"#, "hé"),
    (#"${{ env "DECK_HOST" | indent 8 }}"#, "example.com"),
    (#"${{ "abc" }}"#, "abc"),
    // Quoted: a text.
    (#"'${{ env "DECK_PORT" }}'"#, "8080"),
    (#""${{ env "DECK_PORT" }}""#, "8080"),
    (#""${{ env "DECK_PORT" | toInt }}""#, "8080"),
    (#""${{ env "DECK_ON" | toBool }}""#, "true"),
    (#""${{ env "DECK_EMPTY" }}""#, ""),
    (#""${{ env "DECK_SPACED" }}""#, " 8080\n"),
    (#""${{ env "DECK_QUOTES" }}""#, #"a"b'c\d"#),
    (#"'${{ env "DECK_QUOTES" }}'"#, #"a"b'c\d"#),
    (#""${{ env "DECK_COLON" }}""#, "a: b"),
    (#""${{ env "DECK_LIST" }}""#, "[1, 2]"),
    (#""${{ env "DECK_JSON" }}""#, #"{"kty": "oct"}"#),
    (#""${{ env "DECK_INJECT" }}""#, "x\nadmin: true"),
    (#""${{ env "DECK_LINES" | indent 4 }}""#, "one\ntwo\n\nfour"),
    (#"!!str ${{ env "DECK_PORT" }}"#, "8080"),
    // Escaped as the quotation marks around it want it.
    (#""${{ env \"DECK_PORT\" }}""#, "8080"),
    (#""x ${{ env \"DECK_HOST\" }}:${{ env `DECK_PORT` }} \" y""#, #"x example.com:8080 " y"#),
    (#""${{ env \"DECK_NONE\" | default \"}} \\\"x\\\"\" }}""#, #"}} "x""#),
    (#""${{ env \"DECK_NONE\" | default \"\u00e9\x41\\n\" }}""#, "éA\n"),
    (#""${{ env \"DECK_NONE\" | default `}} \" \\` }}""#, #"}} " \"#),
    (#"'${{ env "DECK_NONE" | default "it''s" }}'"#, "it's"),
    // Within a longer text.
    (#""Bearer ${{ env "DECK_HOST" }}""#, "Bearer example.com"),
    (#"https://${{ env "DECK_HOST" }}:${{ env "DECK_PORT" }}/é"#, "https://example.com:8080/é"),
    (#"1${{ env "DECK_PORT" }}"#, 18080),
    (#"v${{ env "DECK_PORT" | toInt }}"#, "v8080"),
    (#""${{ env "DECK_HOST" }}${{ env "DECK_PORT" }}""#, "example.com8080"),
    (#"${{ env "DECK_BRACES" }}x"#, "}}x"),
    // In lists and mappings.
    (
      #"[${{ env "DECK_HOST" }}, x, "${{ env "DECK_ITEMS" }}", ${{ env "DECK_PORT" }}]"#,
      ["example.com", "x", "a, b", 8080]
    ),
    (#"{${{ env "DECK_HOST" }}: ${{ env "DECK_PORT" }}}"#, ["example.com": 8080]),
  ]

  @Test(arguments: wholeScalars) func expressionsTakeTheirPlaceAsValues(scalar: String, expected: Node) {
    let (nodes, diagnostics) = Self.read("a: \(scalar)\nb: 1\n")
    #expect(nodes == [["a": expected, "b": 1]])
    #expect(diagnostics.isEmpty)
  }

  static let blocks: [(String, String)] = [
    ("a: |\n    x ${{ env \"DECK_HOST\" }} y\n    z\n", "x example.com y\nz\n"),
    // The usual form: indent as wide as the block.
    ("a: |\n    ${{ env \"DECK_LINES\" | indent 4 }}\n", "one\ntwo\n\nfour\n"),
    ("a: |-\n    ${{ indent 4 (env \"DECK_PEM\") }}\n", "-----BEGIN X-----\nMIIB+/==\n-----END X-----"),
    ("a: |\n    ${{ env \"DECK_PEM\" | indent 4 }}\n", "-----BEGIN X-----\nMIIB+/==\n-----END X-----\n"),
    // Wider than the block: lines keep what is beyond.
    ("a: |\n    b:\n      ${{ env \"DECK_LINES\" | indent 6 }}\n    c\n", "b:\n  one\n  two\n  \n  four\nc\n"),
    ("a: |\n    ${{ env \"DECK_LINES\" | indent 2 }}\n", "one\ntwo\n\nfour\n"),
    // Without indent: lines stand where the expression stands.
    ("a: |\n    ${{ env \"DECK_LINES\" }}\n", "one\ntwo\n\nfour\n"),
    ("a: |\n    b:\n      ${{ env \"DECK_LINES\" }}\n", "b:\n  one\n  two\n\n  four\n"),
    ("a: |\n    ${{ env \"DECK_CRLF\" }}\n", "one\ntwo\n"),
    ("a: |\n    ${{ env \"DECK_INJECT\" }}\n", "x\nadmin: true\n"),
    ("a: |\n    ${{ env \"DECK_PEM\" }}\n    next\n", "-----BEGIN X-----\nMIIB+/==\n-----END X-----\n\nnext\n"),
    ("a: >\n    x\n    ${{ env \"DECK_LINES\" | indent 4 }}\n", "x one two\nfour\n"),
    ("a: >-\n    ${{ env \"DECK_PORT\" }}\n    y\n", "8080 y"),
    ("a: |\n    # ${{ env \"DECK_NONE\" }}\n    x\n", "# ${{ env \"DECK_NONE\" }}\nx\n"),
  ]

  @Test(arguments: blocks) func blocksTakeSeveralLines(text: String, expected: String) {
    let (nodes, diagnostics) = Self.read(text)
    #expect(nodes == [["a": Node(.string(expected))]])
    #expect(diagnostics.isEmpty)
  }

  static let json: [(String, Node)] = [
    (#"{"p": ${{ env "DECK_PORT" | toInt }}, "h": "${{ env "DECK_HOST" }}"}"#, ["p": 8080, "h": "example.com"]),
    (#"{"p": ${{ env "DECK_PORT" }}, "q": "${{ env "DECK_QUOTES" }}!"}"#, ["p": 8080, "q": #"a"b'c\d!"#]),
    (
      #"{"a": [${{ env "DECK_HOST" }}, "\u00e9"], "b": ${{ env "DECK_EMPTY" }}}"#,
      ["a": ["example.com", "é"], "b": .null]
    ),
    (#"{"${{ env "DECK_HOST" }}": "x: ${{ env "DECK_PORT" }} ${{ env "DECK_ON" }}"}"#, ["example.com": "x: 8080 true"]),
    (#"{"p": 1${{ env "DECK_PORT" }}}"#, ["p": 18080]),
    (
      #"{"${{ env \"DECK_HOST\" }}":"${{ env \"DECK_PORT\" }}","q":{"r":{"s":"${{ env \"DECK_NONE\" | default \"}}\" }}"}}}"#,
      ["example.com": "8080", "q": ["r": ["s": "}}"]]]
    ),
    (#"{"l": "${{ env "DECK_LINES" }}"}"#, ["l": "one\ntwo\n\nfour"]),
  ]

  @Test(arguments: json) func jsonTakesExpressionsAlsoWithoutQuotes(text: String, expected: Node) {
    for name in ["kong.json", "kong.yaml"] {
      let (nodes, diagnostics) = Self.read(text, name: name)
      #expect(nodes == [expected])
      #expect(diagnostics.isEmpty)
    }
  }

  @Test func commentsAreNotEvaluated() {
    let text = "# ${{ env \"DECK_NONE\" }}\n  # ${{ if }}\na: 1 # ${{ env \"OTHER\" }}\n"
    let (nodes, diagnostics) = Self.read(text)
    #expect(nodes == [["a": 1]])
    #expect(diagnostics.isEmpty)
  }

  @Test func valuesKeepTheirPlaceAndNameTheirVariables() throws {
    let text =
      "é: \"ü\"\nlist: [ ${{ env \"DECK_HOST\" }}, \"x ${{ env \"DECK_PORT\" }}${{ env \"DECK_HOST\" }}\" , z ]\n"
    let items = try #require(Self.read(text).nodes.first?["list"]?.array)
    let places = items.map { [$0.place.line, $0.place.column] }
    #expect(places == [[2, 9], [2, 33], [2, 84]])
    #expect(items.map(\.place.origin.environmentNames) == [["DECK_HOST"], ["DECK_HOST", "DECK_PORT"], []])
  }

  @Test func keysNameTheirVariablesToo() throws {
    let node = try #require(Self.read("${{ env \"DECK_HOST\" }}: 1\n").nodes.first)
    #expect(node.object?.members.first?.keyPlace.origin.environmentNames == ["DECK_HOST"])
  }

  static let failures: [(String, String, String)] = [
    (#"a: ¦${{ env "DECK_NONE" }}"#, "variable-unset", "DECK_NONE"),
    (#"é: "x ¦${{ env "DECK_NONE" }}""#, "variable-unset", "DECK_NONE"),
    (#"a: ¦${{ env "OTHER" }}"#, "variable-prefix", "OTHER"),
    (#"a: ¦${{ env "DECK_HOST" | toInt }}"#, "variable-type", "DECK_HOST is not an integer"),
    (#"a: ¦${{ env "DECK_HOST" | toFloat }}"#, "variable-type", "DECK_HOST is not a number"),
    (#"a: ¦${{ env "DECK_HOST" | toBool }}"#, "variable-type", "DECK_HOST is not a boolean"),
    (#"a: ¦${{ env "DECK_RATE" | toInt }}"#, "variable-type", "DECK_RATE"),
    (#"a: ¦${{ env "DECK_HOST" | b64decode }}"#, "variable-type", "base64"),
    (#"a: ¦${{ env "DECK_COLON" }}"#, "variable-structure", "DECK_COLON"),
    (#"a: ¦${{ env "DECK_LIST" }}"#, "variable-structure", "DECK_LIST"),
    (#"a: ¦${{ env "DECK_JSON" }}"#, "variable-structure", "DECK_JSON"),
    (#"a: ¦${{ env "DECK_DASH" }}"#, "variable-structure", "DECK_DASH"),
    (#"a: [x, ¦${{ env "DECK_ITEMS" }}]"#, "variable-structure", "DECK_ITEMS"),
    (#"{"a": ¦${{ env "DECK_ITEMS" }}}"#, "variable-structure", "DECK_ITEMS"),
    (#"a: ¦${{ if env "DECK_HOST" }}"#, "template-function", "if"),
    (#"a: ¦${{ printf "%s" "x" }}"#, "template-function", "printf"),
    (#"a: ¦${{ range .x }}"#, "template-function", "range"),
    (#"a: ¦${{ env "DECK_HOST" | quote }}"#, "template-function", "quote"),
    (#"a: ¦${{ env }}"#, "template-function", "one argument, not 0"),
    (#"a: ¦${{ env "DECK_HOST" | indent }}"#, "template-function", "two arguments, not 1"),
    (#"a: ¦${{ env "DECK_HOST" | indent "x" }}"#, "template-function", "number of spaces"),
    (#"a: ¦${{ env "DECK_HOST" | indent 1000000 }}"#, "template-function", "number of spaces"),
    (#"a: ¦${{ env DECK_HOST }}"#, "template-syntax", "DECK_HOST"),
    (#"a: ¦${{ .Values.x }}"#, "template-syntax", "fields"),
    (#"a: ¦${{ }}"#, "template-syntax", "empty"),
    ("a: ¦${{}}", "template-syntax", "empty"),
    (#"a: ¦${{ env "DECK_HOST" | }}"#, "template-syntax", "function is missing"),
    (#"a: ¦${{ env "DECK_HOST" | "x" }}"#, "template-syntax", "after a pipe"),
    (#"a: ¦${{ (env "DECK_HOST" }}"#, "template-syntax", "not closed"),
    (#"a: ¦${{ env "DECK_HOST") }}"#, "template-syntax", "not opened"),
    (#"a: ¦${{ 'x' }}"#, "template-syntax", "single"),
    (#"a: ¦${{ env \"DECK_HOST\" }}"#, "template-syntax", "backslash"),
    (#"a: '¦${{ env \"DECK_HOST\" }}'"#, "template-syntax", "backslash"),
    (#"a: "¦${{ env \"DECK_HOST }}""#, "template-syntax", "a text in this expression is not closed"),
    (#"é: "\" ¦${{ env \"DECK_NONE\" }}""#, "variable-unset", "DECK_NONE"),
    (#"a: ¦${{ env "DECK_HOST" }"#, "template-syntax", "not closed"),
    (#"a: ¦${{ env "DECK_HOST }}"#, "template-syntax", "not closed"),
    ("a: ¦${{ env\n  \"DECK_HOST\" }}", "template-syntax", "not closed"),
  ]

  @Test(arguments: failures) func failuresPointAtTheExpression(marked: String, code: String, words: String) throws {
    let lines = marked.split(separator: "\n")
    let column = try #require(lines[0].unicodeScalars.split(separator: "¦").first).count + 1
    let (_, diagnostics) = Self.read(marked.replacing("¦", with: "") + "\n")
    let diagnostic = try #require(diagnostics.first)
    #expect(diagnostics.map(\.code) == [code])
    #expect(diagnostic.message.contains(words))
    #expect(diagnostic.place == SourcePlace(line: 1, column: UInt32(column), source: SourceID(name: "kong.yaml")))
  }

  @Test func messagesNeverShowValues() {
    for (marked, _, _) in Self.failures {
      for diagnostic in Self.read(marked.replacing("¦", with: "")).diagnostics {
        let text = "\(diagnostic)"
        for value in ["example.com", "a: b", "[1, 2]", "oct", "- a", "admin: true", "a, b", "0.50"] {
          #expect(!text.contains(value))
        }
      }
    }
    let duplicate = Self.read("${{ env \"DECK_HOST\" }}: 1\nexample.com: 2\n").diagnostics
    #expect(duplicate.map(\.code) == ["duplicate-key"])
    #expect(!"\(duplicate)".contains("example.com"))
  }

  @Test func allFailuresOfAFileAreReported() {
    let text = "a: ${{ env \"DECK_N1\" }}\nb: \"${{ env \"DECK_N2\" }} ${{ env \"X\" }}\"\nc: 1\nc: 2\n"
    let (_, diagnostics) = Self.read(text)
    #expect(diagnostics.map(\.code) == ["variable-unset", "variable-unset", "variable-prefix", "duplicate-key"])
    #expect(diagnostics.map(\.place.line) == [1, 2, 2, 4])
  }

  @Test func syntaxErrorsAfterAnExpressionKeepTheirPlace() {
    let (_, diagnostics) = Self.read("a: {x: ${{ env \"DECK_HOST\" }}, y: @z}\n")
    #expect(diagnostics.map(\.place.column) == [35])
  }

  static let mocks: [(String, Node)] = [
    (#"a: ${{ env "DECK_HOST" }}"#, "DECK_HOST"), (#"a: ${{ env "DECK_HOST" | toInt }}"#, 42),
    (#"a: ${{ env "DECK_HOST" | toFloat }}"#, 42), (#"a: ${{ env "DECK_HOST" | toBool }}"#, false),
    (#"a: "x ${{ env "DECK_HOST" | b64decode }}""#, "x DECK_HOST"), (#"a: "${{ env "DECK_P" | toInt }}""#, "42"),
  ]

  @Test(arguments: mocks) func mocksLookNothingUp(text: String, expected: Node) {
    #expect(Self.read(text, .mock).nodes == [["a": expected]])
    #expect(Self.read(text, .mock).diagnostics.isEmpty)
  }

  @Test func mocksKeepToThePrefixes() {
    #expect(Self.read(#"a: ${{ env "OTHER" }}"#, .mock).diagnostics.map(\.code) == ["variable-prefix"])
  }

  static let verbatim: [(String, Node)] = [
    (#"a: ${{ env "DECK_NONE" | toInt }}"#, #"${{ env "DECK_NONE" | toInt }}"#),
    (#"a: "x ${{ env "X" }} é""#, #"x ${{ env "X" }} é"#),
    (#"a: "${{ env \"X\" | default \"\\\"\" }}""#, #"${{ env "X" | default "\"" }}"#),
    (#"a: "${{ env "X" | default "\"" }}""#, #"${{ env "X" | default "\"" }}"#),
    (#"a: '${{ env ''X'' }}'"#, "${{ env 'X' }}"), (#"{"a": ${{ if x }}}"#, "${{ if x }}"),
  ]

  @Test(arguments: verbatim) func expressionsCanStayAsWritten(text: String, expected: Node) {
    let (nodes, diagnostics) = Self.read(text, .verbatim)
    #expect(nodes == [["a": expected]])
    #expect(nodes.first?.containsEnvironmentValue == false)
    #expect(diagnostics.isEmpty)
  }

  static let opaque = [
    #"a: ${{ env "DECK_NONE" | toInt }}"#, #"a: "${{ if x }}""#, "a: x ${{ env 'X' }}", #"{"a": ${{ env "X" | foo }}}"#,
  ]

  @Test(arguments: opaque) func expressionsCanBeWhateverTheySay(text: String) throws {
    let other = text.hasPrefix("{") ? "" : "\nb: ${{ env \"X\" | toInt\n"
    let (nodes, diagnostics) = Self.read(text + other, .opaque)
    #expect(diagnostics.isEmpty)
    #expect(try #require(nodes.first?["a"]).place.origin.isEnvironment)
  }

  @Test func privateCharactersOfTheTextStayItsOwn() {
    let own = (0xE000...0xE0FF).compactMap { Unicode.Scalar($0).map { String(Character($0)) } }.joined()
    let (nodes, diagnostics) = Self.read("a: \"\(own)${{ env \"DECK_HOST\" }}\"\n")
    #expect(nodes == [["a": Node(.string(own + "example.com"))]])
    #expect(diagnostics.isEmpty)
    let all = (0xE000...0xF8FF).compactMap { Unicode.Scalar($0).map { String(Character($0)) } }.joined()
    #expect(Self.read("a: \(all)${{ env \"DECK_HOST\" }}\n").diagnostics.map(\.code) == ["template-syntax"])
  }

  @Test func thousandsOfExpressionsAreToldApart() {
    let text = (0..<5000).map { "- ${{ env \"DECK_V\($0)\" }}\n" }.joined()
    let environment = TemplateEnvironment.expand { String($0.dropFirst(6)) }
    #expect(Self.read(text, environment).nodes == [Node(.array((0..<5000).map { Node(.integer($0)) }))])
  }

  /// Whatever a variable holds, the document around it stays what it is.
  @Test func noValueChangesTheStructure() throws {
    var generator = LinearGenerator(state: 1)
    let pieces = [
      "\n", " ", ": ", "- ", "\"", "'", "\\", "#", "{", "}", "[", "]", ",", "&a", "*a", "!t", "|", ">", "a", "1", "\t",
    ]
    for _ in 0..<500 {
      let value = (0..<6).map { _ in pieces.randomElement(using: &generator) ?? "" }.joined()
      let environment = TemplateEnvironment.expand { _ in value }
      let text = """
        a: ${{ env "DECK_X" }}
        b: "${{ env "DECK_X" }}"
        c: '${{ env "DECK_X" }}'
        d: [x, ${{ env "DECK_X" }}, "${{ env "DECK_X" }}"]
        e: |
          ${{ env "DECK_X" | indent 2 }}
        f: end
        """
      let (nodes, diagnostics) = Self.read(text, environment)
      let node = try #require(nodes.first)
      #expect(node.object?.keys == ["a", "b", "c", "d", "e", "f"])
      #expect(node["b"]?.string == value)
      #expect(node["c"]?.string == value)
      #expect(node["d"]?.array?.count == 3)
      #expect(node["d"]?.array?.last?.string == value)
      #expect(diagnostics.allSatisfy { $0.code == "variable-structure" })
    }
  }

  @Test func anyBeginningOfATextIsReadOrRefused() {
    let text = Array("a: \"x ${{ env \"DECK_HOST\" | indent 2 }}\"\nb: |\n  ${{ env `DECK_PORT` }}\n".utf8)
    for end in text.indices {
      var collector = DiagnosticCollector()
      let nodes = TemplatedDocument.read(
        Array(text[..<end]), source: SourceID(name: "kong.yaml"), environment: .expand { Self.variables[$0] },
        diagnostics: &collector)
      #expect(!nodes.isEmpty || collector.hasErrors || end == 0)
    }
  }
}

/// The same numbers on every run.
private struct LinearGenerator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state ^ (state >> 33)
  }
}
