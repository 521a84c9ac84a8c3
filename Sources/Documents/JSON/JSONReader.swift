public import Diagnostics

/// Reads JSON (RFC 8259) into nodes: keys in their order, numbers exact, each value with its place.
public enum JSONReader {
  /// Reads one JSON text.
  ///
  /// - Parameters:
  ///   - bytes: The text in UTF-8, with or without a byte order mark.
  ///   - source: What the places of the nodes name; with `.none` no places are kept.
  ///   - limits: How large the text may be.
  /// - Returns: The value.
  /// - Throws: What is wrong with the text: a syntax error ends the reading, duplicate keys are all reported.
  public static func read(
    _ bytes: [UInt8], source: SourceID = .none, limits: DocumentLimits = .standard
  ) throws(DiagnosticError) -> Node {
    var collector = DiagnosticCollector()
    return try read(bytes, source: source, limits: limits, resolver: nil, diagnostics: &collector)
  }

  static func read(
    _ bytes: [UInt8], source: SourceID, limits: DocumentLimits, resolver: (any ScalarResolver)?,
    diagnostics: inout DiagnosticCollector
  ) throws(DiagnosticError) -> Node {
    if let diagnostic = limits.oversize(bytes.count, source: source) { throw DiagnosticError(diagnostic) }
    let result = bytes.withUnsafeBufferPointer { buffer -> Result<Node, DiagnosticError> in
      var parser = JSONParser(buffer, source: source, limits: limits, resolver: resolver)
      parser.resolverDiagnostics = diagnostics
      defer { diagnostics = parser.resolverDiagnostics }
      do throws(DiagnosticError) {
        return .success(try parser.document())
      } catch {
        return .failure(error)
      }
    }
    return try result.get()
  }
}
