package import Diagnostics
package import Documents

/// JSONPaths that tell which values of a document a verb works on.
package struct Selectors: Sendable {
  /// A path as somebody wrote it, and where.
  package struct Text: Sendable {
    package var text: String
    package var place: SourcePlace

    package init(_ text: String, at place: SourcePlace = .none) {
      self.text = text
      self.place = place
    }
  }

  private struct Path: Sendable {
    var path: JSONPath
    var place: SourcePlace
  }

  private let paths: [Path]

  /// Whether there are none.
  package var isEmpty: Bool { paths.isEmpty }

  /// No paths.
  package init() {
    paths = []
  }

  /// Reads paths.
  ///
  /// - Throws: What is wrong with any of them.
  package init(_ texts: [Text]) throws(DiagnosticError) {
    var paths: [Path] = []
    var faults: [Diagnostic] = []
    for text in texts {
      do throws(JSONPathError) {
        paths.append(Path(path: try JSONPath(parsing: text.text), place: text.place))
      } catch {
        faults.append(error.diagnostic(path: text.text, at: text.place))
      }
    }
    if !faults.isEmpty { throw DiagnosticError(faults) }
    self.paths = paths
  }

  /// The ways to the values that the paths mean: in the order of the paths, each value once.
  package func select(in document: Node) throws(DiagnosticError) -> [DocumentPath] {
    let tree = FlatTree(document)
    var seen: Set<DocumentPath> = []
    var found: [DocumentPath] = []
    for entry in paths {
      do throws(JSONPathError) {
        for path in try entry.path.select(in: tree) where seen.insert(path).inserted { found.append(path) }
      } catch {
        throw DiagnosticError(error.diagnostic(path: entry.path.text, at: entry.place))
      }
    }
    return found
  }

  /// The same, mappings alone.
  package func selectObjects(in document: Node) throws(DiagnosticError) -> [DocumentPath] {
    try select(in: document).filter { document.nearest($0).object != nil }
  }
}
