package import Diagnostics
package import Documents

/// The one expression that merging looks into: a version of the format that comes from the environment.
package enum VersionExpression {
  /// Puts the value of the variable in the place of the expression; any other version stays as it is.
  ///
  /// - Parameters:
  ///   - document: The document of a file.
  ///   - text: What the file holds.
  ///   - lookup: The value of a variable; nil where it is not set.
  package static func resolve(
    in document: inout Node, text: [UInt8], lookup: (String) -> String?
  ) throws(DiagnosticError) {
    guard let node = document[FormatVersionText.key], let written = node.string, written.contains("${{") else { return }
    guard let match = written.wholeMatch(of: /\$\{\{ env "(?<name>[^"]*)" \}\}/) else {
      throw fault("it is written ${{ env \"DECK_…\" }}", node)
    }
    let name = String(match.output.name)
    guard name.hasPrefix("DECK_") else {
      throw fault("the variable '\(name)' does not begin with DECK_", node)
    }
    guard let value = lookup(name), !value.isEmpty else { throw fault("the variable '\(name)' is not set", node) }
    guard byte(at: node.place, in: text) == UInt8(ascii: "\"") else {
      throw fault("it stands in double quotation marks: \"\(written)\"", node)
    }
    var version = Node(.string(value))
    version.place.origin = ValueOrigin(environment: [name])
    document.changeObject { $0[FormatVersionText.key] = version }
  }

  private static func fault(_ reason: String, _ node: Node) -> DiagnosticError {
    DiagnosticError(
      Diagnostic(
        code: "format-version", "the version of the format cannot be taken from the environment: \(reason)",
        at: node.place))
  }

  private static func byte(at place: SourcePlace, in text: [UInt8]) -> UInt8? {
    let lines = text.split(separator: 0x0A, maxSplits: Int(place.line), omittingEmptySubsequences: false)
    guard place.line > 0, lines.count >= place.line else { return nil }
    let line = String(decoding: lines[Int(place.line) - 1], as: UTF8.self).unicodeScalars
    let character = line.dropFirst(Int(place.column) - 1).first
    return character.flatMap { UInt8(exactly: $0.value) }
  }
}
