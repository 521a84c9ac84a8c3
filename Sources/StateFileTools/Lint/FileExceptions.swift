package import Diagnostics
import Documents
package import StateFiles

/// Exceptions that files make of what is found wrong with them: the same key and the same reach as for rules.
package enum FileExceptions {
  /// Leaves out what `x-lint-ignore` says is not to be told of the mapping that has the key, and of all in it.
  package static func leaveOut(of diagnostics: [Diagnostic], in texts: [InputText]) -> [Diagnostic] {
    var left = diagnostics
    for text in texts where mayMakeExceptions(text.bytes) {
      let source = SourceID(name: text.name)
      var found = DiagnosticCollector()
      let documents = TemplatedDocument.read(
        text.bytes, source: source, environment: .verbatim, diagnostics: &found)
      for document in documents {
        let tree = FlatTree(document)
        let exceptions = LintExceptions(in: tree, reachingSiblings: false)
        let positions = places(in: tree)
        left.removeAll { diagnostic in
          guard diagnostic.place.source == source, let position = positions[Place(diagnostic.place)] else {
            return false
          }
          return exceptions.concern(position, rule: diagnostic.code)
        }
      }
    }
    return left
  }

  private struct Place: Hashable {
    let line: UInt32
    let column: UInt32

    init(_ place: SourcePlace) { (line, column) = (place.line, place.column) }
  }

  private static func places(in tree: FlatTree) -> [Place: Int] {
    var positions: [Place: Int] = [:]
    for position in tree.positions {
      // A mapping begins where its first key does: what is said of the key is said of the mapping.
      if let member = tree.member(position), positions[Place(member.keyPlace)] == nil {
        positions[Place(member.keyPlace)] = position
      }
      if positions[Place(tree.node(position).place)] == nil { positions[Place(tree.node(position).place)] = position }
    }
    return positions
  }

  private static func mayMakeExceptions(_ bytes: [UInt8]) -> Bool {
    let key = Array(LintExceptions.key.utf8)
    var rest = bytes[...]
    while let start = rest.firstIndex(of: key[0]) {
      if bytes[start...].starts(with: key) { return true }
      rest = bytes[(start + 1)...]
    }
    return false
  }
}
