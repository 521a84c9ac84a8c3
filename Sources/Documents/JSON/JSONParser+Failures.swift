import Diagnostics

/// What can be wrong, told so that the reader knows what to change.
extension JSONParser {
  func failure(_ message: String, hint: String? = nil, notes: [Diagnostic.Note] = []) -> DiagnosticError {
    failure(message, at: here, hint: hint, notes: notes)
  }

  func failure(
    _ message: String, at place: SourcePlace, hint: String? = nil, notes: [Diagnostic.Note] = []
  ) -> DiagnosticError {
    let syntax = Diagnostic(code: "json-syntax", message, at: place, hint: hint, notes: notes)
    return DiagnosticError(builder.diagnostics + [syntax])
  }

  func expectedValue() -> DiagnosticError {
    if position >= bytes.count { return unexpectedEnd() }
    switch bytes[position] {
    case UInt8(ascii: "'"):
      return failure("a string begins with a single quotation mark", hint: "JSON takes double quotation marks")
    case UInt8(ascii: "/"), UInt8(ascii: "#"):
      return failure("JSON has no comments")
    case UInt8(ascii: "}"), UInt8(ascii: "]"), UInt8(ascii: ","):
      return failure("a value is missing here")
    default:
      return failure(
        "a value is expected here", hint: "strings stand in double quotation marks; words are true, false and null")
    }
  }

  func expectedKey() -> DiagnosticError {
    if position >= bytes.count { return unexpectedEnd() }
    if bytes[position] == UInt8(ascii: "}") { return trailingComma() }
    return failure("a key in double quotation marks is expected here")
  }

  func expectedSeparator(isObject: Bool) -> DiagnosticError {
    if position >= bytes.count { return unexpectedEnd() }
    let closing = isObject ? "}" : "]"
    return failure(
      "a comma or \(closing) is expected here",
      notes: [Diagnostic.Note("the \(isObject ? "mapping" : "list") begins here", at: builder.openPlace)])
  }

  func trailingComma() -> DiagnosticError {
    failure("the comma before this bracket has no value after it", hint: "remove the comma")
  }

  func controlCharacter(_ byte: UInt8) -> DiagnosticError {
    let name = byte == 0x0A ? "a line break" : byte == 0x09 ? "a tab" : "a control character"
    let escape = byte == 0x0A ? #"\n"# : byte == 0x09 ? #"\t"# : #"\u followed by its four-digit code"#
    return failure("\(name) stands in a string", hint: "write it as \(escape), or close the string before it")
  }

  private func unexpectedEnd() -> DiagnosticError {
    guard builder.depth > 0 else { return failure("the text is empty") }
    let kind = builder.isInObject ? "mapping" : "list"
    return failure(
      "the text ends before a \(kind) is closed",
      notes: [Diagnostic.Note("the \(kind) begins here", at: builder.openPlace)])
  }
}
