public import Diagnostics

/// Reads a text that is JSON or YAML, whatever its name says.
public enum DocumentReader {
  /// Reads all documents of a text.
  ///
  /// A text that begins with a bracket or brace is tried as JSON first, which is faster; what JSON does not allow, YAML
  /// may. If both refuse it, the errors are those of the notation that the name of the source or its content suggests.
  ///
  /// - Parameters:
  ///   - bytes: The text in UTF-8, with or without a byte order mark.
  ///   - source: What the places of the nodes name; its ending tells what was meant where the text is malformed.
  ///   - limits: How large the text may be.
  ///   - resolver: Gives meaning to scalars that hold its marker.
  ///   - diagnostics: Receives what is wrong with the text.
  /// - Returns: The documents, without empty ones; none for a text of blanks and comments.
  public static func read(
    _ bytes: [UInt8], source: SourceID, limits: DocumentLimits = .standard, resolver: (any ScalarResolver)? = nil,
    diagnostics: inout DiagnosticCollector
  ) -> [Node] {
    var recorder: MarkRecorder?
    return read(
      bytes, source: source, limits: limits, resolver: resolver, recorder: &recorder, diagnostics: &diagnostics)
  }

  /// Reads all documents of a text; a recorder learns which of the two it is, and of YAML where everything stands.
  static func read(
    _ bytes: [UInt8], source: SourceID, limits: DocumentLimits, resolver: (any ScalarResolver)?,
    recorder: inout MarkRecorder?, diagnostics: inout DiagnosticCollector
  ) -> [Node] {
    let start = bytes.starts(with: TextPosition.byteOrderMark) ? 3 : 0
    let blanks: Set<UInt8> = [0x20, 0x09, 0x0A, 0x0D]
    let content = bytes[start...].drop { blanks.contains($0) }
    guard content.first == UInt8(ascii: "{") || content.first == UInt8(ascii: "[") else {
      return YAMLReader.read(
        bytes, source: source, limits: limits, resolver: resolver, recorder: &recorder, diagnostics: &diagnostics)
    }
    var jsonDiagnostics = DiagnosticCollector()
    let jsonErrors: [Diagnostic]
    do throws(DiagnosticError) {
      let node = try JSONReader.read(
        bytes, source: source, limits: limits, resolver: resolver, diagnostics: &jsonDiagnostics)
      diagnostics.add(contentsOf: jsonDiagnostics.diagnostics)
      recorder?.notation = .json
      return [node]
    } catch {
      jsonErrors = error.diagnostics
    }
    var yamlDiagnostics = DiagnosticCollector()
    let nodes = YAMLReader.read(
      bytes, source: source, limits: limits, resolver: resolver, recorder: &recorder, diagnostics: &yamlDiagnostics)
    let inner = content.dropFirst().first { !blanks.contains($0) }
    if yamlDiagnostics.hasErrors, meansJSON(source, inner) {
      diagnostics.add(contentsOf: jsonDiagnostics.diagnostics + jsonErrors)
    } else {
      diagnostics.add(contentsOf: yamlDiagnostics.diagnostics)
    }
    return nodes
  }

  private static func meansJSON(_ source: SourceID, _ firstInside: UInt8?) -> Bool {
    let name = source.name.lowercased()
    if name.hasSuffix(".json") { return true }
    if name.hasSuffix(".yaml") || name.hasSuffix(".yml") { return false }
    return firstInside.map { "\"{[]}".utf8.contains($0) } ?? false
  }
}
