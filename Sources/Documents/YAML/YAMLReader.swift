public import Diagnostics

/// Reads YAML (1.2, core schema) into nodes with their places, over the events of libyaml.
public enum YAMLReader {
  /// Reads all documents of a stream, leaving out those that hold nothing.
  ///
  /// Anchors, aliases and merge keys are resolved; duplicate keys, keys that are no scalars and tags beyond the core
  /// schema are errors.
  ///
  /// - Parameters:
  ///   - bytes: The text in UTF-8, with or without a byte order mark.
  ///   - source: What the places of the nodes name.
  ///   - limits: How large the text may be.
  ///   - resolver: Gives meaning to scalars that hold its marker.
  ///   - diagnostics: Receives what is wrong with the text.
  /// - Returns: The documents up to the first syntax error.
  public static func read(
    _ bytes: [UInt8], source: SourceID, limits: DocumentLimits = .standard, resolver: (any ScalarResolver)? = nil,
    diagnostics: inout DiagnosticCollector
  ) -> [Node] {
    var recorder: MarkRecorder?
    return read(
      bytes, source: source, limits: limits, resolver: resolver, recorder: &recorder, diagnostics: &diagnostics)
  }

  /// Reads all documents of a stream and has taken down where everything stands.
  static func read(
    _ bytes: [UInt8], source: SourceID, limits: DocumentLimits, resolver: (any ScalarResolver)?,
    recorder: inout MarkRecorder?, diagnostics: inout DiagnosticCollector
  ) -> [Node] {
    if let diagnostic = limits.oversize(bytes.count, source: source) {
      diagnostics.add(diagnostic)
      return []
    }
    return bytes.withUnsafeBufferPointer { buffer in
      if let diagnostic = encodingProblem(buffer, source: source) {
        diagnostics.add(diagnostic)
        return []
      }
      let parser = YAMLParser(buffer, source: source, limits: limits, resolver: resolver, recorder: recorder.take())
      let documents = parser.documents()
      recorder = parser.recorder
      diagnostics.add(contentsOf: parser.diagnostics.diagnostics)
      return documents
    }
  }

  private static func encodingProblem(_ bytes: UnsafeBufferPointer<UInt8>, source: SourceID) -> Diagnostic? {
    guard let offset = TextPosition.firstInvalidByte(bytes) else { return nil }
    let isUTF16 = bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF])
    return Diagnostic(
      code: "invalid-utf8", isUTF16 ? "the text is in UTF-16" : "this byte is not part of valid UTF-8",
      at: TextPosition.place(of: offset, in: bytes, source: source), hint: "save the text in UTF-8")
  }
}
