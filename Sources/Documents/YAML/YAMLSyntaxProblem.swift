import CLibYAML
import Diagnostics

/// libyaml's complaints in words that say what to change.
extension YAMLParser {
  /// What stopped the parser.
  func syntaxProblem() -> Diagnostic {
    let failure = parser.pointee
    let problem = failure.problem.map { String(cString: $0) } ?? "the text cannot be read"
    if failure.error == YAML_READER_ERROR {
      return Diagnostic(
        code: "yaml-syntax", "a control character stands in the text",
        at: TextPosition.place(of: failure.problem_offset, in: bytes, source: source),
        hint: "remove it, or write it as an escape such as \"\\x01\" in double quotation marks")
    }
    let context = failure.context.map { String(cString: $0) }
    let place = place(failure.problem_mark)
    if let context, context.hasSuffix("a quoted scalar") {
      return quotedProblem(problem, place: place, start: self.place(failure.context_mark))
    }
    var notes: [Diagnostic.Note] = []
    if let context, let what = Self.contexts[context] {
      let start = self.place(failure.context_mark)
      if start != place { notes.append(Diagnostic.Note("\(what) begins here", at: start)) }
    }
    let message = Self.problems[problem] ?? problem
    return Diagnostic(
      code: "yaml-syntax", message, at: place, hint: lineHint(place) ?? Self.hints[problem], notes: notes)
  }

  private func quotedProblem(_ problem: String, place: SourcePlace, start: SourcePlace) -> Diagnostic {
    switch problem {
    case "found unexpected end of stream", "found unexpected document indicator":
      return Diagnostic(
        code: "yaml-syntax", "this text has no closing quotation mark", at: start,
        hint: "within single quotation marks write ' as '', within double ones write \" as \\\"")
    case "found unknown escape character":
      return Diagnostic(
        code: "yaml-syntax", "this escape sequence is none that YAML knows", at: place,
        hint: "write \\\\ for a backslash, or use single quotation marks, within which it has no meaning")
    default:
      return Diagnostic(code: "yaml-syntax", Self.problems[problem] ?? problem, at: place)
    }
  }

  private func place(_ mark: yaml_mark_t) -> SourcePlace {
    SourcePlace(
      line: UInt32(truncatingIfNeeded: mark.line &+ 1), column: UInt32(truncatingIfNeeded: mark.column &+ 1),
      source: source)
  }

  /// A hint that follows from what stands at a place and before it on its line.
  func lineHint(_ place: SourcePlace) -> String? {
    let lines = bytes.split(separator: 0x0A, maxSplits: Int(place.line), omittingEmptySubsequences: false)
    guard place.line >= 1, lines.indices.contains(Int(place.line) - 1) else { return nil }
    let line = lines[Int(place.line) - 1]
    let text = String(decoding: line.prefix(1000), as: UTF8.self)
    if text.contains("{{") {
      return "put a value that begins with {{ into quotation marks"
    }
    if text.prefix(while: { $0 == " " || $0 == "\t" }).contains("\t") {
      return "indent with spaces: YAML does not allow tabs there"
    }
    let scalars = text.unicodeScalars.dropFirst(Int(place.column) - 1)
    switch scalars.first {
    case "@", "`", "%":
      return "put a text that begins with \(scalars.first.map { String(Character($0)) } ?? "") into quotation marks"
    case "\t":
      return "use spaces: YAML does not allow a tab here"
    default:
      return nil
    }
  }

  private static let contexts: [String: String] = [
    "while parsing a block mapping": "the mapping",
    "while parsing a flow mapping": "the mapping",
    "while parsing a block collection": "the list",
    "while parsing a flow sequence": "the list",
    "while scanning a simple key": "the key",
    "while scanning a plain scalar": "the text",
    "while scanning a block scalar": "the block",
  ]

  private static let problems: [String: String] = [
    "mapping values are not allowed in this context": "a colon that makes a key is not allowed here",
    "found character that cannot start any token": "a value cannot begin with this character",
    "did not find expected key": "a key is expected here, at the same indentation as the keys before",
    "did not find expected '-' indicator": "a list item with its dash is expected here",
    "did not find expected ',' or '}'": "a comma or } is expected here",
    "did not find expected ',' or ']'": "a comma or ] is expected here",
    "could not find expected ':'": "a line that is neither a key with a colon nor part of a value ends here",
    "did not find expected <document start>": "there is more text after the end of the document",
    "did not find expected node content": "a value is expected here",
    "did not find expected alphabetic or numeric character": "a name of letters and digits is expected here",
    "block sequence entries are not allowed in this context": "a list item is not allowed here",
    "mapping keys are not allowed in this context": "a key is not allowed here",
    "found undefined tag handle": "this tag has a prefix that is not declared",
    "found duplicate anchor": "this anchor occurs twice",
    "found incompatible YAML document": "this version of YAML is not known; 1.1 and 1.2 are",
  ]

  private static let hints: [String: String] = [
    "mapping values are not allowed in this context":
      "put a text that holds a colon followed by a blank into quotation marks, or check the indentation",
    "did not find expected key": "check the indentation, and that quotation marks and brackets are closed",
    "did not find expected '-' indicator": "check the indentation: all items of a list begin in the same column",
    "could not find expected ':'": "check for a missing colon or quotation mark",
    "did not find expected ',' or '}'": "check for a missing comma, brace or quotation mark",
    "did not find expected ',' or ']'": "check for a missing comma, bracket or quotation mark",
    "block sequence entries are not allowed in this context": "begin the list on a line of its own, under its key",
    "did not find expected <document start>": "separate documents by a line with three dashes",
    "did not find expected alphabetic or numeric character":
      "put a text that begins with & or * into quotation marks",
  ]
}
